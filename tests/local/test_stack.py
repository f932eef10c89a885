"""What a stack deploys for an event."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from beifall.domain.pace import Pace, pace
from beifall.environment import clock
from blueprint.mappings import mappings
from eventfile.reading import read
from eventfile.shift import shifted
from local.stack import Stack
from tests import engines
from tests.serving import EXAMPLE


def windows(its: Pace) -> dict[str | None, int]:
    return {one.alias: one.window for one in mappings(its)}


def test_for_three_hundred_people_claps_are_gathered_for_two_seconds_and_the_rest_for_five() -> None:
    assert windows(pace(300)) == {None: 0, "at-once": 0, "bundled": 5, "loud": 0, "quiet": 2}


def test_windows_grow_with_the_people_but_what_sounds_or_is_urgent_has_none() -> None:
    its = pace(6_000)
    assert windows(its) == {None: 0, "at-once": 0, "bundled": its.bundle, "loud": 0, "quiet": its.glance}
    assert (its.bundle, its.glance) > (5, 2)


async def test_an_event_is_deployed_at_the_pace_that_is_priced() -> None:
    programme = shifted(read(EXAMPLE), clock())
    programme = replace(programme, event=replace(programme.event, expected=600))
    its = pace(600, 1_500)
    stack = Stack(programme, engine="ministack", host="127.0.0.1", port=0, quota=1_500)
    async with stack.runner:
        assert {one.alias: one.window for one in stack.runner.deployment.mappings} == windows(its)
        room = await asyncio.to_thread(engines.store().room, "plenum")
        assert room is not None
        assert (room.tick, room.thin) == (its.tick * 1_000, its.thin)
