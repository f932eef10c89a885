"""A whole poll while everything goes wrong that a cloud knows: what was acknowledged is in the tally, and once."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

import aiohttp

from beifall.domain.event import Programme
from crowd.attendee import Turned, find, join
from crowd.device import Device
from crowd.pinging import ping
from local.chaos import KINDS, chaos
from local.latency import AWS
from local.stack import Stack
from tests.runner.test_event import Event, programme

__all__ = ["programme"]

PEOPLE = 12
OPTIONS = ("thrilled", "fun", "stayed")
SPEC = (
    "all=0.02,410=0.06,429=0.05,5xx=0.06,drop=0.08,crash-after=0.04,"
    "duplicate=0.3,reorder=0.5,cut=0.5,delay=0.3,miss-disconnect=0.5"
)
"""Each often enough to happen for sure."""

SELDOM = frozenset({"reorder", "cut"})
"""Whether there is a batch of several records, the machine's speed decides."""


class Deaf:
    """Nobody listens to what a device hears."""

    def sent(self, *_: object) -> None: ...
    def answered(self, *_: object) -> None: ...
    def clapped(self, *_: object) -> None: ...
    def kept_back(self, *_: object) -> None: ...
    def heard(self, *_: object) -> None: ...
    def inside(self, *_: object) -> None: ...
    def outside(self, *_: object) -> None: ...


@dataclass
class Hall:
    """The plenum of a running event, and devices that come back to it whatever happens."""

    event: Event
    stack: AsyncExitStack
    numbers: Callable[[], int] = field(default_factory=lambda: itertools.count(1).__next__)

    async def device(self, token: str, kind: str, role: str = "attendee") -> Device:
        number = self.numbers()
        ids = itertools.count(1)
        device = Device(
            self.event.session,
            self.event.site.socket,
            token,
            kind,
            role=role,
            owner=f"{role} {number}",
            ears=Deaf(),
            ids=lambda: f"{kind}-{number}-{next(ids)}",
            lifetime=7_200,
            chance=random.Random(number),
        )
        await self.stack.enter_async_context(living(device))
        await device.go("plenum")
        return device

    async def attendee(self) -> Device:
        while True:
            with suppress(Turned):  # reception has crashed: whoever wants to come in knocks again
                token = await join(self.event.session, self.event.site, self.event.stack.event.code)
                return await self.device(token, "phone")


@asynccontextmanager
async def living(device: Device) -> AsyncIterator[None]:
    life = asyncio.create_task(device.live())
    try:
        yield
    finally:
        life.cancel()
        with suppress(asyncio.CancelledError):
            await life


async def seen(device: Device, holds: Callable[[], bool]) -> None:
    """Waits for a frame that shows it, and asks for what may have been lost."""
    async with asyncio.timeout(150):
        while not holds():
            with suppress(TimeoutError):
                await device.until(holds, within=3)
            if not holds():
                await ping(device)


def state(device: Device, wanted: str) -> Callable[[], bool]:
    return lambda: bool(device.items.get(("polls", "closing"), {}).get("state") == wanted)


async def voted(device: Device, option: str, seq: int) -> None:
    fields = {"poll": "closing", "round": 1, "choice": [option], "seq": seq}
    reply = await device.ask("vote", fields)
    assert (reply["type"], reply["choice"]) == ("ok", [option]), reply


async def test_everybody_who_voted_is_in_the_final_tally_once(programme: Programme) -> None:
    one = chaos(SPEC, seed=3)
    stack = Stack(programme, engine="ministack", host="127.0.0.1", port=0, latency=AWS, chaos=one, seed=3)
    async with stack.runner, aiohttp.ClientSession() as session, AsyncExitStack() as devices:
        event = Event(stack, session, await find(session, stack.site))
        hall = Hall(event, devices)
        desk = await hall.device(event.token("moderator"), "desk", "moderator")
        stage = await hall.device(event.token("stage"), "stage", "stage")
        phones = await asyncio.gather(*(hall.attendee() for _ in range(PEOPLE)))
        opened = await desk.ask("poll.open", {"poll": "closing", "rev": 1, "seconds": None})
        assert opened["state"] == "open"
        await asyncio.gather(*(seen(phone, state(phone, "open")) for phone in phones))
        chosen = [OPTIONS[number % 3] for number in range(PEOPLE)]
        await asyncio.gather(*(voted(phone, "fun", 1) for phone in phones[: PEOPLE // 2]))
        await asyncio.gather(*(voted(phone, option, 2) for phone, option in zip(phones, chosen, strict=True)))
        closing = await desk.ask("poll.close", {"poll": "closing", "rev": opened["rev"]})
        assert closing["state"] == "closing"
        await seen(desk, state(desk, "closed"))
        closed = desk.items["polls", "closing"]
        published = await desk.ask("poll.publish", {"poll": "closing", "rev": closed["rev"]})
        assert published["type"] == "ok", published
        await asyncio.gather(*(seen(device, state(device, "published")) for device in (*phones, stage)))
        for device in (*phones, stage):
            tally = device.items["tallies", "closing"]
            assert Counter(tally["counts"]) == Counter(chosen)
            assert (tally["final"], tally["ballots"]) == (True, PEOPLE)
    assert {kind for kind in KINDS if one.injected[kind]} >= set(KINDS) - SELDOM, "all of it has happened"
