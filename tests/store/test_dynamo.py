"""What DynamoDB's adapter does when DynamoDB does not answer as it should."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from botocore.awsrequest import AWSResponse
from pynamodb.exceptions import GetError, PutError
from pynamodb.models import Model

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.tallies import Count
from beifall.store import rows
from beifall.store.port import Overloaded, Place
from local.seam import Call, Seam, refusal
from tests import engines
from tests.builders import an_open_poll

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


def test_a_decision_of_staff_is_one_attempt_so_that_it_never_meets_itself() -> None:
    with answering(500, "InternalServerError") as calls, pytest.raises(PutError):
        engines.store().put_poll(an_open_poll(), before=1)
    assert calls == {"PutItem": 1}


def test_reads_counts_and_tallies_are_tried_three_times() -> None:
    with answering(500, "InternalServerError") as calls:
        with pytest.raises(GetError):
            engines.store().event()
        with pytest.raises(PutError):
            engines.store().put_count(Count(PLACE.urn, 1), before=0)
    assert calls == {"GetItem": 3, "PutItem": 3}


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


def test_one_client_tries_three_times_and_one_once() -> None:
    engines.store()
    models: list[type[Model]] = [*rows.TABLES, rows.AttendanceRow]
    clients = {rows.table(model).connection.client for model in models}
    assert len(clients) == 1
    once = {rows.table(model).connection.client for model in (rows.BallotRow, rows.ThingRow)}
    assert len(once) == 1
    assert not once & clients
