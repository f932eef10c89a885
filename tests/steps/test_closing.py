"""A poll closes when every accepted ballot is in, whatever is interrupted on the way."""

from __future__ import annotations

from typing import Any, cast

import pytest

from beifall.delays.port import Job
from beifall.domain.polls import Poll
from beifall.domain.tallies import Tally
from beifall.store.port import Overloaded, Store
from beifall.sweep import sweep
from beifall.tally import Contended
from tests.builders import NOON, a_poll, an_event
from tests.steps.world import Room, somebody

PURGED = an_event().purged


class Interrupted(Exception):
    """The Lambda died here."""


class Dying:
    """A store that works for so many calls; the last one is made, but its caller never hears of it."""

    def __init__(self, store: Store, calls: int, error: type[Exception] = Interrupted) -> None:
        self._store, self._calls, self._error = store, calls, error

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._store, name)

        def dying(*args: object, **fields: object) -> object:
            if self._calls == 0 and self._error is Overloaded:
                raise Overloaded
            answer = call(*args, **fields)
            if self._calls == 0:
                raise self._error
            self._calls -= 1
            return answer

        return dying


class Stuck:
    """A store in which one poll is always changed by somebody else just before it is written."""

    def __init__(self, store: Store, poll: str) -> None:
        self._store, self._poll = store, poll

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_public(self, poll: Poll, *, before: int) -> bool:
        return False if poll.id == self._poll else self._store.put_public(poll, before=before)


class Overtaken:
    """A store in which the minute's sweep closes a poll just before it is written."""

    def __init__(self, room: Room) -> None:
        self._room, self._store = room, room.store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_public(self, poll: Poll, *, before: int) -> bool:
        sweep(self._store, self._room.delays, now=self._room.now, purged=PURGED)
        return self._store.put_public(poll, before=before)


def tally_of(room: Room) -> Tally | None:
    state = room.memory.state("plenum", staff=True)
    assert state is not None
    return state.tally("closing")


def state_of(room: Room) -> str:
    poll = room.memory.public(Poll, "plenum", "closing")
    return poll.state if poll else "hidden"


@pytest.fixture
def voted() -> Room:
    """Seven have voted, nothing has been counted yet, and the poll has closed."""
    room = Room()
    room.staff("poll.open", rev=1)
    for number in range(7):
        room.vote(f"p{number}", "a" if number < 4 else "b")
    room.staff("poll.close", rev=2)
    return room


def test_the_final_tally_waits_until_no_ballot_can_be_on_its_way(voted: Room) -> None:
    voted.pump()
    assert voted.delays.jobs[-1] == (Job("plenum", "closing"), 10_000)
    voted.now = NOON + 9_999
    voted.settle()
    assert state_of(voted) == "closing"
    assert voted.delays.jobs[-1] == (Job("plenum", "closing"), 1)
    voted.now = NOON + 10_000
    voted.settle()
    assert state_of(voted) == "closed"
    final = tally_of(voted)
    assert final is not None
    assert (dict(final.counts), final.final) == ({"a": 4, "b": 3}, True)


def test_closing_twice_is_closing_once(voted: Room) -> None:
    voted.now = NOON + 10_000
    voted.settle()
    first, poll = tally_of(voted), voted.memory.public(Poll, "plenum", "closing")
    voted.settle()
    voted.pump()
    assert (tally_of(voted), voted.memory.public(Poll, "plenum", "closing")) == (first, poll)


@pytest.mark.parametrize("calls", range(12))
def test_a_closing_that_dies_after_any_call_is_finished_by_the_next(voted: Room, calls: int) -> None:
    voted.now = NOON + 10_000
    whole = voted.store
    voted.store = cast("Store", Dying(whole, calls))
    died = False
    try:
        voted.settle()
    except Interrupted:
        died = True
    voted.store = whole
    if calls < 7:
        assert died
    sweep(whole, voted.delays, now=voted.now, purged=PURGED)
    final = tally_of(voted)
    assert final is not None
    assert (state_of(voted), dict(final.counts), final.final) == ("closed", {"a": 4, "b": 3}, True)


