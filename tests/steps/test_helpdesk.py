"""From somebody in a room to the info desk, and back to them alone."""

from __future__ import annotations

import json

import pytest

from beifall.domain.people import Person
from beifall.frames import Frame
from tests.steps.house import ADA, BOB, EVERYBODY, INFO, MODERATOR, ORGANISER, SPEAKER, STAGE, House


@pytest.fixture
def house() -> House:
    """The info desk sits in the foyer, everybody else in the plenum."""
    house = House()
    house.all_enter()
    for device in ("", "-2"):
        house.enter(INFO, "foyer", device=device)
    return house


def request(house: House, text: str = "I hear nothing", by: Person = ADA) -> str:
    return str(house.done(by, "help", text=text)["help"])


def own(house: House, device: str = "ada-2=") -> list[Frame]:
    found = house.screens[device].own()["helps"]
    assert isinstance(found, list)
    return found


def test_a_request_is_seen_by_the_info_desk_wherever_it_sits(house: House) -> None:
    id_ = request(house)
    item = house.shows(INFO, "helps", id_)
    assert item is not None
    assert (item["text"], item["room"], item["state"], item["answer"]) == ("I hear nothing", "plenum", "waiting", None)
    assert "asker" not in item
    for room in ("plenum", "forum-1", "cafe"):
        assert [one["id"] for one in house.enter(INFO, room, device="-new")["items"]["helps"]] == [id_]


def test_nobody_else_is_told_of_it(house: House) -> None:
    request(house, "canary")
    assert [one["text"] for one in own(house)] == ["canary"]
    for screen in house.screens.values():
        if screen.person not in (ADA, INFO):
            assert "canary" not in repr((screen.held, screen.you))
    for person in EVERYBODY:
        if person not in (ADA, INFO):
            assert "canary" not in json.dumps(house.enter(person, device="-new"))


def test_an_answer_reaches_the_askers_devices_alone_in_whatever_room_they_are(house: House) -> None:
    id_ = request(house)
    house.enter(ADA, "forum-1", device="-2")
    house.done(INFO, "help.take", help=id_, rev=1)
    assert [one["state"] for one in own(house)] == ["taken"]
    house.done(INFO, "help.answer", help=id_, rev=2, text="canary: the loudspeaker")
    assert [(one["state"], one["answer"]) for one in own(house)] == [("answered", "canary: the loudspeaker")]
    for screen in house.screens.values():
        if screen.person not in (ADA, INFO):
            assert "canary" not in repr((screen.held, screen.you))


def test_asking_for_help_twice_is_asking_once(house: House) -> None:
    first = house.done(ADA, "help", text="Help", id="h1")
    assert house.done(ADA, "help", text="Help", id="h1") == first
    assert len(house.store.helps()) == 1


def test_of_two_who_take_one_request_the_second_is_told_that_it_changed(house: House) -> None:
    id_ = request(house)
    other = Person("info-2", "info")
    assert house.done(INFO, "help.take", help=id_, rev=1, id="t")["rev"] == 2
    assert house.by(other, "help.take", help=id_, rev=1, id="t")["code"] == "changed"
    assert house.by(other, "help.take", help=id_, rev=2)["code"] == "not_allowed"
    assert house.done(INFO, "help.take", help=id_, rev=1, id="t")["rev"] == 2


def test_a_better_answer_may_follow(house: House) -> None:
    id_ = request(house)
    house.done(ORGANISER, "help.answer", help=id_, rev=1, text="Wait")
    house.done(INFO, "help.answer", help=id_, rev=2, text="Now")
    assert [one["answer"] for one in own(house)] == ["Now"]


@pytest.mark.parametrize("action", ["help.take", "help.answer"])
@pytest.mark.parametrize("person", [ADA, BOB, SPEAKER, MODERATOR, STAGE])
def test_only_the_info_desk_and_the_organiser_staff_it(house: House, person: Person, action: str) -> None:
    assert house.by(person, action, help=request(house), rev=1, text="x")["code"] == "not_allowed"


@pytest.mark.parametrize("action", ["help.take", "help.answer"])
def test_a_request_that_is_not_there_is_refused_by_its_field(house: House, action: str) -> None:
    refused = house.by(INFO, action, help="nothing", rev=1, text="x")
    assert (refused["code"], refused["field"]) == ("no_such_help", "help")


@pytest.mark.parametrize("text", ["", "x" * 501, "a\u202eb"])
def test_a_request_that_could_not_be_shown_is_refused(house: House, text: str) -> None:
    refused = house.by(ADA, "help", text=text)
    assert (refused["code"], refused["field"]) == ("bad_field", "text")


def test_help_from_a_room_that_is_not_there_is_refused_and_a_stage_needs_none(house: House) -> None:
    assert house.by(ADA, "help", text="x", room="cellar")["code"] == "no_such_room"
    assert house.by(STAGE, "help", text="x")["code"] == "not_allowed"
