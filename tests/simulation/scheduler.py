"""One event loop with a clock of its own: each pause of a task is a point where somebody else may go on."""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

from greenlet import getcurrent, greenlet


class Crash(BaseException):
    """The process is gone at this point: nothing in it may catch this."""


class Stuck(Exception):
    """Too much happens for so few steps: somebody is going in circles."""


class Task(greenlet):  # type: ignore[misc]  # greenlet has no types
    """A piece of real code under way. `chance` draws what happens to it, `lag` scales (ms) how long its calls take,
    `dies` counts the pauses that it has left, 0 for no end to them; `calls` are the store calls that it has made.
    """

    def __init__(
        self, run: Callable[[], None], name: str, chance: Random, *, lag: float, dies: int, started: float
    ) -> None:
        super().__init__(run)
        self.name = name
        self.chance = chance
        self.lag = lag
        self.dies = dies
        self.started = started
        self.calls = 0


def current() -> Task | None:
    """The task that runs now; None for those who look at the world from outside."""
    task = getcurrent()
    return task if type(task) is Task else None


class Scheduler:
    """`now` is in ms. Whatever is drawn comes from the one seed: by name, so that leaving a step out of a trace leaves
    the rest of it as it was. After `most` events somebody is taken to be going in circles.
    """

    def __init__(self, seed: int, *, now: float, most: int) -> None:
        self.now = now
        self._most = most
        self.seed = seed
        self.happened = 0
        self._events: list[tuple[float, int, Callable[[], object]]] = []
        self._entered = 0
        self._hub = getcurrent()

    def chance(self, *name: object) -> Random:
        """The generator of one name, the same in each run of this seed."""
        return Random((self.seed << 32) | zlib.crc32(repr(name).encode()))

    def after(self, ms: float, act: Callable[[], object]) -> None:
        """Does something later."""
        self._entered += 1
        heapq.heappush(self._events, (self.now + ms, self._entered, act))

    def spawn(
        self, name: str, work: Callable[[], Any], chance: Random, *, lag: float, dies: int, done: Callable[[Any], None]
    ) -> None:
        """Starts a task now; `done` gets what it returns, or what it raises."""

        def run() -> None:
            outcome: Any
            try:
                outcome = work()
            except (Crash, Exception) as wrong:  # noqa: BLE001 - whoever has called it judges it
                outcome = wrong
            # Not inside the task: whoever looks at the outcome must not be stopped by what may stop the task.
            self.after(0, lambda: done(outcome))

        task = Task(run, name, chance, lag=lag, dies=dies, started=self.now)
        task.parent = self._hub
        task.switch()

    def pause(self, ms: float) -> None:
        """Lets the others go on for so long. Raises `Crash` where this task ends."""
        task = current()
        if task is None:
            return
        if task.dies:
            task.dies -= 1
            if not task.dies:
                raise Crash
        self.after(ms, task.switch)
        self._hub.switch()

    def skip(self, to: float) -> None:
        """It is so late already; whatever was to happen until then does not."""
        self._events.clear()
        self.now = to

    def run(self, until: float, stop: Callable[[], bool] = lambda: False) -> None:
        """Whatever happens up to then."""
        events = self._events
        while events and events[0][0] <= until and not stop():
            when, _, act = heapq.heappop(events)
            self.now = max(self.now, when)
            self.happened += 1
            if self.happened > self._most:
                raise Stuck
            act()
        self.now = max(self.now, until)
