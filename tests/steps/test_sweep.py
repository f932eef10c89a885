"""The schedule of each minute makes good what a stream, a queue or an interrupted command has lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from beifall.domain.board import Board, Upvote
from beifall.domain.people import PRESENT, Connection, Person
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.domain.state import State
from beifall.join import AFTERWARDS
from beifall.store.port import Overloaded, Store
from beifall.sweep import AT_A_TIME, LATE, MINUTE, SELDOM, sweep
from tests.builders import a_question, an_event
from tests.steps.house import ADA, BOB, MODERATOR, House, without_text

PURGED = an_event().purged
PEOPLE = [Person(f"p{number}", "attendee") for number in range(7)]


@pytest.fixture
def house() -> House:
    house = House(results="live")
    house.all_enter()
    return house


def swept(house: House) -> None:
    """The schedule has looked, until everything has had its turn, and all is told."""
    for minute in range(SELDOM):
        sweep(house.store, house.delays, now=house.now + minute * MINUTE, purged=PURGED)
    house.agree()


def lose(house: House) -> None:
    """The records of the stream of facts go to the failure queue."""
    house.changes = [one for one in house.changes if one[0] != "facts"]


def shown(house: House, text: str = "Why?") -> str:
    id_ = house.asked(text)
    house.moderate("show", id_)
    return id_


def test_ballots_whose_records_were_lost_are_counted(house: House) -> None:
    house.conduct("open")
    for person in PEOPLE:
        house.ask(person, "", "vote", poll="closing", round=1, choice=["a"], seq=1)
    lose(house)
    house.agree()
    assert house.shows(BOB, "tallies", "closing") is None
    swept(house)
    tally = house.shows(BOB, "tallies", "closing")
    assert tally is not None
    assert tally["counts"] == {"a": 7}


def test_upvotes_and_moods_whose_records_were_lost_are_counted(house: House) -> None:
    id_ = shown(house)
    for person in PEOPLE:
        house.ask(person, "", "upvote", question=id_, on=True, seq=1)
        house.ask(person, "", "mood", mood=4, seq=1)
    lose(house)
    swept(house)
    board, mood = house.shows(BOB, "board", id_), house.shows(BOB, "mood", "mood")
    assert board is not None
    assert mood is not None
    assert (board["upvotes"], mood["counts"]) == (7, {"4": 7})


def test_a_sweep_that_finds_nothing_changes_nothing(house: House) -> None:
    shown(house)
    house.conduct("open")
    swept(house)
    rows = dict(house.memory.state_rows)
    swept(house)
    assert house.memory.state_rows == rows


def test_a_ghost_of_what_was_shown_is_dropped(house: House) -> None:
    waiting = house.question(house.asked("Why?"))
    draft = house.poll()
    house.moderate("show", waiting.id)
    house.conduct("open")
    for ghost in (waiting, draft):
        house.memory.put_backstage(ghost, before=0)
    swept(house)
    assert house.store.both(Question, "plenum", waiting.id)[1] is None
    assert house.store.both(Poll, "plenum", draft.id)[1] is None


def test_a_showing_that_was_interrupted_is_finished(house: House) -> None:
    waiting = house.question(house.asked("Why?"))
    decided = replace(waiting, state="shown", rev=2, commands=("m",))
    house.memory.put_backstage(decided, before=1)
    house.changes.clear()
    swept(house)
    assert house.store.both(Question, "plenum", waiting.id) == (decided, None)


def test_a_pin_on_what_is_shown_no_longer_is_taken_off(house: House) -> None:
    id_ = shown(house)
    house.moderate("pin", id_)
    it = house.question(id_)
    house.memory.put_public(replace(it, state="hidden", rev=it.rev + 1), before=it.rev)
    house.changes.clear()
    sweep(house.store, house.delays, now=house.now, purged=PURGED)
    room = house.store.room("plenum")
    assert room is not None
    assert room.pinned is None


def test_a_board_that_was_counted_over_other_questions_is_counted_anew(house: House) -> None:
    one, other = shown(house), shown(house, "And?")
    for id_, people in ((one, PEOPLE[:4]), (other, PEOPLE[2:])):
        for person in people:
            house.ask(person, "", "upvote", question=id_, on=True, seq=1)
    house.agree()
    it = house.question(one)
    house.memory.put_public(replace(it, state="merged", into=other, rev=it.rev + 1), before=it.rev)
    house.changes.clear()
    sweep(house.store, house.delays, now=house.now, purged=PURGED)
    state = house.store.state("plenum", staff=False)
    assert state is not None
    boards: dict[str, Board] = {board.id: board for board in state.boards}
    assert (boards[one].upvotes, boards[other].upvotes) == (0, 7)


def test_a_poll_whose_job_was_lost_is_closed(house: House) -> None:
    house.conduct("open")
    house.voted(["a"])
    house.conduct("close")
    house.delays.jobs.clear()
    house.now += 10_000
    swept(house)
    assert house.poll().state == "closed"


def test_after_the_retention_date_everything_is_deleted_bit_by_bit(house: House) -> None:
    shown(house, "canary")
    house.done(ADA, "mood", mood=3, seq=1)
    house.done(MODERATOR, "room.set", rev=1, notice="canary")
    for number in range(AT_A_TIME):
        house.memory.put_backstage(Question(f"q{number}", "plenum", 1, 1, "canary", "p"), before=0)
    sweep(house.store, house.delays, now=PURGED - 1, purged=PURGED)
    assert not without_text(house, "canary")
    sweep(house.store, house.delays, now=PURGED, purged=PURGED)
    assert house.memory.state_rows, "so many at a time, and no more"
    sweep(house.store, house.delays, now=PURGED, purged=PURGED)
    assert not house.memory.state_rows
    assert not any(house.memory.fact_rows.values())
    assert house.ask(ADA, "ada=", "enter", screen="phone")["code"] == "no_such_room"


class Full:
    """A store whose tables take no more deletions for now."""

    def purge(self, *, at_most: int) -> int:
        raise Overloaded


def test_a_purge_that_a_table_has_no_room_for_goes_on_in_a_minute_and_wakes_nobody(house: House) -> None:
    sweep(cast("Store", Full()), house.delays, now=PURGED, purged=PURGED)


def test_what_has_expired_is_not_shown_even_where_the_store_deletes_late(house: House) -> None:
    house.now = PURGED
    assert house.ask(ADA, "ada=", "enter", screen="phone")["code"] == "event_over"


class Broken:
    """A store in which one room cannot be read."""

    def __init__(self, store: Store, room: str) -> None:
        self._store, self._room = store, room

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def state(self, room: str, *, staff: bool) -> State | None:
        if room == self._room:
            raise ValueError("a row that cannot be read")
        return self._store.state(room, staff=staff)


def test_a_room_that_cannot_be_read_keeps_no_other_from_being_looked_at(house: House) -> None:
    opened = house.conduct("open")
    house.conduct("close", rev=opened["rev"])
    house.now += 60_000
    for room in ("foyer", "cafe"):
        with pytest.raises(ExceptionGroup, match="not settled"):
            sweep(cast("Store", Broken(house.store, room)), house.delays, now=house.now, purged=PURGED)
    assert house.poll("closing").state == "closed"


def test_after_the_event_it_looks_once_an_hour(house: House) -> None:
    over = an_event().ends + AFTERWARDS + LATE
    looks = Counted(house.store)
    for minute in range(120):
        sweep(cast("Store", looks), house.delays, now=over + minute * 60_000, purged=PURGED)
    assert looks.states == 2 * 5  # four rooms, and the foyer once more for its doors


class Counted:
    """A store that counts how often a room is read."""

    def __init__(self, store: Store) -> None:
        self._store, self.states = store, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def state(self, room: str, *, staff: bool) -> State | None:
        self.states += 1
        return self._store.state(room, staff=staff)


class Reading:
    """A store that notes of which rooms upvotes were read."""

    def __init__(self, store: Store) -> None:
        self._store, self.rooms = store, set[str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def upvotes(self, room: str, bucket: int) -> tuple[Upvote, ...]:
        self.rooms.add(room)
        return self._store.upvotes(room, bucket)


def counted(house: House, *, now: int, minutes: int = SELDOM) -> list[set[str]]:
    """The rooms whose upvotes were counted in each of so many minutes."""
    found = []
    for minute in range(minutes):
        reading = Reading(house.store)
        sweep(cast("Store", reading), house.delays, now=now + minute * MINUTE, purged=PURGED)
        found.append(reading.rooms)
    return found


def test_upvotes_are_counted_again_in_one_of_five_minutes_another_one_for_each_room(house: House) -> None:
    for room in ("plenum", "forum-1"):
        house.memory.put_public(a_question(room, room=room, state="shown"), before=0)
    turns = counted(house, now=house.now, minutes=2 * SELDOM)
    assert turns[:SELDOM] == turns[SELDOM:]
    assert sorted(room for rooms in turns[:SELDOM] for room in rooms) == ["forum-1", "plenum"]
    assert {"forum-1", "plenum"} not in turns


def supported(house: House, at: int) -> str:
    """A question whose upvote was acknowledged then, and its record lost."""
    id_ = shown(house)
    house.store.upvote("plenum", Upvote("ada", id_, True, 1))
    lose(house)
    house.now = at
    return id_


def supporters(house: House, id_: str) -> int:
    state = house.store.state("plenum", staff=False)
    assert state is not None
    return sum(board.upvotes for board in state.boards if board.id == id_)


def test_an_upvote_whose_record_was_lost_is_counted_though_the_room_has_emptied(house: House) -> None:
    id_ = supported(house, house.now + PRESENT)
    counted(house, now=house.now)
    assert supporters(house, id_) == 1


def test_a_turn_that_was_missed_is_made_up_for_though_the_room_has_emptied(house: House) -> None:
    id_ = shown(house)
    emptied = house.now + PRESENT
    turn = next(number for number, rooms in enumerate(counted(house, now=emptied)) if rooms)
    house.store.upvote("plenum", Upvote("ada", id_, True, 1))
    lose(house)
    for minute in range(2 * SELDOM):
        if minute != turn:
            sweep(house.store, house.delays, now=emptied + minute * MINUTE, purged=PURGED)
    assert supporters(house, id_) == 1


def test_an_upvote_of_who_comes_without_a_socket_is_counted_where_nobody_else_is() -> None:
    house = House()
    id_ = shown(house)
    house.ask(ADA, "", "upvote", question=id_, on=True, seq=1)
    lose(house)
    counted(house, now=house.now)
    assert supporters(house, id_) == 1


def test_the_last_upvote_is_counted_after_its_stream_has_given_it_up(house: House) -> None:
    id_ = supported(house, an_event().ends + AFTERWARDS)
    given_up = house.now + SELDOM * MINUTE
    counted(house, now=given_up, minutes=SELDOM - 1)
    counted(house, now=given_up + SELDOM * MINUTE)
    assert supporters(house, id_) == 1


def test_before_the_event_upvotes_are_counted_again_only_where_somebody_is(house: House) -> None:
    shown(house)
    before = an_event().starts - SELDOM * MINUTE
    assert any(counted(house, now=before))
    for connection in (*house.store.near("plenum", now=house.now), *house.store.far("plenum", now=house.now)):
        house.store.forget(connection)
    assert not any(counted(house, now=before))
    assert any(counted(house, now=before + SELDOM * MINUTE))


class Deaf:
    """A store whose register cannot be read."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        raise Overloaded


def test_a_register_that_cannot_be_read_keeps_nothing_from_being_counted(house: House) -> None:
    house.conduct("open")
    id_ = shown(house)
    for person in PEOPLE:
        house.ask(person, "", "vote", poll="closing", round=1, choice=["a"], seq=1)
        house.ask(person, "", "upvote", question=id_, on=True, seq=1)
    lose(house)
    for minute in range(SELDOM):
        with pytest.raises(ExceptionGroup, match="not settled"):
            sweep(cast("Store", Deaf(house.store)), house.delays, now=house.now + minute * MINUTE, purged=PURGED)
    house.agree()
    tally = house.shows(BOB, "tallies", "closing")
    assert tally is not None
    assert (tally["counts"], supporters(house, id_)) == ({"a": 7}, 7)
