"""One rehearsal from the first who comes to the report."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, DummyCookieJar, TCPConnector

from crowd.attendee import find
from crowd.cast import Cast
from crowd.company import Company
from crowd.hearing import NoNode
from crowd.jury import Jury
from crowd.orders import Orders
from crowd.player import Player
from crowd.reckoning import Reckoner
from crowd.recording import Recording
from crowd.report import report
from crowd.scenes import SCREENS, Scene, Script, rehearsal
from crowd.troubles import Troubles

ROLL_CALL = "roll call", 20.0
"""The phases before everybody leaves, or is cut off: who enters again is told everything, so that what each has heard
until then is compared before. And how long one takes, about, in s.
"""

RECKONING = "reckoning", 25.0
"""The phase after the last scene."""

COMPARABLE = frozenset({"poll.open", "ask", "sit", "mood"})
"""What leaves something to compare."""


@dataclass(frozen=True)
class Step:
    """A phase, and how long it takes, about; a scene is played in it, or everybody is compared: for the last time, if
    it `is_last`.
    """

    name: str
    seconds: float
    scene: Scene | None = None
    is_last: bool = False


class Performance:
    """`say` is told what begins and how it goes, `jury` judges it."""

    def __init__(self, orders: Orders, say: Callable[..., None]) -> None:
        self._orders, self._say = orders, say
        self._script: Script = rehearsal(orders.venue, orders.attendees, orders.minutes)
        self._steps = steps(self._script)
        self.jury, self._troubles = Jury(), Troubles()
        self._begun = time.monotonic()
        self._phases: dict[str, dict[str, Any]] = {}

    async def run(self) -> dict[str, Any]:
        """Plays it; the report. Raises OSError if it cannot be recorded where it should be."""
        if self._orders.record is None:
            return await self._played(None)
        with Recording(Path(self._orders.record), self._orders.code) as recording:
            return await self._played(recording)

    async def _played(self, recording: Recording | None) -> dict[str, Any]:
        traces = [] if recording is None else [recording.traces()]
        new = ClientSession(connector=TCPConnector(limit=0), cookie_jar=DummyCookieJar(), trace_configs=traces)
        async with new as session:
            site = await find(session, self._orders.site)
            async with Company(session, site, self._orders, self.jury, self._troubles, recording=recording) as company:
                cast = Cast(await company.staff(self._script.staff), troubles=self._troubles)
                company.begin(self._tell(cast))
                reckoner = Reckoner(session, site.api, self.jury, cast, self._orders.venue)
                chance = random.Random(f"{self._orders.seed} player")
                closing = self._orders.venue.closing
                player = Player(cast, company.comes, self.jury, closing=closing, chance=chance)
                await reckoner.begin()
                await player.prepare(self._orders.venue.plenum)
                for number in range(len(self._steps)):
                    await self._step(number, player, reckoner)
                with suppress(NoNode):
                    await self.jury.listen()
                return report(cast, self.jury, reckoner, self._orders.venue, self._phases, player.votes)

    async def _step(self, number: int, player: Player, reckoner: Reckoner) -> None:
        step = self._steps[number]
        self._announce(number)
        with self._phase(step.name):
            if step.scene is not None:
                await player.play(step.scene)
                for room in {act.room for act in step.scene.acts if act.action == "sit"}:
                    await self._troubles.note(reckoner.seats(room))
                if self._steps[number + 1].scene is None:
                    await player.settle()
            elif step.is_last:
                await self._troubles.note(player.finish())
                await self._troubles.note(reckoner.reckon(step.name))
            else:
                await reckoner.agree(step.name)

    def _announce(self, number: int) -> None:
        """Whoever watches is told what begins, and how far it is then, in seconds of the script."""
        step = self._steps[number]
        before, all_ = (sum(one.seconds for one in some) for some in (self._steps[:number], self._steps))
        far = {"from": before, "until": before + step.seconds, "all": all_}
        self._say(scene=step.name, number=number + 1, of=len(self._steps), is_played=step.scene is not None, **far)
        self._begun = time.monotonic()

    async def _tell(self, cast: Cast) -> None:
        """How it goes, each second."""
        account = self.jury.account
        while True:
            await asyncio.sleep(1)
            self._say(
                passed=time.monotonic() - self._begun,
                attendees=len(cast.people),
                commands=account.commands,
                acknowledged=account.acknowledged,
            )

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        """How long it takes, and how much of this process's time."""
        self.jury.timings.begin(name)
        self._troubles.phase = name
        began, used = time.monotonic(), time.process_time()
        yield
        self._phases[name] = {
            "seconds": round(time.monotonic() - began, 2),
            "client_cpu_seconds": round(time.process_time() - used, 2),
        }


def steps(script: Script) -> list[Step]:
    """The scenes, and when everybody is compared."""
    made: list[Step] = []
    since: set[str] = set()
    calls = 0
    name, seconds = ROLL_CALL
    for scene in script.scenes:
        if since & COMPARABLE and max(scene.times("cut"), scene.times("enter")) >= script.people * SCREENS:
            calls += 1
            made.append(Step(f"{name} {calls}", seconds))
            since.clear()
        made.append(Step(scene.name, scene.seconds, scene))
        since |= {act.action for act in scene.acts}
    return [*made, Step(*RECKONING, is_last=True)]
