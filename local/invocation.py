"""One call of a function: what it used, and for how long Lambda would bill it."""

from __future__ import annotations

import heapq
import math
import threading
import time
from collections.abc import Mapping

from bill.memory import memory
from local.latency import AWS

FULL = 1_769
"""MB that buy one vCPU; less buys as much less of it (AWS Lambda Developer Guide, configuration-memory)."""

SPEED = 1.0
"""This machine's speed against one vCPU of Lambda's arm64. Assumed."""

POSTING = 60e-6
"""Seconds of a whole processor that one post takes (`./beifall bench posts`), while others are waited for."""

WAITS = {"dynamodb": AWS.store.mean, "sqs": AWS.send.mean}
"""Seconds that a call takes from outside, on average: whether they are emulated or not."""

POST = AWS.post.mean

STARTS = {function: delay.mean for function, delay in AWS.cold.items()}
"""Seconds until a new container is ready: billed since August 2025 (AWS Compute Blog, "AWS Lambda standardizes billing
for INIT Phase").
"""

UNKNOWN = 512
"""MB of a function that is not in functions/memory.toml: a stand-in of a test."""


class Killed(KeyboardInterrupt):
    """The container dies in the middle of its work. Nothing of the handler's own code may catch it or log it: that is
    why it is one of those that nobody catches.
    """


class Invocation:
    """Is filled while the handler runs, by its thread and, if it posts by HTTP, by the one that answers. `since` is
    when it was called (s); `causes` are shares that add up to 1.
    """

    __slots__ = ("_lock", "_waited", "causes", "computed", "function", "since", "used")

    def __init__(self, function: str, causes: Mapping[str, float], since: float) -> None:
        self.function, self.causes, self.since = function, causes, since
        self.used: dict[str, float] = {}
        self.computed = 0  # ns of processor time, without the engine's
        self._waited = 0.0
        self._lock = threading.Lock()

    def use(self, item: str, amount: float) -> None:
        """So much more of an item (`bill.usage.ITEMS`)."""
        with self._lock:
            self.used[item] = self.used.get(item, 0.0) + amount

    def work(self, nanoseconds: int) -> None:
        """Processor time."""
        with self._lock:
            self.computed += nanoseconds

    def wait(self, service: str) -> None:
        """It waits for an answer of a service, as botocore spells it in events."""
        with self._lock:
            self._waited += WAITS.get(service, 0.0)

    def round(self, posts: int, *, at_once: int) -> None:
        """It has made so many posts and waited for all their answers, whatever these say; so many at a time are under
        way. They are made while others are waited for: only what is left of the waiting counts.
        """
        waited = -(-posts // at_once) * POST - posts * POSTING / self.share
        with self._lock:
            self._waited += max(0.0, waited)

    @property
    def share(self) -> float:
        """Of a processor."""
        return min(1.0, memory().get(self.function, UNKNOWN) / FULL) / SPEED

    @property
    def duration(self) -> float:
        """Seconds that are billed, in whole milliseconds: what it computed, by its share of a processor, and what it
        waited for.
        """
        return math.ceil((self.computed / 1e9 / self.share + self._waited) * 1_000) / 1_000

    @property
    def gb(self) -> float:
        """Memory, as billed."""
        return memory().get(self.function, UNKNOWN) / 1024


class Starts:
    """Which invocations need a container of their own: one more whenever more of a function overlap than ever before,
    each lasting as long as it is billed and not as long as it took here. None is put away but those that die. Not
    thread-safe.
    """

    def __init__(self) -> None:
        self._ends: dict[str, list[float]] = {}
        self.containers: dict[str, int] = {}

    def seconds(self, invocation: Invocation, *, dies: bool = False) -> float:
        """What is billed for an invocation that has ended, with the start of its container if it has needed one; `dies`
        if there is no such container any more.
        """
        function, lasted = invocation.function, invocation.duration
        ends = self._ends.setdefault(function, [])
        while ends and ends[0] <= invocation.since:
            heapq.heappop(ends)
        there = self.containers.get(function, 0)
        needed = max(there, len(ends) + 1)
        self.containers[function] = needed - dies
        if not dies:
            heapq.heappush(ends, invocation.since + lasted)
        return lasted + (STARTS.get(function, 0.0) if needed > there else 0.0)


class Watch(threading.local):
    """Processor time of each thread since it was last asked for."""

    def __init__(self) -> None:
        self._mark = time.thread_time_ns()

    def lap(self) -> int:
        """Nanoseconds."""
        before, self._mark = self._mark, time.thread_time_ns()
        return self._mark - before
