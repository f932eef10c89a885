"""What each command costs: calls of the store, by operation, counted below botocore."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from beifall.caller import Caller
from beifall.delays.port import Job
from beifall.domain.ballots import Urn
from beifall.domain.event import Place
from beifall.domain.people import Role
from beifall.join import Join, join
from beifall.settle import settle
from beifall.snapshot import QUIET, HeadCount
from beifall.store.keys import Touched
from beifall.tally import recount
from beifall.tokens import Keys, Tokens
from beifall.visit import visit
from tests import engines
from tests.builders import NOON, a_floor, a_help_request, a_person, a_poll, a_question, a_room, an_event
from tests.steps.world import Room, a_moderator, somebody

ADA = a_person()
FORBIDDEN = {"Scan", "TransactWriteItems", "TransactGetItems"}


class Counted(Room):
    """The plenum on the runner's engine."""

    def __init__(self, calls: engines.Calls) -> None:
        super().__init__()
        self.calls = calls
        self.store = engines.store()
        self.store.put_event(an_event(), before=0)
        self.store.put_room(a_room(), before=0)
        self.store.put_room(a_room(id="forum-1"), before=0)
        self.store.put_backstage(a_poll(), before=0)
        calls.clear()

    def cost(self) -> dict[str, int]:
        """What has been called since this was asked last."""
        spent = dict(self.calls)
        assert not FORBIDDEN & set(spent)
        self.calls.clear()
        return spent


@pytest.fixture
def room() -> Iterator[Counted]:
    with engines.tables("ministack") as calls:
        yield Counted(calls)


@pytest.fixture
def voting(room: Counted) -> Counted:
    room.staff("poll.open", rev=1)
    room.calls.clear()
    return room


VOTE = {"GetItem": 1, "PutItem": 1, "Query": 1}


def test_a_vote_is_one_read_and_one_write_and_a_look_at_ones_own_devices(voting: Counted) -> None:
    voting.vote("ada", "a")
    assert voting.cost() == VOTE


def test_a_resent_vote_reads_what_counts(voting: Counted) -> None:
    voting.vote("ada", "a", seq=2)
    voting.calls.clear()
    voting.vote("ada", "a", seq=1)
    assert voting.cost() == {"GetItem": 2, "PutItem": 1}


def test_a_vote_in_a_poll_that_is_not_open_is_one_read(room: Counted) -> None:
    room.vote("ada", "a")
    assert room.cost() == {"GetItem": 1}


MALFORMED = ["", "{", "[]", '{"action": "dance"}', '{"action": "vote", "id": "v"}', "x" * 5_000]


@pytest.mark.parametrize("text", [*MALFORMED, json.dumps({"action": "poll.open", "id": "o", "room": "plenum"})])
def test_what_is_malformed_or_not_allowed_costs_nothing(room: Counted, text: str) -> None:
    assert room.send(text, ADA, "ada=")["type"] == "refused"
    assert room.cost() == {}


# Reads: the event; the room; one's upvotes, one's other own rows; one's devices; the register in its three parts.
ENTER = {"GetItem": 1, "PutItem": 2, "Query": 1 + 1 + 1 + 3, "BatchGetItem": 1}


def test_entering_writes_two_rows_and_reads_the_room_the_event_and_the_register(voting: Counted) -> None:
    voting.ask(ADA, "ada=", "enter", screen="phone")
    assert voting.cost() == ENTER


def test_entering_another_room_deletes_one_row_more(room: Counted) -> None:
    room.ask(ADA, "ada=", "enter", screen="phone")
    room.calls.clear()
    room.ask(ADA, "ada=", "enter", room="forum-1", screen="phone")
    assert room.cost() == {"GetItem": 1, "PutItem": 2, "DeleteItem": 1, "Query": 2 + 3, "BatchGetItem": 1}


def test_a_head_is_not_counted_again_within_two_seconds(room: Counted) -> None:
    means = room.means()
    room.means = lambda: means  # type: ignore[method-assign]  # one container that stays warm
    room.ask(ADA, "ada=", "enter", screen="phone")
    room.calls.clear()
    room.ask(a_person("bob"), "bob=", "enter", screen="phone")
    assert room.cost() == {"GetItem": 1, "PutItem": 2, "Query": 3, "BatchGetItem": 1}


