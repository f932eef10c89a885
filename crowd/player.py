"""Plays a script: every scene takes its time, and every act happens as often as it says."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from crowd.applauding import applaud
from crowd.cast import Cast, spread
from crowd.decisions import decide
from crowd.device import Device
from crowd.drafting import draft, drop
from crowd.helping import help_
from crowd.moving import Comes, arrive, cut, lose, move
from crowd.person import Person
from crowd.questioning import hold
from crowd.scenes import Act, Scene
from crowd.seating import sit
from crowd.voting import opened, settled, vote

HUSH = 1.5
"""Seconds after which the last tick of applause has come."""

LONGEST_HUSH = 6.0
"""The same where everything is slow, or some claps are lost: what is older, nobody counts any more."""


class Bursts(Protocol):
    """Who judges applause. Moments are in s, monotonic."""

    def is_told(self, room: str, begin: float, screens: Sequence[Device]) -> bool:
        """Whether these screens have heard all claps since then."""

    def burst(self, phase: str, room: str, begin: float, end: float, screens: Sequence[Device]) -> None:
        """Some applause is over, and who has heard all of it."""


class Player:
    """`closing` is the poll whose answers are dealt out in the shares of 2020; `votes` has what everybody has chosen in
    the end, by poll.
    """

    def __init__(self, cast: Cast, comes: Comes, bursts: Bursts, *, closing: str | None, chance: random.Random) -> None:
        self._bursts = bursts
        self._cast, self._comes, self._closing, self._chance = cast, comes, closing, chance
        self._later: set[asyncio.Task[None]] = set()
        self._drafts: list[tuple[str, str]] = []
        self.votes: dict[str, dict[int, list[Any]]] = {}

    async def prepare(self, room: str) -> None:
        """Makes a draft there that nobody shall see, until it is all over."""
        self._drafts.append((room, await draft(self._cast, room, self._chance)))

    async def play(self, scene: Scene) -> None:
        """One scene; polls may still be closing when it is over."""
        began, screens = time.monotonic(), self._listening(scene)
        async with self._cast.together() as group:
            group.create_task(asyncio.sleep(scene.seconds))
            for task in self._tasks(scene):
                group.begin(task)
        await self._hush(scene, began, screens)
        for task in [one for one in self._later if one.done()]:
            self._later.discard(task)
            task.result()

    def _listening(self, scene: Scene) -> dict[Device, int]:
        """Laptops and stages where somebody is about to clap, with their connections by now."""
        rooms = {act.room for act in scene.acts if act.action == "clap"}
        laptops = [person.laptop for person in self._cast.people]
        stages = [device for device in self._cast.staff.values() if device.kind == "stage"]
        return {one: one.connections for one in (*laptops, *stages) if one.is_inside and one.room in rooms}

    async def _hush(self, scene: Scene, began: float, screens: Mapping[Device, int]) -> None:
        """After applause it is quiet for a moment, so that the ticks of one do not get into the next."""
        rooms = [act.room for act in scene.acts if act.action == "clap"]
        if not rooms:
            return
        over = time.monotonic()
        await asyncio.sleep(HUSH)
        while time.monotonic() < over + LONGEST_HUSH and not all(
            self._bursts.is_told(room, began, _there(room, screens)) for room in rooms
        ):
            await asyncio.sleep(0.25)
        for room in rooms:
            self._bursts.burst(scene.name, room, began, time.monotonic(), _there(room, screens))

    async def settle(self) -> None:
        """Waits for what the scenes have left running."""
        await asyncio.gather(*self._later)

    async def finish(self) -> None:
        """Takes away what was only there to be kept secret."""
        for room, poll in self._drafts:
            await drop(self._cast, room, poll)

    def _tasks(self, scene: Scene) -> list[Any]:
        acts, seconds, chance = scene.acts, scene.seconds, self._chance
        cast = self._cast
        tasks = self._ways(acts, seconds)
        for room in dict.fromkeys(act.room for act in acts if act.action == "ask"):
            tasks.append(hold(cast, room, {act.action: act for act in acts if act.room == room}, seconds, chance))
        for act in acts:
            match act.action:
                case "mood":
                    tasks.append(self._feel(act, seconds))
                case "clap":
                    tasks.append(applaud(cast, act, seconds, chance))
                case "vote":
                    tasks.append(self._poll(act, seconds))
                case "sit":
                    tasks.append(sit(cast, act, _times(acts, "stand", act.room), seconds, chance))
                case "help":
                    tasks.append(help_(cast, act.room, act.times, seconds, chance))
                case "lose":
                    tasks.append(lose(cast, act, seconds, chance))
                case "call":
                    tasks.append(self._call(act))
        return tasks

    def _ways(self, acts: Sequence[Act], seconds: float) -> list[Any]:
        """How people get to where the scene is: to enter a room is part of joining, and of coming back after a cut."""
        joins = [act for act in acts if act.action == "join"]
        if joins:
            return [arrive(self._cast, self._comes, act, seconds, self._chance) for act in joins]
        cuts = [act for act in acts if act.action == "cut"]
        if cuts:
            return [cut(self._cast, act) for act in cuts]
        return move(self._cast, [act for act in acts if act.action == "enter"], seconds, self._chance)

    async def _feel(self, act: Act, seconds: float) -> None:
        people = self._cast.audience(act.room)
        if not people:
            return
        feeling = self._chance.sample(people, len(people))

        async def one(person: Person, at: float) -> None:
            await asyncio.sleep(at)
            await person.feel(self._chance.choices((1, 2, 3, 4, 5), (1, 2, 4, 8, 5))[0])

        async with self._cast.together() as group:
            for number, at in enumerate(spread(act.times, seconds * 0.9, self._chance)):
                group.begin(one(feeling[number % len(feeling)], at))

    async def _call(self, act: Act) -> None:
        for _ in range(act.times):
            await self._cast.of("organiser").ask("call", {"minutes": 1, "text": "Bitte zurück ins Plenum"})

    async def _poll(self, votes: Act, seconds: float) -> None:
        """From opening to closing; the final tally comes later, and is shown then."""
        cast, room, poll = self._cast, votes.room, votes.target
        item = await opened(cast, room, poll)
        is_closing = poll == self._closing
        self.votes[poll] = await vote(cast, item, votes, seconds, self._chance, is_closing=is_closing)
        await decide(cast.desk(room), "poll.close", "polls", poll)
        self._later.add(asyncio.create_task(cast.troubles.note(settled(cast, room, poll))))


def _there(room: str, screens: Mapping[Device, int]) -> list[Device]:
    """Those that have been there all the time, with the connections that they had."""
    return [one for one, held in screens.items() if one.room == room and one.connections == held]


def _times(acts: Sequence[Act], action: str, room: str) -> int:
    return sum(act.times for act in acts if (act.action, act.room) == (action, room))
