"""Asking the room, at one's pace, and taking it back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from beifall.domain.contributions import HOUR, PER_HOUR
from beifall.domain.event import AgendaItem
from beifall.domain.people import Person
from beifall.domain.questions import WAITING, Question
from beifall.frames import Frame
from tests.builders import NOON, an_event
from tests.steps.house import ADA, BOB, MODERATOR, OTHER, PLACES, SPEAKER, STAGE, House, without_text


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter()
    return house


def ask(house: House, person: Person = ADA, **fields: Any) -> Frame:
    return house.by(person, "ask", **{"text": "Why?", "name": None, **fields})


def test_what_is_asked_waits_and_is_seen_by_its_asker_on_every_device(house: House) -> None:
    reply = ask(house)
    assert reply["type"] == "ok"
    [mine] = house.screens["ada-2="].own()["asked"]
    assert (mine["id"], mine["text"], mine["state"], mine["name"]) == (reply["question"], "Why?", "waiting", None)
    assert house.enter(ADA, device="-new")["you"]["asked"] == [mine]


def test_nobody_elses_screen_has_a_waiting_question_among_its_own(house: House) -> None:
    ask(house)
    assert all(not screen.you["asked"] for screen in house.screens.values() if screen.person != ADA)


def test_an_open_room_shows_a_question_at_once(house: House) -> None:
    house.done(MODERATOR, "room.set", rev=1, questions="open")
    id_ = ask(house)["question"]
    shown = house.shows(BOB, "questions", id_)
    assert shown is not None
    assert shown["state"] == "shown"


def test_a_closed_room_takes_no_questions(house: House) -> None:
    house.done(MODERATOR, "room.set", rev=1, questions="closed")
    assert ask(house)["code"] == "questions_closed"


def test_a_question_sent_before_the_closing_is_ok_when_it_is_sent_again_after(house: House) -> None:
    first = ask(house, id="a1")
    house.done(MODERATOR, "room.set", rev=1, questions="closed")
    assert ask(house, id="a1") == first


def test_asking_twice_on_two_devices_is_asking_once(house: House) -> None:
    frame = json.dumps({"action": "ask", "id": "a1", "room": "plenum", "text": "Why?", "name": "Ada"})
    replies = [house.send(frame, ADA, connection) for connection in ("ada=", "ada-2=", "ada=")]
    assert replies[0]["type"] == "ok"
    assert replies == replies[:1] * 3
    house.agree()
    assert len(house.screens["ada-2="].own()["asked"]) == 1


def test_two_people_who_chose_the_same_id_have_asked_two_questions(house: House) -> None:
    assert ask(house, ADA, id="a1")["question"] != ask(house, BOB, id="a1")["question"]


def test_the_same_id_opens_no_other_room_and_no_closed_one(house: House) -> None:
    ask(house, id="a1")
    house.done(OTHER, "room.set", room="forum-1", rev=1, questions="closed")
    assert house.done(BOB, "help", text="Help!", id="h1")["type"] == "ok"
    ask(house, id="a1", room="forum-1")
    assert ask(house, BOB, id="h1", room="forum-1")["code"] == "questions_closed"
    state = house.store.state("forum-1", staff=True)
    assert state is not None
    assert (state.questions, state.waiting) == ((), ())


def test_a_question_may_follow_after_ten_seconds_and_not_before(house: House) -> None:
    assert ask(house)["type"] == "ok"
    house.now += 3_500
    refused = ask(house)
    assert (refused["code"], refused["retry_after"]) == ("too_many_requests", 7)
    assert ask(house, BOB)["type"] == "ok"
    house.now += 6_500
    assert ask(house)["type"] == "ok"


def test_the_pace_is_kept_over_all_rooms_and_devices(house: House) -> None:
    assert ask(house)["type"] == "ok"
    frame = json.dumps({"action": "ask", "id": "x", "room": "forum-1", "text": "Why?"})
    assert house.send(frame, ADA, "ada-2=")["code"] == "too_many_requests"


def test_a_resend_passes_whatever_the_pace(house: House) -> None:
    first = ask(house, id="a1")
    assert ask(house, id="a1") == first


def test_twenty_an_hour_and_the_next_when_the_first_is_an_hour_old(house: House) -> None:
    for _ in range(PER_HOUR):
        house.asked("Why?")
    house.now += 10_000
    refused = ask(house)
    assert refused["code"] == "too_many_requests"
    assert refused["retry_after"] == (HOUR - PER_HOUR * 10_000) // 1_000
    house.now += HOUR - PER_HOUR * 10_000
    assert ask(house)["type"] == "ok"


def test_help_has_a_pace_of_its_own(house: House) -> None:
    assert ask(house)["type"] == "ok"
    assert house.by(ADA, "help", text="Help!")["type"] == "ok"
    assert house.by(ADA, "help", text="Help!")["code"] == "too_many_requests"


def test_five_hundred_may_wait_and_further_ones_are_shed_without_costing_their_askers_pace(house: House) -> None:
    for number in range(WAITING):
        house.memory.put_backstage(Question(f"q{number}", "plenum", 1, NOON, "Why?", f"p{number}"), before=0)
    refused = ask(house)
    assert (refused["code"], refused["retry_after"]) == ("too_many_requests", 60)
    house.moderate("hide", "q0")
    assert ask(house)["type"] == "ok"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "x" * 501}, "text"),
        ({"text": "a\u202eb"}, "text"),
        ({"text": "a\u0000b"}, "text"),
        ({"text": None}, "text"),
        ({"name": "x" * 41}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": 5}, "name"),
    ],
)
def test_what_could_not_be_shown_is_refused_by_its_field(house: House, fields: Frame, field: str) -> None:
    refused = ask(house, **fields)
    assert (refused["code"], refused["field"]) == ("bad_field", field)
    assert not house.changes


@pytest.mark.parametrize(
    ("text", "stored"),
    [("x" * 500, "x" * 500), ("e\u0301" * 500, "é" * 500), ("  Why?\r\nHow? ", "Why?\nHow?"), ("🙂" * 300, "🙂" * 300)],
)
def test_a_text_is_stored_in_its_shortest_form(house: House, text: str, stored: str) -> None:
    assert house.question(ask(house, text=text)["question"]).text == stored


def test_a_question_says_what_was_on_when_it_was_asked(house: House) -> None:
    agenda = tuple(
        AgendaItem(str(number), rooms, NOON + at, "T")
        for number, rooms, at in (
            (1, ("plenum",), -9),
            (2, ("forum-1",), -1),
            (3, ("plenum",), -5),
            (4, ("plenum",), 9),
        )
    )
    house.memory.put_event(an_event(agenda=agenda, rooms=PLACES, rev=2), before=1)
    assert house.question(ask(house)["question"]).agenda == "3"


def test_a_stage_asks_nothing_and_a_speaker_may(house: House) -> None:
    assert ask(house, STAGE)["code"] == "not_allowed"
    assert ask(house, SPEAKER)["type"] == "ok"


def test_a_room_that_is_not_there_is_asked_nothing(house: House) -> None:
    assert ask(house, room="cellar")["code"] == "no_such_room"
    assert ask(house)["type"] == "ok", "and it has cost nobody's pace"


def test_its_asker_withdraws_a_question_and_it_is_nowhere_any_more(house: House) -> None:
    id_ = ask(house, text="canary-text", name="canary-name")["question"]
    assert house.by(ADA, "question.withdraw", question=id_, id="w1")["type"] == "ok"
    assert house.by(ADA, "question.withdraw", question=id_, id="w1")["type"] == "ok"
    assert house.screens["ada-2="].own()["asked"] == []
    assert house.enter(ADA, device="-new")["you"]["asked"] == []
    assert without_text(house, "canary")
    gone = house.shows(MODERATOR, "questions", id_)
    assert gone is not None
    assert gone["gone"]


def test_nobody_else_withdraws_it_or_learns_that_it_is_there(house: House) -> None:
    id_ = ask(house)["question"]
    for person in (BOB, MODERATOR):
        refused = house.by(person, "question.withdraw", question=id_)
        assert (refused["code"], refused["field"]) == ("no_such_question", "question")


@pytest.mark.parametrize("then", [("show",), ("show", "wait"), ("show", "hide"), ("hide",)])
def test_what_was_shown_or_decided_is_not_withdrawn(house: House, then: tuple[str, ...]) -> None:
    id_ = ask(house)["question"]
    for action in then:
        house.moderate(action, id_)
    assert house.by(ADA, "question.withdraw", question=id_)["code"] == "not_allowed"


def test_of_a_showing_and_a_withdrawal_on_one_revision_one_is_done(house: House) -> None:
    id_ = ask(house)["question"]
    house.done(ADA, "question.withdraw", question=id_)
    assert house.by(MODERATOR, "question.show", question=id_, rev=1)["code"] == "no_such_question"


def test_a_withdrawn_question_keeps_no_other_from_waiting(house: House) -> None:
    for number in range(WAITING - 1):
        house.memory.put_backstage(Question(f"q{number}", "plenum", 1, NOON, "Why?", f"p{number}"), before=0)
    house.done(ADA, "question.withdraw", question=ask(house)["question"])
    assert ask(house, BOB)["type"] == "ok"
