"""What moderators do with questions, and what each role sees of it."""

from __future__ import annotations

from typing import Any

import pytest

from beifall.domain.people import Person
from beifall.domain.questions import Question
from beifall.frames import Frame
from tests.steps.house import ADA, BOB, INFO, MODERATOR, ORGANISER, OTHER, SPEAKER, STAGE, House, without_text

AUDIENCE = (ADA, BOB, SPEAKER, STAGE, INFO, OTHER)


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter()
    return house


def shown(house: House, text: str = "Why?", by: Person = ADA) -> str:
    """A question that everybody sees."""
    id_ = house.asked(text, by)
    assert house.moderate("show", id_)["state"] == "shown"
    return id_


def supported(house: House, question: str, *people: str) -> None:
    for participant in people:
        person = Person(participant, "attendee")
        assert house.by(person, "upvote", question=question, on=True, seq=1)["type"] == "ok"


def upvotes(house: House, question: str) -> int | None:
    board = house.shows(BOB, "board", question)
    return board["upvotes"] if board else None


def seen(house: House, question: str, person: Person = BOB) -> Frame:
    item = house.shows(person, "questions", question)
    assert item is not None
    return item


def test_a_waiting_question_is_seen_by_who_runs_the_room_and_by_nobody_else(house: House) -> None:
    id_ = house.asked("Why?")
    for person in (MODERATOR, ORGANISER):
        assert seen(house, id_, person)["text"] == "Why?"
    for person in AUDIENCE:
        assert house.shows(person, "questions", id_) is None


def test_a_shown_question_is_seen_by_everybody_without_its_asker(house: House) -> None:
    id_ = shown(house)
    for person in (*AUDIENCE, MODERATOR):
        assert (seen(house, id_, person)["text"], seen(house, id_, person)["state"]) == ("Why?", "shown")
        assert "asker" not in seen(house, id_, person)


def test_a_hidden_question_is_a_tombstone_to_the_audience_and_in_no_later_snapshot(house: House) -> None:
    id_ = shown(house)
    house.moderate("hide", id_)
    for person in AUDIENCE:
        gone = {"id": id_, "rev": 3, "gone": True}
        assert seen(house, id_, person) == gone
        assert house.enter(person, device="-new")["items"]["questions"] == [gone]
    assert seen(house, id_, MODERATOR)["state"] == "hidden"


def test_a_hidden_question_that_nobody_was_shown_is_nothing_to_the_audience(house: House) -> None:
    id_ = house.asked("Why?")
    house.moderate("hide", id_)
    assert all(house.shows(person, "questions", id_) is None for person in AUDIENCE)


@pytest.mark.parametrize("action", ["show", "wait", "merge", "unmerge", "label", "answer", "pin", "hide"])
def test_hiding_is_final(house: House, action: str) -> None:
    id_, other = shown(house), shown(house, "And?", BOB)
    house.moderate("hide", id_)
    fields: Any = {"merge": {"into": other}, "label": {"labels": ["x"]}, "answer": {"text": None}}.get(action, {})
    assert house.moderate(action, id_, **fields)["code"] == "not_allowed"
    assert seen(house, id_)["gone"]


def test_a_question_that_is_put_back_waits_again_and_is_gone_for_the_audience(house: House) -> None:
    id_ = shown(house)
    assert house.moderate("wait", id_)["state"] == "waiting"
    assert seen(house, id_)["gone"]
    assert house.moderate("show", id_)["state"] == "shown"
    assert seen(house, id_)["text"] == "Why?"


def test_of_two_moderators_who_decide_on_one_revision_the_second_is_told_that_it_changed(house: House) -> None:
    id_ = house.asked("Why?")
    assert house.moderate("show", id_, rev=1)["type"] == "ok"
    assert house.moderate("hide", id_, by=ORGANISER, rev=1)["code"] == "changed"
    assert seen(house, id_)["state"] == "shown"


def test_two_moderators_who_chose_the_same_id_are_not_taken_for_one_another(house: House) -> None:
    id_ = house.asked("Why?")
    assert house.moderate("show", id_, rev=1, id="m1")["type"] == "ok"
    assert house.moderate("hide", id_, by=ORGANISER, rev=1, id="m1")["code"] == "changed"
    assert house.moderate("show", id_, rev=1, id="m1")["type"] == "ok"


