"""Whatever comes in, in every state and from every role: a reply, nothing worse; a refusal changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any, cast

import pytest

from beifall.caller import Caller
from beifall.commands import ACTIONS
from beifall.domain.people import Connection, Person
from beifall.domain.refusals import CODES, Refused
from beifall.frames import LIMIT, Frame, encode
from beifall.handle import answer, handle
from beifall.parse import parse
from beifall.store.port import Store
from tests.steps.every_command import every_command_in_every_state, on_its_rev, pools
from tests.steps.every_state import CALLERS, Contents, EveryState, contents
from tests.steps.frames_made import mutated, raw, valid

REFUSAL = 512
"""Bytes that a refusal may have."""

FRAMES = 10_000
KINDS = ("valid", "valid", "valid", "mutated", "mutated", "raw")
IN_A_ROW = 8
"""So many frames come one after another before the house is as it was."""

LATER = (0, 0, 0, 2_000, 5_000, 58_000, 3_600_000)
"""In ms: polls close meanwhile, and whoever has asked may ask again."""

ALLOWED = {
    action: [(person, at) for person, at in CALLERS if person.role in what.roles] for action, what in ACTIONS.items()
}


class Counting:
    """A store that counts its calls."""

    def __init__(self, store: Store) -> None:
        self._store, self.calls = store, 0

    def __getattr__(self, name: str) -> Any:
        self.calls += 1
        return getattr(self._store, name)


def without_signs_of_life(held: Contents) -> Contents:
    """Who sends a frame is alive, whatever comes of it: that may be noted, and nobody is told."""
    return {
        name: {key: replace(one, seen=0) if isinstance(one, Connection) else one for key, one in value.items()}
        if isinstance(value, dict)
        else value
        for name, value in held.items()
    }


class Fuzzed(EveryState):
    """The house, and what has come of the frames that were sent there."""

    def __init__(self) -> None:
        super().__init__()
        self.counting = Counting(self.memory)
        self.store = cast("Store", self.counting)

    def check(self, text: str, person: Person, connection: str) -> Frame:
        """The reply to a frame that has come twice, checked by all that is promised of any."""
        refusal = refusal_at_the_door(text, person)
        before = contents(self.memory)
        reply = self._reply(text, person, connection)
        assert reply["type"] in ("ok", "snapshot", "pong", "refused"), reply
        assert reply["id"] == (refusal.command if refusal else json.loads(text)["id"])
        if refusal is not None:
            assert (reply["type"], reply["code"]) == ("refused", refusal.code)
            assert self.counting.calls == 0, f"{self.counting.calls} calls of the store for what is malformed"
        if reply["type"] == "refused":
            assert len(encode(reply)) <= REFUSAL
            assert reply["code"] in CODES
            assert not self.posts.sent, "somebody was told of what was refused"
            assert not self.posts.closed
            self._is_unchanged(before)
        self.posts.sent.clear()
        self.posts.closed.clear()
        once = contents(self.memory)
        again = self._reply(text, person, connection)
        assert again["type"] == reply["type"], f"then {again}"
        self._is_unchanged(once)
        self.posts.sent.clear()
        return reply

    def _is_unchanged(self, before: Contents) -> None:
        after = contents(self.memory)
        assert after == before or without_signs_of_life(after) == without_signs_of_life(before)

    def _reply(self, text: str, person: Person, connection: str) -> Frame:
        self.counting.calls = 0
        caller = Caller(person, connection)
        if not connection:
            return cast("Frame", json.loads(encode(answer(text, caller, self.means()))))
        reply = encode(handle(text, caller, self.means()))
        for frame in (reply, *(encode(one) for frames in self.posts.sent.values() for one in frames)):
            assert len(frame) <= LIMIT
        return cast("Frame", json.loads(reply))


def refusal_at_the_door(text: str, person: Person) -> Refused | None:
    """What is said before anything is read, if it is no."""
    try:
        parse(text, person)
    except Refused as no:
        return no
    return None


def checked(house: Fuzzed, text: str, person: Person, connection: str, seed: object) -> Frame:
    """As above; whatever is wrong is said together with what it takes to see it again."""
    try:
        return house.check(text, person, connection)
    except Exception as wrong:
        wrong.add_note(f"seed {seed}: {person.role} at {connection!r} sent {text[:2_000]!r}")
        raise


@pytest.fixture(scope="module")
def house() -> Fuzzed:
    return Fuzzed()


def test_every_command_in_every_state_by_every_role_gets_its_one_reply(house: Fuzzed) -> None:
    outcomes: dict[str, Counter[str]] = {action: Counter() for action in ACTIONS}
    for fields in every_command_in_every_state(house):
        for person, connection in CALLERS:
            house.restore()
            text = json.dumps(on_its_rev(house, fields, person))
            reply = checked(house, text, person, connection, fields["action"])
            outcomes[fields["action"]][str(reply.get("code", reply["type"]))] += 1
    for action, seen in outcomes.items():
        assert seen["ok"] or seen["snapshot"] or seen["pong"], f"{action} was never done: {seen}"
        assert seen["not_allowed"] or seen.total() > seen["ok"], f"{action} was never refused: {seen}"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_in_gets_one_reply_and_a_refusal_changes_nothing(house: Fuzzed, seed: int) -> None:
    random = Random(seed)
    for number in range(FRAMES // 4):
        if number % IN_A_ROW == 0:
            house.restore(later=random.choice(LATER))
        action = random.choice(sorted(ACTIONS))
        person, connection = random.choice(CALLERS if random.random() < 0.4 else ALLOWED[action])
        fields = valid(action, pools(house), random)
        if random.random() < 0.8:
            fields = on_its_rev(house, fields, person)
        match random.choice(KINDS):
            case "valid":
                text = json.dumps(fields, ensure_ascii=random.random() < 0.5)
            case "mutated":
                text = mutated(fields, random)
            case _:
                text = raw(random)
        checked(house, text, person, connection, f"{seed}, frame {number}")