PING = {"GetItem": 1, "UpdateItem": 1, "Query": 2, "BatchGetItem": 1}


def test_a_ping_renews_one_row_and_reads_room_event_and_own_ballots(voting: Counted) -> None:
    snapshot = voting.ask(ADA, "ada=", "enter", screen="phone")
    voting.calls.clear()
    assert voting.ask(ADA, "ada=", "ping", rev=snapshot["rev"])["type"] == "pong"
    assert voting.cost() == PING


CONDUCTING: list[tuple[str, dict[str, Any], dict[str, int]]] = [
    # The draft is sealed, shown and deleted.
    ("poll.open", {"rev": 1}, {"GetItem": 1, "BatchGetItem": 1, "PutItem": 2, "DeleteItem": 1}),
    ("poll.close", {"rev": 2}, {"BatchGetItem": 1, "PutItem": 1}),
    ("poll.publish", {"rev": 4}, {"BatchGetItem": 1, "PutItem": 1}),
]


def test_conducting_a_poll_costs_one_read_and_one_write_and_the_showing_of_a_draft(room: Counted) -> None:
    for action, fields, cost in CONDUCTING:
        assert room.staff(action, **fields)["type"] == "ok"
        assert room.cost() == cost
        if action == "poll.close":
            room.now += 10_000
            room.settle()
            room.calls.clear()


def test_a_recount_reads_only_the_touched_buckets_and_writes_count_and_tally(voting: Counted) -> None:
    for number in range(30):
        voting.vote(f"p{number}", "a")
    voting.calls.clear()
    urn = Urn("plenum", "closing", 1)
    recount(voting.store, urn, [0, 1, 2, 3, 4, 5])
    assert voting.cost() == {"BatchGetItem": 1, "Query": 6, "PutItem": 2}
    recount(voting.store, urn, [3])
    assert voting.cost() == {"BatchGetItem": 1, "Query": 1}


def test_a_final_tally_costs_a_read_of_all_buckets_and_three_writes(voting: Counted) -> None:
    voting.vote("ada", "a")
    voting.staff("poll.close", rev=2)
    voting.calls.clear()
    settle(voting.store, voting.delays, Job("plenum", "closing"), now=NOON + 10_000)
    # Reads: the poll, the register for presence, the count; six buckets. Writes: count, tally, poll.
    assert voting.cost() == {"BatchGetItem": 2, "Query": 3 + 6, "PutItem": 3}


def test_joining_costs_one_read_and_two_writes_and_joining_again_one_read(room: Counted) -> None:
    tokens = Tokens(Keys("k1", {"k1": "s"}, "p"), "JC2020")
    request = Join("jc2020", "n" * 20)
    join(request, an_event(), room.store, tokens, now=NOON)
    assert room.cost() == {"GetItem": 1, "UpdateItem": 1, "PutItem": 1}
    join(request, an_event(), room.store, tokens, now=NOON)
    assert room.cost() == {"GetItem": 1}


def test_a_broadcast_costs_one_read_of_room_event_and_register_however_many_are_there(voting: Counted) -> None:
    for number in range(40):
        voting.ask(a_person(f"p{number}"), f"p{number}=", "enter", screen="phone")
    voting.staff("poll.close", rev=2)
    voting.calls.clear()
    voting.broadcast([Touched("plenum", "poll", "closing")], "at-once")
    assert len(voting.posts.sent) == 40
    assert voting.cost() == {"GetItem": 1, "Query": 1 + 3}


