"""A resend gets the answer that the first sending got, and what is refused has done nothing."""

from __future__ import annotations

from typing import Any, cast

import pytest

from beifall.domain.questions import Question
from beifall.frames import Frame
from beifall.store.port import Overloaded, Store
from tests.steps.house import ADA, BOB, MODERATOR, ORGANISER, SPEAKER, House


class Busy:
    """A store that has no time for one kind of call from now on."""

    def __init__(self, store: Store, call: str) -> None:
        self._store, self._call = store, call

    def __getattr__(self, name: str) -> Any:
        if name != self._call:
            return getattr(self._store, name)

        def refused(*_: object, **__: object) -> object:
            raise Overloaded

        return refused


@pytest.fixture
def house() -> House:
    house = House(results="after_vote")
    house.all_enter()
    house.conduct("open")
    return house


def while_busy(house: House, call: str, action: str, **fields: Any) -> Frame:
    store, house.store = house.store, cast("Store", Busy(house.store, call))
    try:
        return house.ask(ADA, "ada=", action, **fields)
    finally:
        house.store = store


VOTE = {"poll": "closing", "round": 1, "choice": ["a"], "seq": 1}


@pytest.mark.parametrize(
    ("call", "action", "fields"),
    [
        ("devices", "vote", VOTE),
        ("counting", "vote", VOTE),
        ("devices", "mood", {"mood": 3, "seq": 1}),
        ("devices", "sit", {"room": "cafe", "table": "1"}),
        ("leave", "enter", {"room": "cafe", "screen": "laptop"}),
        ("devices", "enter", {"room": "cafe", "screen": "phone"}),
    ],
)
def test_what_is_done_is_not_taken_back_by_what_may_be_left_out(
    house: House, call: str, action: str, fields: dict[str, Any]
) -> None:
    if action == "sit":
        house.enter(ADA, "cafe")
    assert while_busy(house, call, action, **fields)["type"] in ("ok", "snapshot")


@pytest.mark.parametrize("call", ["far", "state", "event"])
def test_who_could_not_be_let_in_is_where_they_were(house: House, call: str) -> None:
    house.now += 60_000  # heads were counted a moment ago
    assert while_busy(house, call, "enter", room="cafe", screen="laptop")["code"] == "try_again"
    assert {one.room for one in house.memory.devices("ada", now=house.now)} == {"plenum"}
    assert house.memory.far("cafe", now=house.now) == ()


def test_an_erasing_that_the_store_has_half_the_time_for_is_done(house: House) -> None:
    id_ = house.asked("Erase me")
    house.moderate("show", id_)
    store, house.store = house.store, cast("Store", Busy(house.store, "drop_backstage"))
    assert house.ask(ORGANISER, "o=", "question.erase", question=id_)["type"] == "ok"
    house.store = store
    house.agree()
    assert house.question(id_).text == ""


class Slow:
    """A store in which a question's first put waits until something else has happened."""

    def __init__(self, store: Store, meanwhile: Any) -> None:
        self._store, self._meanwhile = store, [meanwhile]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_backstage(self, thing: Question, *, before: int) -> bool:
        if self._meanwhile:
            self._meanwhile.pop()()
        return self._store.put_backstage(thing, before=before)


def test_a_question_that_is_sent_twice_while_the_switch_is_set_lies_in_one_place(house: House) -> None:
    asking = {"id": "twice", "text": "In one place?"}
    whole = house.store

    def meanwhile() -> None:
        house.store = whole
        room = house.store.room("plenum")
        assert room is not None
        house.ask(MODERATOR, "mod=", "room.set", rev=room.rev, questions="open")
        assert house.ask(ADA, "ada-2=", "ask", **asking)["type"] == "ok"

    house.store = cast("Store", Slow(whole, meanwhile))
    id_ = house.ask(ADA, "ada=", "ask", **asking)["question"]
    public, backstage = whole.both(Question, "plenum", id_)
    assert public is None
    assert backstage is not None
    house.moderate("hide", id_)
    assert house.shows(BOB, "questions", id_) is None


def test_who_has_left_since_hears_that_they_had_sat_down(house: House) -> None:
    house.enter(ADA, "cafe")
    assert house.done(ADA, "sit", room="cafe", id="s", table="1")["table"] == "1"
    house.enter(ADA, "plenum")
    again = house.ask(ADA, "ada=", "sit", room="cafe", id="s", table="1")
    assert (again["type"], again["table"]) == ("ok", "1")
    assert house.ask(ADA, "ada=", "sit", room="cafe", table="2")["code"] == "not_in_room"


def test_a_word_is_struck_off_once_even_if_its_poll_has_gone_since(house: House) -> None:
    form = {"id": "word", "kind": "words", "prompt": "?"}
    house.done(MODERATOR, "poll.create", poll=form)
    house.conduct("open", "word")
    assert house.done(MODERATOR, "poll.strike", poll="word", id="strike", word="bad")["type"] == "ok"
    house.conduct("close", "word")
    house.settled()
    house.conduct("reset", "word")
    house.conduct("delete", "word")
    assert house.ask(MODERATOR, "mod=", "poll.strike", poll="word", id="strike", word="bad")["type"] == "ok"


def test_an_unpinning_that_found_nothing_pinned_unpins_nothing_later(house: House) -> None:
    id_ = house.asked("Pin me")
    house.moderate("show", id_)
    house.moderate("unpin", id_, id="unpin")
    house.moderate("pin", id_)
    house.moderate("unpin", id_, id="unpin")
    room = house.store.room("plenum")
    assert room is not None
    assert room.pinned == id_


def test_who_has_not_voted_is_not_told_the_tally_for_withdrawing(house: House) -> None:
    assert "tally" not in house.ask(ADA, "ada=", "vote", **{**VOTE, "choice": []})
    assert "tally" in house.ask(BOB, "bob=", "vote", **VOTE)


def test_an_answer_given_on_stage_takes_no_written_one_away(house: House) -> None:
    id_ = house.asked("Why?")
    house.moderate("show", id_)
    house.moderate("answer", id_, by=SPEAKER, text="Because.")
    house.moderate("answer", id_, text=None)
    assert (house.question(id_).answer, house.question(id_).answered) == ("Because.", True)


def test_an_emptied_notice_is_none(house: House) -> None:
    room = house.store.room("plenum")
    assert room is not None
    assert house.done(MODERATOR, "room.set", rev=room.rev, notice=" ")["notice"] is None
