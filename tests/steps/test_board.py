"""The board: who supports what, counted as people."""

from __future__ import annotations

import pytest

from beifall.domain.people import Person
from beifall.frames import Frame
from tests.steps.house import ADA, BOB, INFO, MODERATOR, SPEAKER, STAGE, House


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter()
    return house


@pytest.fixture
def question(house: House) -> str:
    id_ = house.asked("Why?")
    house.moderate("show", id_)
    return id_


def upvote(house: House, question: str, person: Person = ADA, *, on: bool = True, seq: int = 1) -> Frame:
    return house.by(person, "upvote", question=question, on=on, seq=seq)


def count(house: House, question: str) -> int | None:
    board = house.shows(STAGE, "board", question)
    return board["upvotes"] if board else None


def test_asking_is_no_upvote_but_ones_own_question_may_be_upvoted(house: House, question: str) -> None:
    assert count(house, question) is None
    assert upvote(house, question)["type"] == "ok"
    assert count(house, question) == 1


def test_a_person_counts_once_on_however_many_devices_and_with_however_many_sendings(
    house: House, question: str
) -> None:
    for seq in (1, 1, 2):
        upvote(house, question, seq=seq)
    frame = {"question": question, "on": True, "seq": 3}
    assert house.ask(ADA, "ada-3=", "upvote", **frame)["type"] == "ok"
    house.agree()
    assert count(house, question) == 1


def test_an_upvote_can_be_withdrawn_and_the_highest_seq_wins(house: House, question: str) -> None:
    upvote(house, question, seq=3)
    reply = upvote(house, question, on=False, seq=2)
    assert (reply["on"], reply["seq"]) == (True, 3)
    assert count(house, question) == 1
    upvote(house, question, on=False, seq=4)
    assert count(house, question) == 0
    assert house.enter(ADA, device="-new")["you"]["upvotes"] == {}


def test_ones_other_device_learns_of_it_and_nobody_else(house: House, question: str) -> None:
    upvote(house, question)
    assert house.screens["ada-2="].you["upvotes"] == {question: 1}
    assert all(not screen.you["upvotes"] for screen in house.screens.values() if screen.person != ADA)


@pytest.mark.parametrize("person", [SPEAKER, MODERATOR, INFO])
def test_staff_may_support_a_question_too(house: House, question: str, person: Person) -> None:
    assert upvote(house, question, person)["type"] == "ok"
    assert count(house, question) == 1


def test_a_stage_supports_nothing(house: House, question: str) -> None:
    assert upvote(house, question, STAGE)["code"] == "not_allowed"


def test_only_what_is_shown_can_be_supported(house: House, question: str) -> None:
    waiting = house.asked("And?", BOB)
    refused = upvote(house, waiting)
    assert (refused["code"], refused["field"]) == ("no_such_question", "question")
    upvote(house, question)
    house.moderate("wait", question)
    assert upvote(house, question, on=False, seq=2)["code"] == "no_such_question"
    assert count(house, question) == 0
    house.moderate("show", question)
    assert count(house, question) == 1, "whoever has supported it still does"


def test_many_upvotes_lie_over_all_buckets_and_add_up(house: House, question: str) -> None:
    for number in range(60):
        person = Person(f"p{number}", "attendee")
        house.ask(person, "", "upvote", question=question, on=True, seq=1)
    house.agree()
    assert count(house, question) == 60


def test_a_question_elsewhere_is_none_here(house: House, question: str) -> None:
    assert house.by(ADA, "upvote", room="forum-1", question=question, on=True, seq=1)["code"] == "no_such_question"
