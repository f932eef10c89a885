"""Lambda's containers: who must wait until another one has started."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from itertools import count
from random import Random

from local.latency import NEVER, Latency

BUSY = 0.1
"""Seconds that an invocation keeps its container at most. A command is billed less by the meter; whoever takes longer
waits for this machine's processors, of which every container has its own in AWS, and would have made room by then.
"""


class Seat:
    """An invocation's place in a container, until it has ended or, as far as others are concerned, `until` (s)."""

    __slots__ = ("function", "is_taken", "until", "wait")

    def __init__(self, function: str, wait: float, until: float) -> None:
        self.function, self.wait, self.until = function, wait, until
        self.is_taken = True


class Containers:
    """As many of each function as were ever at work at the same time. None is put away: Lambda keeps an idle one for
    longer than a rehearsal has breaks. Those that have died are replaced when they are needed. `started` counts all.
    For the event loop.
    """

    def __init__(self, latency: Latency, chance: Random) -> None:
        self._latency = latency
        self._chance = chance
        self._loop = asyncio.get_running_loop()
        self._busy: Counter[str] = Counter()
        self._seats: dict[str, list[tuple[float, int, Seat]]] = {}
        self._order = count()
        self._died: Counter[str] = Counter()
        self.started: Counter[str] = Counter()

    def take(self, function: str) -> Seat:
        """A place for one invocation, which can begin in `wait` (s)."""
        now = self._loop.time()
        seats = self._seats.setdefault(function, [])
        while seats and (seats[0][0] <= now or not seats[0][2].is_taken):
            self.leave(heapq.heappop(seats)[2])
        wait = self._latency.invoke.draw(self._chance)
        if self._busy[function] >= self.started[function] - self._died[function]:
            self.started[function] += 1
            wait += self._latency.cold.get(function, NEVER).draw(self._chance)
        seat = Seat(function, wait, now + wait + BUSY)
        self._busy[function] += 1
        heapq.heappush(seats, (seat.until, next(self._order), seat))
        return seat

    def lose(self, seat: Seat) -> None:
        """The invocation's container has died with it."""
        self._died[seat.function] += 1

    def leave(self, seat: Seat) -> None:
        """The invocation has ended."""
        if seat.is_taken:
            seat.is_taken = False
            self._busy[seat.function] -= 1