def test_a_tally_that_only_the_desk_may_see_does_not_cost_a_reading_of_all_phones(voting: Counted) -> None:
    voting.ask(a_moderator(), "desk=", "enter", screen="desk")
    for number in range(40):
        voting.ask(a_person(f"p{number}"), f"p{number}=", "enter", screen="phone")
        voting.vote(f"p{number}", "a")
    recount(voting.store, Urn("plenum", "closing", 1), range(6))
    voting.calls.clear()
    voting.posts.sent.clear()
    heads, change = HeadCount(), [Touched("plenum", "tally", "closing")]
    voting.broadcast(change, "at-once", heads)
    assert list(voting.posts.sent) == ["desk="]
    assert voting.posts.sent["desk="][0]["present"] == 41
    assert voting.cost() == {"GetItem": 1, "Query": 1 + 1 + 3}
    voting.now += 9_000
    voting.broadcast(change, "at-once", heads)
    assert voting.cost() == {"GetItem": 1, "Query": 1 + 1}, "heads are counted every ten seconds at most"
    voting.broadcast(change, "bundled", heads)
    assert list(voting.posts.sent) == ["desk="]
    assert voting.cost() == {"GetItem": 1, "Query": 1}


QUESTION = "q" * 24
"""A shown question, and one that waits."""
WAITING = "w" * 24


@pytest.fixture
def furnished(room: Counted) -> Counted:
    """An event with an info desk, a cafeteria, questions, a request, and Ada in the cafeteria."""
    places = (Place("plenum", "plenum", "Plenum"), Place("cafe", "cafeteria", "Café"))
    room.store.put_event(an_event(rooms=places, rev=2), before=1)
    room.store.put_room(a_room(id="cafe", kind="cafeteria", tables=3, seats=2), before=0)
    room.store.put_floor(a_floor(room="cafe"))
    room.store.put_public(a_question(id=QUESTION, state="shown"), before=0)
    room.store.put_backstage(a_question(id=WAITING), before=0)
    room.store.put_help(a_help_request(id="h1"), before=0)
    room.ask(ADA, "ada=", "enter", room="cafe", screen="phone")
    room.calls.clear()
    return room


FORM = {"kind": "words", "prompt": "In a word?", "max": 3}
COSTS: list[tuple[Role, str, dict[str, Any], dict[str, int]]] = [
    ("attendee", "upvote", {"question": QUESTION, "on": True, "seq": 1}, {"GetItem": 1, "PutItem": 1, "Query": 1}),
    ("attendee", "mood", {"mood": 4, "seq": 1}, {"GetItem": 1, "PutItem": 1, "Query": 1}),
    ("attendee", "ask", {"text": "Why?"}, {"GetItem": 2, "Query": 1, "PutItem": 2}),
    ("attendee", "help", {"text": "No sound"}, {"GetItem": 2, "Query": 1, "PutItem": 2}),
    ("attendee", "sit", {"room": "cafe", "table": "1"}, {"UpdateItem": 2 + 1, "Query": 1}),
    ("attendee", "stand", {"room": "cafe"}, {"GetItem": 1, "UpdateItem": 1, "Query": 1}),
    ("moderator", "poll.create", {"poll": FORM}, {"GetItem": 1, "Query": 1, "PutItem": 1}),
    (
        "moderator",
        "poll.change",
        {"poll": {**FORM, "id": "closing", "rev": 1}},
        {"GetItem": 1, "BatchGetItem": 1, "PutItem": 1},
    ),
    ("moderator", "poll.delete", {"poll": "closing", "rev": 1}, {"BatchGetItem": 1, "PutItem": 1}),
    ("moderator", "question.show", {"question": WAITING, "rev": 1}, {"BatchGetItem": 1, "PutItem": 2, "DeleteItem": 1}),
    ("moderator", "question.hide", {"question": QUESTION, "rev": 1}, {"BatchGetItem": 1, "PutItem": 1, "GetItem": 1}),
    (
        "moderator",
        "question.label",
        {"question": QUESTION, "rev": 1, "labels": ["x"]},
        {"BatchGetItem": 1, "PutItem": 1},
    ),
    (
        "moderator",
        "question.merge",
        {"question": WAITING, "rev": 1, "into": QUESTION},
        {"BatchGetItem": 2, "PutItem": 1, "GetItem": 1},
    ),
    ("moderator", "question.pin", {"question": QUESTION, "rev": 1}, {"BatchGetItem": 1, "GetItem": 1, "PutItem": 1}),
    (
        "moderator",
        "question.answer",
        {"question": QUESTION, "rev": 1, "text": "So."},
        {"BatchGetItem": 1, "PutItem": 1},
    ),
    (
        "organiser",
        "question.erase",
        {"question": QUESTION},
        {"BatchGetItem": 2, "PutItem": 1, "DeleteItem": 1, "GetItem": 1},
    ),
    ("moderator", "room.set", {"rev": 1, "notice": "Lunch"}, {"GetItem": 1, "PutItem": 1}),
    ("info", "help.take", {"help": "h1", "rev": 1}, {"GetItem": 1, "PutItem": 1}),
    ("info", "help.answer", {"help": "h1", "rev": 1, "text": "Reload."}, {"GetItem": 1, "PutItem": 1}),
    ("organiser", "call", {"minutes": 5}, {"GetItem": 1, "PutItem": 1}),
]

