"""Who needed a snapshot when all pinged: whoever was not told of something, and not whoever was not told of it yet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

import pytest

from crowd.asked import Frame
from crowd.cast import Cast
from crowd.device import Device
from crowd.held import Item, Key
from crowd.jury import Jury
from crowd.reckoning import Reckoner
from crowd.scenes import Venue
from tests.local.stands import Clock

LIST = "rooms", "cafeteria"


class Room:
    """A room with one item, and what happens in it when somebody pings."""

    def __init__(self) -> None:
        self.rev = 1
        self.pinged: Callable[[], None] = lambda: None

    @property
    def items(self) -> dict[Key, Item]:
        return {LIST: {"id": LIST[1], "rev": self.rev}}


class Screen:
    """A device in that room."""

    role, room, kind, name, participant = "info", "foyer", "desk", "the desk", ""
    is_inside, entries = True, 1

    def __init__(self, room: Room) -> None:
        self._room, self._news = room, asyncio.Event()
        self.items = room.items

    def hears(self) -> None:
        self.items = self._room.items
        self._news.set()

    async def until(self, holds: Callable[[], bool], *, within: float) -> None:
        async with asyncio.timeout(within):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def ask(self, _action: str) -> Frame:
        self._room.pinged()
        type_ = "pong" if self.items == self._room.items else "snapshot"
        self.hears()
        return {"type": type_}


class Looking(Reckoner):
    """Sees the room without asking anybody."""

    sees: Room

    async def look(self, room: str, device: Device) -> dict[Key, Item]:
        return self.sees.items


@asynccontextmanager
async def at_once(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """What takes seconds takes none."""
    clock = Clock(monkeypatch, stands_still=True)

    async def run() -> None:
        while True:
            await asyncio.sleep(0)
            clock.forward(0.01)

    running = asyncio.create_task(run())
    yield
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def reckoner(room: Room, *screens: Screen) -> Looking:
    anybody: Any = None
    cast_ = Cast({("info", str(number)): cast("Device", screen) for number, screen in enumerate(screens)})
    made = Looking(anybody, "", Jury(), cast_, Venue(()))
    made.sees = room
    return made


async def test_a_frame_that_never_comes_is_said_with_who_lacked_what(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    deaf, other = Screen(room), Screen(room)
    deaf.name = "the deaf one"
    room.rev = 2
    other.hears()
    async with at_once(monkeypatch):
        made = reckoner(room, deaf, other)
        await made.agree("roll call")
    assert made.healed == ["roll call: the deaf one: rooms/cafeteria: rev 1 held, 2 fresh"]
    assert made.agreement.converged


async def test_one_that_comes_late_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    screen = Screen(room)
    room.rev = 2
    async with at_once(monkeypatch):
        asyncio.get_running_loop().call_later(12, screen.hears)
        made = reckoner(room, screen)
        await made.agree("roll call")
    assert made.healed == []
    assert made.agreement.converged


async def test_what_happens_while_all_are_pinging_is_on_its_way_and_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    early, late = Screen(room), Screen(room)
    changes = iter([1])

    def change() -> None:
        room.rev += next(changes, 0)

    room.pinged = change  # by the schedule, just before the first ping is answered
    async with at_once(monkeypatch):
        made = reckoner(room, early, late)
        await made.agree("roll call")
    assert made.healed == []
    assert made.agreement.converged


async def test_who_loses_the_connection_while_all_are_compared_is_compared_once_they_are_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    screen, other = Screen(room), Screen(room)

    def lose() -> None:
        screen.is_inside = False
        room.pinged = lambda: None
        asyncio.get_running_loop().call_later(12, back)

    def back() -> None:
        screen.is_inside, screen.entries = True, screen.entries + 1
        screen.hears()

    room.pinged = lose
    async with at_once(monkeypatch):
        made = reckoner(room, screen, other)
        await made.agree("roll call")
    assert made.agreement.converged
    assert (made.healed, made.entered) == ([], 1)


async def test_who_does_not_come_back_agrees_with_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    screen = Screen(room)
    room.pinged = lambda: setattr(screen, "is_inside", False)
    async with at_once(monkeypatch):
        made = reckoner(room, screen)
        await made.agree("roll call")
    assert not made.agreement.converged


async def test_a_snapshot_in_which_nothing_is_new_has_healed_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    screen = Screen(room)

    async def mistaken(_action: str) -> Frame:
        return {"type": "snapshot"}

    monkeypatch.setattr(screen, "ask", mistaken)
    async with at_once(monkeypatch):
        made = reckoner(room, screen)
        await made.agree("roll call")
    assert made.healed == ["roll call: the desk: nothing was new"]
