"""The foyer: all rooms, and how full they are, in steps."""

from __future__ import annotations

import pytest

from beifall.domain.people import PRESENT, Person
from beifall.sweep import sweep
from tests.builders import an_event
from tests.steps.house import ADA, BOB, PLACES, STAGE, House


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter("foyer")
    return house


def swept(house: House) -> None:
    """The schedule of each minute has looked."""
    sweep(house.store, house.delays, now=house.now, purged=an_event().purged)
    house.agree()


def fill(house: House, room: str, people: int) -> None:
    for number in range(people):
        house.ask(Person(f"{room}-{number}", "attendee"), f"{room}-{number}=", "enter", room=room, screen="phone")


def door(house: House, room: str) -> int:
    item = house.shows(BOB, "rooms", room)
    assert item is not None
    return int(item["present"])


def test_the_foyer_lists_all_rooms_and_no_other_room_does(house: House) -> None:
    rooms = house.enter(ADA, "foyer")["items"]["rooms"]
    assert sorted(one["id"] for one in rooms) == sorted(place.id for place in PLACES)
    assert {one["id"]: one["title"] for one in rooms} == {place.id: place.title for place in PLACES}
    assert [one["id"] for one in house.enter(ADA, "plenum")["items"]["rooms"]] == ["plenum"]


@pytest.mark.parametrize(("people", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (49, 30), (50, 50)])
def test_how_full_a_room_is_moves_in_steps(house: House, people: int, shown: int) -> None:
    fill(house, "plenum", people)
    swept(house)
    assert door(house, "plenum") == shown


def test_one_more_that_reaches_no_step_tells_nobody_anything(house: House) -> None:
    fill(house, "plenum", 5)
    swept(house)
    fill(house, "plenum", 9)
    house.pump()
    house.posts.sent.clear()
    sweep(house.store, house.delays, now=house.now, purged=an_event().purged)
    assert not house.changes


def test_whoever_has_left_is_counted_there_no_more(house: House) -> None:
    fill(house, "plenum", 7)
    swept(house)
    house.now += PRESENT
    house.ask(STAGE, "the-stage=", "ping", room="foyer", rev=0)
    swept(house)
    assert door(house, "plenum") == 0


def test_a_door_that_opens_and_closes_never_falls_in_rev(house: House) -> None:
    revs = []
    for people in (5, 10, 0, 5):
        fill(house, "plenum", people)
        if not people:
            house.now += PRESENT
        swept(house)
        item = house.shows(BOB, "rooms", "plenum")
        assert item is not None
        revs.append(item["rev"])
    assert revs == [2, 3, 4, 5]