CALLS: Mapping[str, Mapping[str, int]] = {
    "vote": VOTE,
    "enter": ENTER,
    "ping": PING,
    **{action: cost for action, _, cost in CONDUCTING},
    **{action: cost for _, action, _, cost in COSTS},
}
"""What each command was seen to call, by the tests of this file."""


@pytest.mark.parametrize(
    ("role", "action", "fields", "cost"), COSTS, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_command_costs_what_docs_architecture_says(
    furnished: Counted, role: Role, action: str, fields: dict[str, Any], cost: dict[str, int]
) -> None:
    person = ADA if role == "attendee" else somebody(role)
    assert furnished.ask(person, f"{person.participant}=", action, **fields)["type"] == "ok"
    assert furnished.cost() == cost


def test_a_refusal_by_rule_costs_what_it_takes_to_know(furnished: Counted) -> None:
    assert furnished.ask(ADA, "ada=", "upvote", question="nothing", on=True, seq=1)["code"] == "no_such_question"
    # It may be the resend of one that was done while the question could be seen.
    assert furnished.cost() == {"GetItem": 1, "Query": 1, "BatchGetItem": 1}
    assert furnished.ask(ADA, "ada=", "mood", room="nowhere", mood=1, seq=1)["code"] == "no_such_room"
    assert furnished.cost() == {"GetItem": 1}


def test_claps_over_http_read_whether_anybody_listens(room: Counted) -> None:
    claps = {"action": "clap", "room": "plenum", "s": 1, "c": [0], "g": 8}
    assert visit(json.dumps(claps), Caller(ADA, ""), room.means()) is None
    assert room.cost() == {"GetItem": 1, "PutItem": 1}


def test_a_second_ping_within_five_seconds_reads_neither_room_nor_event_for_who_has_long_heard_nothing(
    voting: Counted,
) -> None:
    means = voting.means()
    voting.means = lambda: means  # type: ignore[method-assign]  # one container that stays warm
    snapshot = voting.ask(ADA, "ada=", "enter", screen="phone")
    voting.ask(a_person("bob"), "bob=", "enter", screen="phone")
    voting.ask(ADA, "ada=", "ping", rev=snapshot["rev"])
    voting.calls.clear()
    assert voting.ask(a_person("bob"), "bob=", "ping", rev=snapshot["rev"], quiet=QUIET)["type"] == "pong"
    assert voting.cost() == {"UpdateItem": 1, "Query": 1, "BatchGetItem": 1}
    for fields in ({}, {"quiet": QUIET - 1}):
        assert voting.ask(a_person("bob"), "bob=", "ping", rev=snapshot["rev"], **fields)["type"] == "pong"
        assert voting.cost() == {"GetItem": 1, "UpdateItem": 1, "Query": 2, "BatchGetItem": 1}


def test_a_fourth_screen_of_a_kind_costs_a_look_at_when_the_others_were_heard_of_and_two_deletes(room: Counted) -> None:
    for number in range(3):
        room.ask(ADA, f"c{number}=", "enter", screen="phone")
    room.calls.clear()
    room.ask(ADA, "c3=", "enter", screen="phone")
    assert room.cost() == {"GetItem": 1, "PutItem": 2, "Query": 3 + 3, "BatchGetItem": 2, "DeleteItem": 2}