@pytest.mark.parametrize("action", ["show", "wait", "hide", "merge", "pin", "label"])
def test_a_speaker_answers_and_does_not_moderate(house: House, action: str) -> None:
    id_ = shown(house)
    fields: Any = {"merge": {"into": id_}, "label": {"labels": []}}.get(action, {})
    assert house.moderate(action, id_, by=SPEAKER, **fields)["code"] == "not_allowed"
    assert house.moderate("answer", id_, by=SPEAKER, text="Therefore.")["type"] == "ok"
    assert (seen(house, id_)["answer"], seen(house, id_)["answered"]) == ("Therefore.", True)


def test_a_moderator_of_another_room_moderates_nothing_here(house: House) -> None:
    assert house.moderate("show", house.asked("Why?"), by=OTHER)["code"] == "not_allowed"


def test_an_answer_on_stage_has_no_text(house: House) -> None:
    id_ = shown(house)
    house.moderate("answer", id_, text=None)
    assert (seen(house, id_)["answer"], seen(house, id_)["answered"]) == (None, True)


def test_a_question_that_nobody_was_shown_is_not_answered(house: House) -> None:
    assert house.moderate("answer", house.asked("Why?"), text="So.")["code"] == "not_allowed"


def test_labels_replace_one_another_and_stand_once_each(house: House) -> None:
    id_ = shown(house)
    house.moderate("label", id_, labels=["money", "law", "money"])
    assert seen(house, id_)["labels"] == ["money", "law"]
    house.moderate("label", id_, labels=[])
    assert seen(house, id_)["labels"] == []


@pytest.mark.parametrize("labels", [["a", "b", "c", "d", "e", "f"], ["x" * 25], [""], ["a\nb"]])
def test_more_than_five_labels_or_longer_ones_are_refused(house: House, labels: list[str]) -> None:
    reply = house.moderate("label", shown(house), labels=labels)
    assert (reply["code"], reply["field"]) == ("bad_field", "labels")


def test_merged_upvotes_are_the_union_of_people_and_unmerging_gives_each_its_own_again(house: House) -> None:
    one, other = shown(house), shown(house, "For what reason?", BOB)
    supported(house, one, "p1", "p2", "p3")
    supported(house, other, "p3", "p4")
    house.moderate("merge", one, into=other)
    assert (upvotes(house, one), upvotes(house, other)) == (0, 4)
    assert (seen(house, one)["state"], seen(house, one)["into"]) == ("merged", other)
    supported(house, one, "p5")
    assert upvotes(house, other) == 5
    house.moderate("unmerge", one)
    assert (upvotes(house, one), upvotes(house, other)) == (4, 2)
    assert seen(house, one)["into"] is None


def test_what_is_merged_into_a_merged_one_counts_for_the_last(house: House) -> None:
    one, two, three = (shown(house, text) for text in ("One?", "Two?", "Three?"))
    for number, id_ in enumerate((one, two, three)):
        supported(house, id_, f"p{number}", "everywhere")
    house.moderate("merge", one, into=two)
    house.moderate("merge", two, into=three)
    assert [upvotes(house, id_) for id_ in (one, two, three)] == [0, 0, 4]
    house.moderate("hide", two)
    assert upvotes(house, three) == 2


def test_an_upvote_between_a_merging_and_its_recount_makes_all_count_anew(house: House) -> None:
    one, other = shown(house), shown(house, "And?", BOB)
    supported(house, one, "p1", "p2", "p3")
    supported(house, other, "p4")
    rev = house.question(one).rev
    house.ask(MODERATOR, "mod=", "question.merge", question=one, rev=rev, into=other)
    house.pump()
    house.delays.jobs.clear()
    supported(house, other, "p5")
    assert upvotes(house, other) == 5


def test_what_was_put_back_is_not_shown_again_by_merging_it(house: House) -> None:
    id_, other = shown(house, "canary"), shown(house, "And?", BOB)
    house.moderate("wait", id_)
    assert house.moderate("merge", id_, into=other)["code"] == "not_allowed"
    assert seen(house, id_)["gone"]
    waiting = house.asked("Never shown")
    assert house.moderate("merge", waiting, into=other)["state"] == "merged"
    assert all(house.shows(person, "questions", waiting) is None for person in AUDIENCE)


def test_the_upvotes_of_a_hidden_question_count_for_nothing(house: House) -> None:
    id_ = shown(house)
    supported(house, id_, "p1", "p2")
    house.moderate("hide", id_)
    assert upvotes(house, id_) == 0
    assert house.by(ADA, "upvote", question=id_, on=True, seq=1)["code"] == "no_such_question"


