"""Lambda's containers: who must wait until another one has started."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

from local.latency import NEVER, Latency

BUSY = 0.1
"""Seconds that an invocation keeps its container at most. A command is billed less by the meter; whoever takes longer
waits for this machine's processors, of which every container has its own in AWS, and would have made room by then.
"""


class Containers:
    """As many of each function as were ever at work at the same time, counted in `started`. None is put away: Lambda
    keeps an idle one for longer than a rehearsal has breaks. For the event loop.
    """

    def __init__(self, latency: Latency, chance: Random) -> None:
        self._latency = latency
        self._chance = chance
        self._loop = asyncio.get_running_loop()
        self._busy: dict[str, dict[object, float]] = {}  # until when, by function
        self.started: Counter[str] = Counter()

    @asynccontextmanager
    async def one(self, function: str) -> AsyncIterator[None]:
        """A container for one invocation, as soon as it is ready."""
        busy, it, now = self._busy.setdefault(function, {}), object(), self._loop.time()
        wait = self._latency.invoke.draw(self._chance)
        if sum(until > now for until in busy.values()) >= self.started[function]:
            self.started[function] += 1
            wait += self._latency.cold.get(function, NEVER).draw(self._chance)
        busy[it] = now + wait + BUSY
        try:
            await asyncio.sleep(wait)
            yield
        finally:
            del busy[it]
