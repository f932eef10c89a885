"""Who asks too fast waits, and who goes on is turned out; what is left undone while the store has too much to do."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from beifall.admit import task
from beifall.caller import Caller, Means
from beifall.commands import ACTIONS
from beifall.domain.people import Person
from beifall.frames import Frame
from beifall.handle import answer, handle
from beifall.load import EASES, TASKS, Load
from beifall.rates import FLOOD, KNOWN, WITHIN, Kind, Rates
from beifall.store.port import Overloaded
from tests.builders import NOON, a_person
from tests.steps.world import Room, a_moderator, somebody

ADA = a_person("ada")


def passed(rates: Rates, kind: Kind, times: int, *, now: int = NOON, who: str = "c1=") -> int:
    """How many of so many may pass."""
    return sum(rates.take(who, kind, now) == 0 for _ in range(times))


def test_ten_commands_may_come_at_once_and_then_five_a_second() -> None:
    rates = Rates()
    assert passed(rates, "other", 100) == 10
    assert [passed(rates, "other", 100, now=NOON + second * 1_000) for second in range(1, 4)] == [5, 5, 5]


def test_eight_of_them_may_be_votes_and_then_two_a_second() -> None:
    rates = Rates()
    assert passed(rates, "vote", 100) == 8
    assert passed(rates, "other", 100) == 2, "a vote is a command too"
    assert passed(rates, "vote", 100, now=NOON + 1_000) == 2
    assert passed(rates, "other", 100, now=NOON + 1_000) == 3


def test_a_refusal_takes_nothing_and_says_when_to_come_again() -> None:
    rates = Rates()
    passed(rates, "other", 10)
    wait = rates.take("c1=", "other", NOON)
    assert rates.take("c1=", "other", NOON + wait * 1_000) == 0


def test_each_connection_has_a_pace_of_its_own() -> None:
    rates = Rates()
    passed(rates, "other", 10)
    assert passed(rates, "other", 100, who="c2=") == 10


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    rates = Rates()
    passed(rates, "other", 9)
    assert passed(rates, "other", 100, now=NOON - 60_000) == 1


def test_a_steady_client_is_never_refused() -> None:
    rates = Rates()
    assert all(rates.take("c1=", "other", NOON + tick * 200) == 0 for tick in range(1_000))


def test_thirty_refusals_within_ten_seconds_are_a_flood() -> None:
    rates = Rates()
    passed(rates, "other", 10 + FLOOD - 1)
    assert not rates.floods("c1=")
    passed(rates, "other", 1)
    assert rates.floods("c1=")


def test_as_many_refusals_over_a_longer_time_are_none() -> None:
    rates = Rates()
    for burst in range(10):
        passed(rates, "other", 10 + FLOOD // 2, now=NOON + burst * (WITHIN + 1))
    assert not rates.floods("c1=")


def test_only_so_many_are_remembered_and_those_are_the_last() -> None:
    rates = Rates()
    passed(rates, "other", 10, who="first")
    for number in range(KNOWN):
        rates.take(f"c{number}", "other", NOON)
    assert passed(rates, "other", 100, who=f"c{KNOWN - 1}") == 9
    assert passed(rates, "other", 100, who="first") == 10, "it was forgotten"
    assert len(rates._known) == KNOWN


class Warm(Room):
    """The plenum in one container, which remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.warm = super().means()

    def means(self) -> Means:
        return self.warm


@pytest.fixture
def room() -> Warm:
    return Warm()


def test_a_client_that_is_too_fast_is_told_so_with_its_id_before_the_store_is_asked(room: Warm) -> None:
    for _ in range(10):
        assert room.ask(ADA, "ada=", "mood", mood=3, seq=1)["type"] == "ok"
    room.warm = replace(room.warm, store=Silent())
    frame = {"action": "mood", "room": "plenum", "id": "m11", "mood": 3, "seq": 2}
    reply = room.send(json.dumps(frame), ADA, "ada=")
    assert (reply["id"], reply["code"], reply["retry_after"]) == ("m11", "too_many_requests", 1)


def test_what_is_malformed_counts_too(room: Warm) -> None:
    codes = [room.send("{", ADA, "ada=")["code"] for _ in range(11)]
    assert codes == ["bad_frame"] * 10 + ["too_many_requests"]


def test_who_floods_is_turned_out_and_nobody_else_is(room: Warm) -> None:
    room.ask(a_person("bob"), "bob=", "mood", mood=3, seq=1)
    for _ in range(10 + FLOOD - 1):
        room.send("{", ADA, "ada=")
    assert room.posts.closed == []
    room.send("{", ADA, "ada=")
    assert room.posts.closed == ["ada="]


