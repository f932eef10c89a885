"""Whatever happens between deployments: each one ends with what its file says, and with what people have done."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from beifall.domain.event import Programme
from beifall.domain.polls import Poll
from beifall.programme import set_up
from beifall.store.dynamo import DynamoStore
from tests import engines
from tests.builders import a_room, an_event
from tests.steps.deployments import STAFFS, Deploy, House, Step, announced, largest, lives, programmes


@given(lives, programmes())
def test_the_same_file_twice_writes_nothing(life: list[Step], last: Programme) -> None:
    house = House().live(*life, Deploy(last))
    house.written.clear()
    house.live(Deploy(last))
    assert house.written == []


@given(lives, programmes())
def test_what_the_audience_has_made_and_what_was_open_is_untouched(life: list[Step], last: Programme) -> None:
    house = House().live(*life)
    before = house.audience()
    house.live(Deploy(last))
    assert house.audience() == before


@given(lives, programmes())
def test_a_room_has_what_the_file_says_and_the_notice_that_staff_has_given_it(
    life: list[Step], last: Programme
) -> None:
    house = House().live(*life, Deploy(last))
    for wanted in last.rooms:
        room = house.store.room(wanted.id)
        assert room is not None
        assert (room.title, room.kind, room.applause, room.tables) == (
            wanted.title,
            wanted.kind,
            wanted.applause,
            wanted.tables,
        )
        assert room.notice == (STAFFS if room.id in house.noticed else wanted.notice)
    event = house.store.event()
    assert event is not None
    assert (event.title, event.rooms) == (last.event.title, announced(last))
    assert event.gong is None or event.gong.room in {room.id for room in last.rooms}


@given(lives, programmes())
def test_a_draft_is_the_files_but_for_what_staff_has_shaped(life: list[Step], last: Programme) -> None:
    house = House().live(*life, Deploy(last))
    wanted = {(poll.room, poll.id): poll for poll in last.polls}
    for name in house.ever:
        public, draft = house.store.both(Poll, *name)
        if public is not None:
            assert draft is None
        elif name in house.deleted:
            assert draft is None or draft.deleted
        elif name in wanted:
            assert draft is not None
            assert not draft.deleted
            assert draft.prompt == (STAFFS if name in house.shaped else wanted[name].prompt)
            assert name in house.shaped or draft.options == wanted[name].options
            assert name in house.shaped or draft.results == wanted[name].results
        else:
            assert draft is None or draft.deleted is (name not in house.shaped)


@given(lives, programmes())
def test_nobody_loses_a_seat_and_a_floor_is_as_the_file_wants_it_where_nobody_sits(
    life: list[Step], last: Programme
) -> None:
    house = House().live(*life)
    before = house.store.floor("cafe")
    house.live(Deploy(last))
    after = house.store.floor("cafe")
    wanted = next((room for room in last.rooms if room.id == "cafe"), None)
    if before is not None:
        assert after is not None
        assert after.who == before.who
        assert after.taken == Counter(before.who.values())
    if wanted is not None:
        assert after is not None
        assert after.tables == max(wanted.tables, *map(int, after.taken), 0)
        assert after.seats == max(wanted.seats, *after.taken.values(), 0)


@given(lives, programmes())
def test_one_that_was_killed_wherever_it_was_ends_right_when_it_is_repeated(life: list[Step], last: Programme) -> None:
    once = House().live(*life)
    once.written.clear()
    once.live(Deploy(last))
    for rows in range(1, len(once.written) + 1):
        twice = House().live(*life, Deploy(last, rows), Deploy(last))
        assert twice.store.state_rows == once.store.state_rows
        assert twice.store.fact_rows == once.store.fact_rows


def noticed(text: str) -> Programme:
    return Programme(an_event(), (a_room(notice=text),), ())


@pytest.mark.parametrize("written", [set(range(10)), *({number} for number in range(10)), set[int]()])
def test_however_many_have_died_one_after_the_other_the_files_own_text_is_not_taken_for_staffs(
    written: set[int],
) -> None:
    """Each has noted what it says; those have written the room as well."""
    dead = [Deploy(noticed(f"dead {number}"), 2 if number in written else 1) for number in range(10)]
    house = House().live(Deploy(noticed("first")), *dead)
    room = house.store.room("plenum")
    assert room is not None
    assert room.notice == (f"dead {max(written)}" if written else "first")
    house.live(Deploy(noticed("right")))
    room = house.store.room("plenum")
    assert room is not None
    assert room.notice == "right"


@pytest.mark.parametrize(("way", "most"), [("first", 1_010), ("same again", 410), ("another date", 820)])
def test_two_hundred_rooms_with_a_poll_each_take_so_many_calls_at_most(way: str, most: int) -> None:
    """Of about ten milliseconds each; the deployment waits for fourteen minutes."""
    with engines.tables("ministack") as calls:
        file = largest(200)
        store = engines.store()
        set_up(file, store, chance=lambda: "s")
        if way != "first":
            calls.clear()
            days = file.event.retention_days + (1 if way == "another date" else 0)
            event = replace(file.event, retention_days=days)
            store = DynamoStore(expected=event.expected, purged=event.purged)
            set_up(replace(file, event=event), store, chance=lambda: "s")
        assert calls.total() <= most, calls
        assert store.retain() == 0
