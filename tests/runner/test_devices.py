"""What a synthetic attendee's screen does when its connection ends, or is about to."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import aiohttp
import pytest

from beifall.domain.event import Programme
from crowd.attendee import find
from crowd.device import Device, ShutOut
from local.socket import Ages
from local.stack import Stack
from tests.runner.test_event import Event, programme

__all__ = ["programme"]


class Witness:
    """Counts what a device is told, and how often it is told nothing any more."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()

    def __getattr__(self, name: str) -> object:
        def count(*_: object) -> None:
            self.counted[name] += 1

        return count


class Place:
    """A running event, and devices in it."""

    def __init__(self, event: Event, stack: AsyncExitStack) -> None:
        self.event, self._stack = event, stack

    async def device(
        self, witness: Witness, *, lifetime: float = 7_200, token: str = "", kind: str = "phone"
    ) -> Device:
        ids = itertools.count(1)
        device = Device(
            self.event.session,
            self.event.site.socket,
            token or await self.event.attendee(),
            kind,
            role="attendee",
            owner="somebody",
            ears=witness,  # type: ignore[arg-type]
            ids=lambda: f"{kind}-{next(ids)}",
            chance=random.Random(1),
            lifetime=lifetime,
        )
        life = asyncio.create_task(device.live())
        self._stack.push_async_callback(ended, life)
        await device.go("plenum")
        return device


def has_changed(device: Device, times: int) -> bool:
    return device.changes >= times


async def ended(life: asyncio.Task[None]) -> None:
    life.cancel()
    with suppress(asyncio.CancelledError, ShutOut):
        await life


@asynccontextmanager
async def place(programme: Programme, ages: Ages = Ages()) -> AsyncIterator[Place]:
    stack = Stack(programme, engine="ministack", host="127.0.0.1", port=0, ages=ages)
    async with stack.runner, aiohttp.ClientSession() as session, AsyncExitStack() as devices:
        yield Place(Event(stack, session, await find(session, stack.site)), devices)


async def test_a_fresh_connection_takes_over_before_the_platform_ends_the_old_one(programme: Programme) -> None:
    witness = Witness()
    async with place(programme, Ages(life=3.0)) as here:
        device = await here.device(witness, lifetime=3.0)
        for seq in range(1, 4):
            reply = await device.ask("mood", {"mood": 1 + seq % 5, "seq": seq})
            assert (reply["type"], reply["seq"]) == ("ok", seq)
            await device.until(partial(has_changed, device, seq), within=20)
        assert device.connections == device.changes + 1, "none was cut"
        assert device.is_inside
    assert (witness.counted["inside"], witness.counted["outside"]) == (1, 1), "outside in the end only"


async def test_what_is_asked_while_connections_change_is_answered_over_one_of_them(programme: Programme) -> None:
    async with place(programme, Ages(life=2.0)) as here:
        device = await here.device(Witness(), lifetime=2.0)
        asked = [device.ask("mood", {"mood": 3, "seq": seq}) for seq in range(1, 6)]
        replies = await asyncio.wait_for(asyncio.gather(*asked), 30)
        assert {reply["type"] for reply in replies} <= {"ok", "refused"}
        await device.until(lambda: device.changes >= 3, within=20)


async def test_who_goes_elsewhere_while_connections_change_is_there_in_the_end(programme: Programme) -> None:
    async with place(programme) as here:
        device = await here.device(Witness(), lifetime=0.5)
        for room in itertools.islice(itertools.cycle(("foyer", "plenum", "forum-1")), 12):
            await asyncio.wait_for(device.go(room), 20)
            assert device.is_inside
            assert device.items["rooms", room]["kind"]
        await device.until(lambda: device.changes >= 3, within=20)
        await device.back()
        assert device.room == "forum-1"


async def test_a_line_that_is_cut_silently_seems_to_go_on_and_another_one_is_opened(programme: Programme) -> None:
    async with place(programme) as here:
        device = await here.device(Witness())
        device.abort(0.0, silently=True)
        await device.until(lambda: not device.is_inside, within=10)
        await asyncio.wait_for(device.back(), 20)
        assert device.connections == 2
        assert len(here.event.stack.runner.sockets) == 2, "the platform knows nothing of it"


async def test_whoever_will_never_be_let_in_says_so_at_once(programme: Programme) -> None:
    async with place(programme) as here:
        with pytest.raises(ShutOut, match="401"):
            await here.device(Witness(), token="k1.bad.token")
