"""What DynamoDB's adapter does when DynamoDB does not answer as it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from pynamodb.exceptions import GetError, PutError, UpdateError
from pynamodb.models import Model

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Board, Upvote
from beifall.domain.floor import NOTED
from beifall.domain.mood import Mood
from beifall.store import rows
from beifall.store.port import Overloaded, Place, Store
from local.seam import Call, Seam, Target, answer, refusal
from tests import engines
from tests.builders import a_floor, a_help_request, a_question, a_room, an_event, an_open_poll

PLACE = Place(Urn("plenum", "closing", 1), 0, "v1")


@contextmanager
def answering(status: int, code: str) -> Iterator[engines.Calls]:
    """A DynamoDB that says no to everything, and how often it was asked."""
    calls: engines.Calls = engines.Calls()

    def no(call: Call) -> AWSResponse:
        calls[call.operation] += 1
        return refusal(call, status, code, "no")

    seam = Seam({"dynamodb": no})
    seam.open()
    try:
        yield calls
    finally:
        seam.close()


def test_a_ballot_is_one_attempt_so_that_none_arrives_after_the_final_recount() -> None:
    with answering(500, "InternalServerError") as calls, pytest.raises(PutError):
        engines.store().cast(PLACE, Ballot("v1", ("a",), 1))
    assert calls == {"PutItem": 1}


@pytest.mark.parametrize(
    "put",
    [
        lambda store: store.put_event(an_event(), before=1),
        lambda store: store.put_room(a_room(), before=1),
        lambda store: store.put_public(an_open_poll(), before=1),
        lambda store: store.put_backstage(a_question(), before=1),
        lambda store: store.put_help(a_help_request(), before=1),
    ],
)
def test_a_decision_of_staff_is_one_attempt_so_that_it_never_meets_itself(put: Callable[[Store], object]) -> None:
    with answering(500, "InternalServerError") as calls, pytest.raises(PutError):
        put(engines.store())
    assert calls == {"PutItem": 1}


def test_reads_views_and_what_finds_itself_again_are_tried_three_times() -> None:
    with answering(500, "InternalServerError") as calls:
        with pytest.raises(GetError):
            engines.store().event()
        with pytest.raises(PutError):
            engines.store().put_board(Board("why", "plenum", 1), before=0)
        with pytest.raises(UpdateError):
            engines.store().sit("cafeteria", "ada", "1", command="c1")
    assert calls == {"GetItem": 3, "PutItem": 3, "UpdateItem": 3}


@pytest.mark.parametrize(
    "code", ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"]
)
def test_a_table_with_too_much_to_do_is_overloaded_and_has_written_nothing(code: str) -> None:
    with answering(400, code):
        store = engines.store()
        with pytest.raises(Overloaded):
            store.cast(PLACE, Ballot("v1", ("a",), 1))
        with pytest.raises(Overloaded):
            store.state("plenum", staff=True)
        with pytest.raises(Overloaded):
            store.sit("cafeteria", "ada", "1", command="c1")


def test_a_table_that_does_not_answer_at_all_is_said_to_be_silent_and_nothing_else() -> None:
    def silent(call: Call) -> AWSResponse:
        raise ReadTimeoutError(endpoint_url=call.request.url)

    seam = Seam({"dynamodb": silent})
    seam.open()
    try:
        store = engines.store()
        with pytest.raises(PutError, match="timeout"):
            store.cast(PLACE, Ballot("v1", ("a",), 1))
        with pytest.raises(PutError, match="timeout"):
            store.put_room(a_room(), before=1)
        with pytest.raises(GetError, match="timeout"):
            store.event()
    finally:
        seam.close()


class Full:
    """A table that takes so many batches, and of those that follow leaves everything undone."""

    def __init__(self, takes: int) -> None:
        self.takes = takes

    def __call__(self, call: Call, target: Target) -> AWSResponse | None:
        if call.operation != "BatchWriteItem":
            return target(call)
        self.takes -= 1
        if self.takes < 0:
            return answer(call, 200, {"UnprocessedItems": call.fields["RequestItems"]}, {})
        return target(call)


def test_a_table_at_its_ceiling_ends_a_purge_for_now_and_the_next_one_goes_on() -> None:
    full = Full(takes=2)
    with engines.tables("ministack", full) as calls:
        store = engines.store()
        for number in range(80):
            store.put_backstage(a_question(f"q{number}"), before=0)
        with pytest.raises(Overloaded):
            store.purge(at_most=1_000)
        assert calls["BatchWriteItem"] == 4, "what was left undone is asked for once more"
        full.takes = 10
        assert store.purge(at_most=1_000) == 30


def test_one_client_tries_three_times_and_one_once() -> None:
    engines.store()
    models: list[type[Model]] = [*rows.TABLES, rows.AttendanceRow]
    clients = {rows.table(model).connection.client for model in models}
    assert len(clients) == 1
    once = {rows.table(model).connection.client for model in (rows.BallotRow, rows.ThingRow)}
    assert len(once) == 1
    assert not once & clients


class Lost:
    """Loses the answers to the next calls of one operation, each after it was done."""

    def __init__(self, operation: str) -> None:
        self.operation, self.answers = operation, 0

    def __call__(self, call: Call, target: Target) -> AWSResponse | None:
        answer = target(call)
        if call.operation == self.operation and self.answers:
            self.answers -= 1
            return refusal(call, 500, "InternalServerError", "lost")
        return answer


@pytest.mark.parametrize("engine", ["moto", "ministack"])
def test_a_seat_is_taken_moved_and_given_up_once_even_if_the_answer_is_lost(engine: str) -> None:
    lost = Lost("UpdateItem")
    with engines.tables(engine, lost):
        store = engines.store()
        store.put_floor(a_floor())
        for rev, table in enumerate(("1", "2", "2"), start=2):
            lost.answers = 1
            sitting = store.sit("cafeteria", "ada", table, command=f"c{rev}")
            assert sitting is not None
            assert (sitting.table, sitting.full) == (table, False)
            assert sitting.floor == store.floor("cafeteria") == a_floor(rev=rev, who={"ada": table}, taken={table: 1})
        lost.answers = 1
        sitting = store.stand("cafeteria", "ada", command="c5")
        assert sitting is not None
        assert (sitting.table, sitting.floor) == (None, a_floor(rev=5))


def test_what_the_audience_adds_is_stored_even_if_the_answer_is_lost() -> None:
    lost = Lost("PutItem")
    with engines.tables("ministack", lost):
        store = engines.store()
        lost.answers = 1
        upvote = Upvote("ada", "why", True, 1)
        assert store.upvote("plenum", upvote) == upvote
        lost.answers = 1
        assert store.feel("plenum", Mood("ada", 5, 1)) == Mood("ada", 5, 1)


@pytest.mark.parametrize("engine", ["moto", "ministack"])
def test_a_floor_forgets_its_oldest_commands(engine: str) -> None:
    with engines.tables(engine):
        store = engines.store()
        store.put_floor(a_floor())
        for number in range(2 * NOTED + 1):
            store.stand("cafeteria", "ada", command=f"c{number}")
        row = rows.StateRow.get("room#cafeteria", "all#floor", consistent_read=True)
    assert list(row.commands) == [f"c{number}" for number in range(NOTED, 2 * NOTED + 1)]


def test_a_seat_that_was_taken_stays_taken_though_the_floor_cannot_forget_for_load() -> None:
    busy: list[str] = []

    def around(call: Call, target: Target) -> AWSResponse | None:
        if busy and "REMOVE #" in call.fields["UpdateExpression"]:
            return refusal(call, 400, "ThrottlingException", "no")
        return target(call)

    with engines.tables("ministack", around):
        store = engines.store()
        store.put_floor(a_floor())
        for number in range(2 * NOTED):
            store.stand("cafeteria", "ada", command=f"c{number}")
        busy.append("from here on")
        sitting = store.sit("cafeteria", "ada", "1", command="sit")
    assert sitting is not None
    assert sitting.table == "1"
