"""Whatever is done, in whatever order: who has only listened shows what a newcomer sees, to the last revision."""

from __future__ import annotations

from random import Random

import pytest

from beifall.commands import ACTIONS
from beifall.frames import Frame
from tests.steps.every_command import every_command_in_every_state, on_its_rev, pools
from tests.steps.every_state import CALLERS, EveryState
from tests.steps.frames_made import Fields, valid

ROWS, IN_A_ROW = 60, 6


@pytest.fixture(scope="module")
def house() -> EveryState:
    return EveryState()


def sent(house: EveryState, fields: Fields, person: int) -> Frame:
    """The reply to somebody, who knows the revision."""
    who, connection = CALLERS[person]
    return house.ask(who, connection, **on_its_rev(house, fields, who))


def test_after_each_command_in_each_state_all_screens_show_what_a_newcomers_does(house: EveryState) -> None:
    for fields in every_command_in_every_state(house):
        if fields["action"] == "enter":
            continue  # it changes what the screen itself is about
        for person in range(len(CALLERS)):
            house.restore()
            if sent(house, fields, person)["type"] == "ok":
                house.agree()
                break


@pytest.mark.parametrize("seed", range(3))
def test_after_some_commands_in_any_order_all_screens_show_what_a_newcomers_does(house: EveryState, seed: int) -> None:
    random = Random(seed)
    actions = sorted(set(ACTIONS) - {"enter", "ping"})
    for _ in range(ROWS):
        house.restore()
        done: list[Fields] = []
        while len(done) < IN_A_ROW:
            fields = valid(random.choice(actions), pools(house), random)
            house.now += random.choice((0, 500, 10_000))
            if any(sent(house, fields, person)["type"] == "ok" for person in random.sample(range(len(CALLERS)), 3)):
                done.append(fields)
            if random.random() < 0.3:
                house.pump()
            if random.random() < 0.1:
                house.wait(10_000)
        house.agree()