@pytest.mark.parametrize("state", ["itself", "unknown", "waiting", "hidden", "merged"])
def test_a_shown_question_is_merged_only_into_one_that_is_shown_on_its_own(house: House, state: str) -> None:
    id_, other, third = shown(house), house.asked("And?", BOB), shown(house, "Third?", BOB)
    if state == "merged":
        house.moderate("merge", other, into=third)
    if state == "hidden":
        house.moderate("hide", other)
    into = {"itself": id_, "unknown": "nobody"}.get(state, other)
    reply = house.moderate("merge", id_, into=into)
    code = {"itself": "bad_field", "unknown": "no_such_question"}.get(state, "not_allowed")
    assert (reply["code"], reply["field"]) == (code, "into")


def test_two_who_merge_two_questions_into_each_other_make_a_ring_that_is_opened(house: House) -> None:
    one, other = shown(house), shown(house, "And?", BOB)
    supported(house, one, "p1")
    supported(house, other, "p2")
    # As if each had read the other one before it was merged.
    for id_, into in ((one, other), (other, one)):
        it = house.question(id_)
        house.memory.put_public(
            Question(**{**vars(it), "state": "merged", "into": into, "rev": it.rev + 1}), before=it.rev
        )
    house.agree()
    states = sorted(seen(house, id_)["state"] for id_ in (one, other))
    assert states == ["merged", "shown"]
    assert sorted((upvotes(house, one) or 0, upvotes(house, other) or 0)) == [0, 2]


def test_one_shown_question_is_pinned_and_the_next_takes_its_place(house: House) -> None:
    one, other = shown(house), shown(house, "And?", BOB)
    for id_ in (one, other):
        assert house.moderate("pin", id_)["pinned"] == id_
        room = house.shows(BOB, "rooms", "plenum")
        assert room is not None
        assert room["pinned"] == id_
    assert house.moderate("unpin", one)["pinned"] == other
    assert house.moderate("unpin", other)["pinned"] is None


def test_only_what_is_shown_can_be_pinned(house: House) -> None:
    assert house.moderate("pin", house.asked("Why?"))["code"] == "not_allowed"


@pytest.mark.parametrize("action", ["hide", "wait", "merge", "erase"])
def test_what_is_shown_no_longer_is_not_pinned_either(house: House, action: str) -> None:
    id_, other = shown(house), shown(house, "And?", BOB)
    house.moderate("pin", id_)
    fields: Any = {"into": other} if action == "merge" else {}
    by = ORGANISER if action == "erase" else MODERATOR
    rev = house.question(id_).rev
    assert house.ask(by, f"{by.participant}=", f"question.{action}", question=id_, rev=rev, **fields)["type"] == "ok"
    there = house.store.room("plenum")
    assert there is not None
    assert there.pinned is None, "at once, and not only when housekeeping has looked"
    house.agree()
    room = house.shows(BOB, "rooms", "plenum")
    assert room is not None
    assert room["pinned"] is None


@pytest.mark.parametrize("state", ["waiting", "shown", "hidden", "merged", "answered"])
def test_what_is_erased_is_nowhere_in_the_store_any_more(house: House, state: str) -> None:
    words = ("canary-text", "canary-name", "canary-label", "canary-answer")
    house.now += 10_000
    id_ = house.done(ADA, "ask", text=words[0], name=words[1])["question"]
    house.moderate("label", id_, labels=[words[2]])
    if state != "waiting":
        house.moderate("show", id_)
    if state == "hidden":
        house.moderate("hide", id_)
    if state == "merged":
        house.moderate("merge", id_, into=shown(house, "And?", BOB))
    if state == "answered":
        house.moderate("answer", id_, text=words[3])
    assert house.by(ORGANISER, "question.erase", question=id_)["type"] == "ok"
    assert all(without_text(house, word) for word in words)


def test_only_the_organiser_erases(house: House) -> None:
    assert house.by(MODERATOR, "question.erase", question=shown(house))["code"] == "not_allowed"


@pytest.mark.parametrize("action", ["show", "wait", "hide", "pin", "unpin", "label", "merge", "unmerge", "answer"])
def test_a_question_that_is_not_there_is_refused_by_its_field(house: House, action: str) -> None:
    fields: Any = {"merge": {"into": "x"}, "label": {"labels": []}}.get(action, {})
    reply = house.by(MODERATOR, f"question.{action}", question="nothing", rev=1, **fields)
    assert (reply["code"], reply["field"]) == ("no_such_question", "question")
