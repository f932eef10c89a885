"""What a synthetic attendee's screen does when its connection ends, or is about to."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import threading
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any

import aiohttp
import pytest

from beifall.domain.event import Programme
from crowd.asked import Asked
from crowd.attendee import find
from crowd.device import Device, ShutOut
from local.lambdas import Handler, load
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

    def sent(self, _device: Device, asked: Asked, _at: float) -> None:
        self.counted[f"sent {asked.action}"] += 1


class Slow:
    """A handler that answers a mood when it may."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()
        self._right: Handler | None = None

    def command(self, event: dict[str, Any], context: Any) -> Any:
        self._right = self._right or load("command")  # it can be loaded in the runner's environment only
        if json.loads(event["body"])["action"] == "mood":
            assert self.may_answer.wait(20)
        return self._right(event, context)


def garbled(_event: object, _context: object) -> dict[str, Any]:
    return {"statusCode": 200, "body": "{"}


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
            ears=witness,  # type: ignore[arg-type]  # it has whatever is looked for
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
async def place(
    programme: Programme, ages: Ages = Ages(), handlers: Mapping[str, Handler] | None = None
) -> AsyncIterator[Place]:
    stack = Stack(programme, engine="ministack", host="127.0.0.1", port=0, ages=ages)
    stack.runner.deployment = replace(stack.runner.deployment, handlers=handlers or {})
    async with stack.runner, aiohttp.ClientSession() as session, AsyncExitStack() as devices:
        yield Place(Event(stack, session, await find(session, stack.site)), devices)


async def test_a_fresh_connection_takes_over_before_the_platform_ends_the_old_one(programme: Programme) -> None:
    witness = Witness()
    async with place(programme, Ages(life=20.0)) as here:
        device = await here.device(witness, lifetime=3.0)
        for seq in range(1, 4):
            reply = await device.ask("mood", {"mood": 1 + seq % 5, "seq": seq})
            assert (reply["type"], reply["seq"]) == ("ok", seq)
            await device.until(partial(has_changed, device, seq), within=20)
        assert device.connections == device.changes + 1, "none was cut"
        assert device.is_inside
    assert (witness.counted["inside"], witness.counted["outside"]) == (1, 1), "outside in the end only"


async def test_what_is_asked_while_connections_change_is_said_again_over_the_fresh_one(programme: Programme) -> None:
    witness, slow = Witness(), Slow()
    async with place(programme, handlers={"command": slow.command}) as here:
        device = await here.device(witness, lifetime=2.0)
        asking = asyncio.create_task(device.ask("mood", {"mood": 3, "seq": 1}))
        await device.until(lambda: device.changes == 1, within=20)
        assert witness.counted["sent mood"] == 2, "at once, not when it is late"
        slow.may_answer.set()
        reply = await asyncio.wait_for(asking, 20)
        assert (reply["type"], reply["seq"]) == ("ok", 1)


async def test_a_server_that_sends_what_is_no_frame_is_found_out(programme: Programme) -> None:
    async with place(programme, handlers={"command": garbled}) as here:
        with pytest.raises(ShutOut, match=r"no frame: '\{'"):
            await here.device(Witness())


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
        await device.until(lambda: not device.is_inside, within=30)
        await asyncio.wait_for(device.back(), 20)
        assert device.connections == 2
        assert len(here.event.stack.runner.sockets) == 2, "the platform knows nothing of it"


async def test_whoever_will_never_be_let_in_says_so_at_once(programme: Programme) -> None:
    async with place(programme) as here:
        with pytest.raises(ShutOut, match="401"):
            await here.device(Witness(), token="k1.bad.token")
