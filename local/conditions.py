"""Latency and chaos of one run, as the parts of the runner take them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from aiohttp import web

from local.chaos import Chaos, batches, calls, pushes
from local.containers import Containers
from local.lambdas import wait
from local.latency import NONE, Delay, Latency, delayed
from local.seam import Seam
from local.sockets import Loses
from local.streams import Mishaps

Draw = Callable[[], float]
Visit = Callable[[web.Request], Awaitable[web.Response]]


class Conditions:
    """Where there is nothing to wait for and nothing to break, everything here is None: nobody pays for it then.

    Each thing that takes time has chance of its own, drawn from `seed`.
    """

    def __init__(self, latency: Latency, chaos: Chaos, seed: int) -> None:
        self._latency = latency
        self._chaos = chaos
        self._seed = seed
        self._is_slow = latency != NONE
        self.travel = self._drawn(latency.network, "network")
        self.opening = self._opening()
        self.stream = self._drawn(latency.stream, "stream")
        self.letter = self._drawn(latency.letter, "letter")
        self.post = self._drawn(latency.post, "post")
        self.mishaps: Mishaps | None = batches.Batches(chaos) if chaos.has(*batches.KINDS) else None
        self.loses: Loses | None = pushes.Pushes(chaos) if chaos.has(*pushes.KINDS) else None

    def containers(self) -> Containers | None:
        """Lambda's."""
        return Containers(self._latency, self._chance("containers")) if self._is_slow else None

    def at_once(self, usual: int) -> int:
        """Texts of one connection: each is under way for longer."""
        return 4 * usual if self._is_slow else usual

    def far(self, visit: Visit) -> Visit:
        """The same, at the other end of a network. Its connection is open already, as browsers keep them."""
        travel = self.travel
        if travel is None:
            return visit

        async def far(request: web.Request) -> web.Response:
            await asyncio.sleep(travel())
            response = await visit(request)
            await asyncio.sleep(travel())
            return response

        return far

    def misses(self) -> bool:
        """Whether this `$disconnect` is never told of."""
        return self._chaos.strikes("miss-disconnect")

    @property
    def breaks_calls(self) -> bool:
        """Whether a call to AWS may fail on purpose."""
        return self._chaos.has(*calls.KINDS)

    def surround(self, seam: Seam) -> None:
        """From here on calls to AWS take their time and may break. What breaks has taken its time too."""
        if self.breaks_calls:
            seam.wrap(calls.broken(self._chaos))
        if self._is_slow:
            seam.wrap(delayed(self._latency, self._chance("calls"), wait))

    def _opening(self) -> Draw | None:
        chance = self._chance("opening")
        return (lambda: self._latency.opening(chance)) if self._latency.handshakes else None

    def _drawn(self, delay: Delay, name: str) -> Draw | None:
        chance = self._chance(name)
        return None if delay == Delay() else lambda: delay.draw(chance)

    def _chance(self, name: str) -> Random:
        return Random(f"{self._seed}/{name}")  # noqa: S311 - nothing secret
