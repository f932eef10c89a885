"""A room's switches, and the gong that is heard in all rooms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from beifall.domain.people import Person
from beifall.frames import Frame
from tests.steps.house import ADA, BOB, EVERYBODY, INFO, MODERATOR, ORGANISER, OTHER, PLACES, SPEAKER, STAGE, House


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter()
    return house


def switch(house: House, rev: int = 1, person: Person = MODERATOR, **fields: Any) -> Frame:
    return house.by(person, "room.set", rev=rev, **fields)


def room(house: House, person: Person = BOB) -> Frame:
    found = house.shows(person, "rooms", "plenum")
    assert found is not None
    return found


def test_everybody_is_told_of_a_switch_and_what_is_left_out_stays(house: House) -> None:
    assert switch(house, applause=False)["applause"] is False
    assert switch(house, 2, questions="open", notice="Ten minutes")["type"] == "ok"
    assert switch(house, 3, applause=True)["type"] == "ok"
    for person in EVERYBODY:
        shown = room(house, person)
        assert (shown["applause"], shown["questions"], shown["notice"]) == (True, "open", "Ten minutes")


def test_whoever_is_in_a_room_that_a_later_file_no_longer_names_hears_of_the_event_too(house: House) -> None:
    event = house.store.event()
    assert event is not None
    rooms = tuple(place for place in event.rooms if place.id != "plenum")
    after = replace(event, rev=event.rev + 1, title="Later", rooms=rooms, gone=("plenum",))
    assert house.store.put_event(after, before=event.rev)
    house.agree()
    assert house.screens["bob="].room == "plenum"


def test_a_notice_is_taken_away_by_none(house: House) -> None:
    switch(house, notice="Ten minutes")
    switch(house, 2, notice=None)
    assert room(house)["notice"] is None


def test_what_the_stage_shall_show_is_told_to_everybody_with_its_time(house: House) -> None:
    chosen = {"show": "closing", "at": house.now}
    assert switch(house, stage="closing")["stage"] == chosen
    for person in EVERYBODY:
        assert room(house, person)["stage"] == chosen
    assert switch(house, 2, applause=False)["stage"] == chosen
    assert switch(house, 3, stage=None)["stage"] is None


def test_a_question_that_is_pinned_takes_the_place_of_what_the_stage_was_to_show(house: House) -> None:
    asked = house.asked("Why?")
    house.moderate("show", asked)
    switch(house, stage="join")
    house.moderate("pin", asked)
    assert room(house)["stage"] is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"applause": 1}, "applause"),
        ({"questions": "shut"}, "questions"),
        ({"questions": None}, "questions"),
        ({"notice": "x" * 1_001}, "notice"),
        ({"notice": "a\u202eb"}, "notice"),
        ({"stage": ""}, "stage"),
        ({"stage": "a b"}, "stage"),
    ],
)
def test_a_switch_that_there_is_not_is_refused_by_its_field(house: House, fields: Frame, field: str) -> None:
    refused = switch(house, **fields)
    assert (refused["code"], refused["field"]) == ("bad_field", field)


def test_of_two_who_switch_on_one_revision_the_second_is_told_that_it_changed(house: House) -> None:
    assert switch(house, applause=False, id="r1")["rev"] == 2
    assert switch(house, person=ORGANISER, questions="open", id="r1")["code"] == "changed"
    assert switch(house, applause=False, id="r1")["rev"] == 2, "its own command, sent again"


@pytest.mark.parametrize("person", [ADA, SPEAKER, INFO, STAGE, OTHER])
def test_only_who_runs_the_room_switches_it(house: House, person: Person) -> None:
    assert switch(house, person=person, applause=False)["code"] == "not_allowed"


def test_a_room_that_is_not_there_has_no_switches(house: House) -> None:
    assert switch(house, person=ORGANISER, room="cellar", applause=False)["code"] == "no_such_room"


def test_the_gong_is_heard_in_every_room(house: House) -> None:
    people = [Person(f"in-{place.id}", "attendee") for place in PLACES]
    for person, place in zip(people, PLACES, strict=True):
        house.enter(person, place.id)
    house.done(ORGANISER, "call", room="cafe", minutes=5, text="Coffee")
    for person in (*people, *EVERYBODY):
        event = house.shows(person, "event", "event")
        assert event is not None
        assert {**event["gong"], "id": ""} == {"id": "", "room": "cafe", "at": house.now + 300_000, "text": "Coffee"}


def test_a_gong_that_is_sent_again_is_one_gong_and_the_next_takes_its_place(house: House) -> None:
    first = house.done(ORGANISER, "call", minutes=5, id="c1")
    house.now += 5_000
    assert house.done(ORGANISER, "call", minutes=5, id="c1") == first
    second = house.done(ORGANISER, "call", minutes=0, id="c2")
    assert second["gong"] != first["gong"]
    event = house.shows(BOB, "event", "event")
    assert event is not None
    assert event["gong"]["id"] == second["gong"]


@pytest.mark.parametrize("person", [ADA, SPEAKER, MODERATOR, INFO, STAGE])
def test_only_the_organiser_calls(house: House, person: Person) -> None:
    assert house.by(person, "call", minutes=5)["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"minutes": 241}, "bad_field"),
        ({"minutes": -1}, "bad_field"),
        ({"minutes": 5, "room": "cellar"}, "no_such_room"),
    ],
)
def test_a_call_to_nowhere_or_to_another_day_is_refused(house: House, fields: Frame, code: str) -> None:
    assert house.by(ORGANISER, "call", **fields)["code"] == code


def test_the_code_of_the_event_is_told_to_stage_and_staff_alone(house: House) -> None:
    for person in EVERYBODY:
        event = house.shows(person, "event", "event")
        assert event is not None
        assert ("code" in event) == (person.role != "attendee")