def test_over_http_a_participant_has_one_pace_on_all_devices(room: Warm) -> None:
    frame = json.dumps({"action": "mood", "room": "plenum", "id": "m1", "mood": 3, "seq": 1})
    codes = [answer(frame, Caller(ADA, ""), room.means()).get("code") for _ in range(11)]
    assert codes == [None] * 10 + ["too_many_requests"]
    assert answer(frame, Caller(a_person("bob"), ""), room.means())["type"] == "ok"


def test_nothing_is_left_undone_while_the_store_keeps_up() -> None:
    assert all(Load().wait(one, NOON) == 0 for one in TASKS)


def test_each_refusal_of_the_store_leaves_the_next_task_undone_and_staff_is_never_among_them() -> None:
    load = Load()
    for number in range(1, 20):
        load.overloaded(NOON)
        undone = [one for one in TASKS if load.wait(one, NOON)]
        assert undone == list(TASKS[: min(number, len(TASKS) - 1)])


def test_each_second_takes_up_one_more_and_a_wait_is_as_long_as_it_was_said_to_be() -> None:
    load = Load()
    for _ in range(20):
        load.overloaded(NOON)
    waits = {one: load.wait(one, NOON) for one in TASKS}
    assert waits == {"applause": 6, "mood": 5, "join": 4, "snapshot": 3, "question": 2, "vote": 1, "staff": 0}
    for one, seconds in waits.items():
        assert load.wait(one, NOON + seconds * 1_000) == 0
        assert not seconds or load.wait(one, NOON + seconds * 1_000 - EASES) > 0


def test_a_store_that_refuses_everything_is_soon_asked_only_once_a_second() -> None:
    load, asked = Load(), 0
    for tick in range(300):
        now = NOON + tick * 100
        if not load.wait("vote", now):
            asked += 1
            load.overloaded(now)
    assert asked < 40


class Silent:
    """A store that must not be asked."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the store was asked for {name}")


class Busy:
    """A store that has too much to do."""

    def __getattr__(self, name: str) -> Any:
        raise Overloaded


def asked(action: str, **fields: Any) -> str:
    return json.dumps({"action": action, "id": "x1", "room": "plenum", **fields})


MOOD = asked("mood", mood=3, seq=1)
ASK = asked("ask", text="Why?", name=None)
VOTE = asked("vote", poll="closing", round=1, choice=["a"], seq=1)
ENTER = asked("enter", screen="phone")


def replies(means: Means, person: Person = ADA) -> dict[str, str | None]:
    sent = {"mood": MOOD, "enter": ENTER, "ask": ASK, "vote": VOTE}
    return {name: handle(text, Caller(person, f"{name}="), means).get("code") for name, text in sent.items()}


def test_an_overloaded_store_is_answered_with_try_again_and_then_spared(room: Warm) -> None:
    busy = replace(room.means(), store=Busy())
    reply: Frame = {}
    for _ in range(3):
        reply = answer(VOTE, Caller(ADA, "a="), busy)
        assert (reply["id"], reply["code"], reply["retry_after"]) == ("x1", "try_again", 1)
    spared = replace(busy, store=Silent())
    reply = answer(MOOD, Caller(ADA, "b="), spared)
    assert (reply["id"], reply["code"], reply["retry_after"]) == ("x1", "try_again", 2)


def test_moods_are_spared_first_then_snapshots_then_questions_then_votes(room: Warm) -> None:
    means, undone = room.means(), []
    for _ in range(6):
        means.load.overloaded(room.now)
        undone.append([name for name, code in replies(replace(means, rates=Rates())).items() if code == "try_again"])
    assert undone == [
        [],
        ["mood"],
        ["mood"],
        ["mood", "enter"],
        ["mood", "enter", "ask"],
        ["mood", "enter", "ask", "vote"],
    ]


def test_what_staff_and_stages_do_is_never_spared(room: Warm) -> None:
    for _ in range(20):
        room.warm.load.overloaded(room.now)
    assert room.staff("poll.open", rev=1)["type"] == "ok"
    assert room.ask(a_moderator(), "desk=", "enter", screen="desk")["type"] == "snapshot"
    assert room.ask(somebody("stage"), "stage=", "enter", screen="stage")["type"] == "snapshot"
    assert room.ask(ADA, "ada=", "enter", screen="phone")["code"] == "try_again"


def test_every_action_of_the_audience_has_its_place_in_the_order(room: Warm) -> None:
    found = {name: task(object.__new__(action.command), ADA) for name, action in ACTIONS.items()}
    assert {name for name, one in found.items() if one == "vote"} == {"vote"}
    assert {name for name, one in found.items() if one == "mood"} == {"mood"}
    assert {name for name, one in found.items() if one == "snapshot"} == {"enter", "ping"}
    assert {found[name] for name in ("ask", "upvote", "help", "sit", "stand", "question.withdraw")} == {"question"}
