"""What an event file becomes in the store."""

from __future__ import annotations

import pytest

from beifall.domain.event import Programme
from beifall.domain.pace import TooSmall, pace
from beifall.programme import set_up
from beifall.store.memory import MemoryStore
from tests.builders import a_poll, a_room, an_event


def after_setting_up(expected: int, quota: int = 10_000) -> MemoryStore:
    store = MemoryStore()
    rooms = (a_room(), a_room(id="forum-1", kind="forum"))
    programme = Programme(an_event(expected=expected), rooms, (a_poll(),))
    set_up(programme, store, chance=lambda: "secret", quota=quota)
    return store


def test_each_room_knows_how_often_it_is_told_its_applause_and_which_part_of_the_claps_are_sent() -> None:
    store, its = after_setting_up(expected=3_000), pace(3_000)
    for id_ in ("plenum", "forum-1"):
        room = store.room(id_)
        assert room is not None
        assert (room.tick, room.thin) == (its.tick * 1_000, its.thin)
        assert room.tick > 250


def test_three_hundred_people_hear_all_claps_four_times_a_second() -> None:
    room = after_setting_up(expected=300).room("plenum")
    assert room is not None
    assert (room.tick, room.thin) == (250, 1.0)


def test_a_smaller_quota_makes_the_ticks_slower() -> None:
    room = after_setting_up(expected=300, quota=1_000).room("plenum")
    assert room is not None
    assert room.tick > 250


def test_an_event_that_the_account_does_not_carry_is_not_set_up() -> None:
    with pytest.raises(TooSmall):
        after_setting_up(expected=3_000, quota=1_000)
