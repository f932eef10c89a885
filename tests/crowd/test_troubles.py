"""One person's trouble is written down, and the others play on."""

from __future__ import annotations

import pytest

from crowd.person import Unseen
from crowd.troubles import Together, Troubles


async def test_whoever_cannot_go_on_is_written_down_and_stops_nobody() -> None:
    troubles, done = Troubles(), list[int]()
    troubles.phase = "questions"

    async def one(number: int) -> None:
        if number == 2:
            raise Unseen("somebody does not see it")
        done.append(number)

    async with Together(troubles) as group:
        for number in range(4):
            group.begin(one(number))
    assert done == [0, 1, 3]
    assert troubles.found == ["questions: somebody does not see it"]


async def test_a_mistake_of_the_crowd_itself_is_none_of_that() -> None:
    async def mistaken() -> None:
        raise KeyError("poll")

    with pytest.raises(ExceptionGroup):
        async with Together(Troubles()) as group:
            group.begin(mistaken())
