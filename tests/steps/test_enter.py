"""Entering: how many screens of a kind somebody may have. What is remembered for pings: test_ping.py."""

from __future__ import annotations

from tests.builders import NOON, a_connection, a_person
from tests.steps.world import Room

ADA = a_person()


def entered(room: Room, connection: str, screen: str) -> None:
    room.now += 1_000
    assert room.ask(ADA, connection, "enter", screen=screen)["type"] == "snapshot"


def devices(room: Room) -> set[str]:
    return {one.id for one in room.store.devices("ada", now=room.now)}


def test_a_fourth_phone_turns_out_the_one_that_was_not_heard_of_for_the_longest() -> None:
    room = Room()
    for number in range(3):
        entered(room, f"c{number}=", "phone")
    room.now += 1_000
    room.ask(ADA, "c0=", "ping", rev=0)
    entered(room, "c3=", "phone")
    assert room.posts.closed == ["c1="]
    assert devices(room) == {"c0=", "c2=", "c3="}
    assert {one.id for one in room.store.far("plenum", now=room.now)} == {"c0=", "c2=", "c3="}


def test_a_phone_that_is_on_no_rooms_list_any_more_is_turned_out_first() -> None:
    room = Room()
    for number in range(3):
        entered(room, f"c{number}=", "phone")
    room.store.leave(a_connection("c2=", seen=room.now))
    entered(room, "c3=", "phone")
    assert room.posts.closed == ["c2="]


def test_three_phones_and_three_laptops_are_not_too_many() -> None:
    room = Room()
    for number in range(3):
        entered(room, f"p{number}=", "phone")
        entered(room, f"l{number}=", "laptop")
    assert room.posts.closed == []


def test_becoming_another_kind_of_screen_does_not_get_around_it() -> None:
    room = Room()
    for number in range(5):
        entered(room, f"c{number}=", "laptop")
        entered(room, f"c{number}=", "phone")
    assert room.posts.closed == ["c0=", "c1="]
    assert devices(room) == {"c2=", "c3=", "c4="}


def test_of_very_many_one_entering_closes_a_few_only() -> None:
    room = Room()
    for number in range(20):  # as many as a store that was overloaded may have left
        room.store.register(a_connection(f"c{number}=", seen=NOON + number))
    entered(room, "new=", "phone")
    assert room.posts.closed == ["c4=", "c3=", "c2=", "c1=", "c0="]


def test_entering_again_with_the_same_connection_turns_nobody_out() -> None:
    room = Room()
    for number in range(3):
        entered(room, f"c{number}=", "phone")
    for _ in range(3):
        entered(room, "c0=", "phone")
    assert room.posts.closed == []
    assert room.now > NOON
