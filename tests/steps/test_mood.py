"""How people feel, and what the room is told of it."""

from __future__ import annotations

import pytest

from beifall.domain.people import Person
from beifall.frames import Frame
from tests.steps.house import ADA, BOB, STAGE, House


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter()
    return house


def feel(house: House, *moods: int) -> Frame:
    """So many people say how they feel; what everybody is shown then."""
    for number, mood in enumerate(moods):
        house.done(Person(f"p{number}", "attendee"), "mood", mood=mood, seq=1)
    found = house.shows(BOB, "mood", "mood")
    assert found is not None
    return found


def test_of_four_people_no_figures_are_shown(house: House) -> None:
    shown = feel(house, 1, 2, 3, 4)
    assert (shown["counts"], shown["people"]) == (None, 4)


def test_from_five_people_on_all_is_shown(house: House) -> None:
    assert feel(house, 1, 5, 5, 5, 3)["counts"] == {"1": 1, "3": 1, "5": 3}


def test_the_latest_mood_counts_and_older_ones_change_nothing(house: House) -> None:
    feel(house, 5, 5, 5, 5, 5)
    first = Person("p0", "attendee")
    assert house.done(first, "mood", mood=1, seq=3)["mood"] == 1
    reply = house.done(first, "mood", mood=4, seq=2)
    assert (reply["mood"], reply["seq"]) == (1, 3)
    shown = house.shows(BOB, "mood", "mood")
    assert shown is not None
    assert (shown["counts"], shown["people"]) == ({"1": 1, "5": 4}, 5)


def test_ones_own_mood_is_on_every_device_and_nowhere_else(house: House) -> None:
    house.done(ADA, "mood", mood=4, seq=1)
    assert house.screens["ada-2="].you["mood"] == {"mood": 4, "seq": 1}
    assert all(screen.you["mood"] is None for screen in house.screens.values() if screen.person != ADA)


def test_a_mood_is_a_rooms_own(house: House) -> None:
    house.done(ADA, "mood", mood=4, seq=1)
    assert house.enter(ADA, "forum-1", device="-new")["you"]["mood"] is None


@pytest.mark.parametrize("mood", [0, 6, -1, 2.5, "3", None, True])
def test_a_mood_is_one_to_five(house: House, mood: object) -> None:
    refused = house.by(ADA, "mood", mood=mood, seq=1)
    assert (refused["code"], refused["field"]) == ("bad_field", "mood")


def test_a_stage_feels_nothing_and_a_room_that_is_not_there_neither(house: House) -> None:
    assert house.by(STAGE, "mood", mood=3, seq=1)["code"] == "not_allowed"
    assert house.by(ADA, "mood", room="cellar", mood=3, seq=1)["code"] == "no_such_room"