def test_the_key_is_destroyed_with_the_final_tally_and_no_ballot_can_be_led_back(voted: Room) -> None:
    voted.now = NOON + 10_000
    voted.settle()
    poll = voted.memory.public(Poll, "plenum", "closing")
    assert poll is not None
    assert poll.key is None
    snapshot = voted.ask(somebody("attendee"), "c1=", "enter", screen="phone")
    assert snapshot["you"]["ballots"] == {}


def test_a_closing_that_was_taken_back_is_not_settled(voted: Room) -> None:
    voted.now = NOON + 2_000
    assert voted.staff("poll.open", rev=3)["state"] == "open"
    voted.now = NOON + 20_000
    voted.settle()
    assert state_of(voted) == "open"
    assert voted.vote("late", "a")["type"] == "ok"


def test_a_poll_with_seconds_settles_by_itself() -> None:
    room = Room()
    room.staff("poll.open", rev=1, seconds=60)
    room.vote("ada", "a")
    room.pump()
    assert room.delays.jobs == [(Job("plenum", "closing"), 70_000)]
    room.now = NOON + 70_000
    room.settle()
    assert state_of(room) == "closed"


def test_what_the_queue_has_lost_the_schedule_finds(voted: Room) -> None:
    voted.now = NOON + 60_000
    sweep(voted.store, voted.delays, now=voted.now, purged=PURGED)
    assert state_of(voted) == "closed"


def test_one_poll_that_cannot_be_settled_keeps_no_other_from_it(voted: Room) -> None:
    voted.memory.put_backstage(a_poll(id="another"), before=0)
    voted.staff("poll.open", rev=1, poll="another")
    voted.staff("poll.close", rev=2, poll="another")
    voted.now = NOON + 60_000
    stuck = cast("Store", Stuck(voted.store, "another"))
    with pytest.raises(ExceptionGroup, match="not settled"):
        sweep(stuck, voted.delays, now=voted.now, purged=PURGED)
    assert state_of(voted) == "closed"


def test_a_poll_that_another_one_has_closed_meanwhile_is_settled(voted: Room) -> None:
    """Without a word in the log, and without the letter being looked at again."""
    voted.now = NOON + 10_000
    voted.store = cast("Store", Overtaken(voted))
    voted.settle()
    assert state_of(voted) == "closed"


def test_a_final_count_whose_poll_could_not_be_closed_is_not_passed_over(voted: Room) -> None:
    voted.now = NOON + 10_000
    voted.store = cast("Store", Stuck(voted.store, "closing"))
    with pytest.raises(Contended):
        voted.settle()


@pytest.mark.parametrize("calls", range(7))
@pytest.mark.parametrize("error", [Interrupted, Overloaded])
def test_an_opening_that_dies_after_any_call_is_whole_after_a_resend(calls: int, error: type[Exception]) -> None:
    room = Room()
    whole = room.store
    room.store = cast("Store", Dying(whole, calls, error))
    opening: dict[str, Any] = {"poll": "closing", "rev": 1, "id": "o1"}
    replies = []
    try:
        replies.append(room.ask(somebody("moderator"), "desk=", "poll.open", **opening)["type"])
    except Interrupted:
        replies.append("nothing")
    room.store = whole
    if replies == ["refused"]:
        assert not room.changes, "a refused command has had no effect"
    assert room.ask(somebody("moderator"), "desk=", "poll.open", **opening)["type"] == "ok"
    assert whole.both(Poll, "plenum", "closing")[1] is None
    assert room.vote("ada", "a")["type"] == "ok"


@pytest.mark.parametrize("calls", range(2, 7))
def test_an_opening_that_dies_half_way_is_finished_by_housekeeping(calls: int) -> None:
    room = Room()
    whole = room.store
    room.store = cast("Store", Dying(whole, calls))
    try:
        room.staff("poll.open", rev=1)
    except Interrupted:
        assert calls < 5
    room.store = whole
    room.pump()
    for job, delay in room.delays.jobs:
        assert (job, delay) == (Job("plenum", "closing"), 0)
        room.settle()
    assert room.vote("ada", "a")["type"] == "ok"
