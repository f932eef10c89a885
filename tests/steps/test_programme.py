"""What an event file becomes in the store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from beifall.domain.event import Programme
from beifall.domain.pace import TooSmall, pace
from beifall.domain.polls import Poll
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


def a_programme(prompt: str = "How was it?", title: str = "Plenum", **event: Any) -> Programme:
    return Programme(an_event(**event), (a_room(title=title),), (a_poll(prompt=prompt),))


def test_deploying_the_same_file_twice_writes_nothing() -> None:
    written: list[object] = []
    store = MemoryStore(lambda table, key: written.append(key))
    set_up(a_programme(), store, chance=lambda: "secret")
    written.clear()
    set_up(a_programme(), store, chance=lambda: "secret")
    assert written == []


def test_a_changed_file_arrives_and_an_open_poll_stays() -> None:
    store = MemoryStore()
    set_up(a_programme(), store, chance=lambda: "secret")
    set_up(a_programme("Well?", "Great hall"), store, chance=lambda: "s")
    _, draft = store.both(Poll, "plenum", "closing")
    room = store.room("plenum")
    assert draft is not None
    assert room is not None
    assert (draft.prompt, draft.rev, room.title, room.rev) == ("Well?", 2, "Great hall", 2)
    store.put_public(replace(draft, state="open", rev=3), before=0)
    store.drop_backstage(replace(draft, rev=3))
    set_up(a_programme("Other?"), store, chance=lambda: "s")
    assert store.both(Poll, "plenum", "closing") == (replace(draft, state="open", rev=3), None)


def test_a_draft_that_the_file_has_no_more_goes_unless_staff_has_shaped_it() -> None:
    for prompt, is_gone in (("How was it?", True), ("And you?", False)):
        store = MemoryStore()
        set_up(a_programme(), store, chance=lambda: "secret")
        store.put_backstage(a_poll(rev=2, prompt=prompt), before=1)
        set_up(replace(a_programme(), polls=()), store, chance=lambda: "secret")
        _, draft = store.both(Poll, "plenum", "closing")
        assert draft is not None
        assert draft.deleted is is_gone
