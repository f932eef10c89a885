"""One call of a function: what it used, and for how long Lambda would bill it."""

from __future__ import annotations

import heapq
import math
import threading
import time
from collections.abc import Iterator, Mapping

from bill.keys import READERS
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

    __slots__ = ("_lock", "_slept", "_waited", "causes", "computed", "function", "since", "used")

    def __init__(self, function: str, causes: Mapping[str, float], since: float) -> None:
        self.function, self.causes, self.since = function, causes, since
        self.used: dict[tuple[str, str | None], float] = {}
        self.computed = 0  # ns of processor time, without the engine's
        self._waited = self._slept = 0.0
        self._lock = threading.Lock()

    def use(self, item: str, amount: float, cause: str | None = None) -> None:
        """So much more of an item (`bill.usage.ITEMS`), by one of its causes or by all of them."""
        with self._lock:
            self.used[item, cause] = self.used.get((item, cause), 0.0) + amount

    def by_cause(self) -> Iterator[tuple[str, str, float]]:
        """Cause, item, amount."""
        for (item, cause), amount in self.used.items():
            for its, share in self.causes.items() if cause is None else ((cause, 1.0),):
                yield its, item, amount * share

    def work(self, nanoseconds: int) -> None:
        """Processor time."""
        with self._lock:
            self.computed += nanoseconds

    def wait(self, service: str) -> None:
        """It waits for an answer of a service, as botocore spells it in events."""
        with self._lock:
            self._waited += WAITS.get(service, 0.0)

    def sleep(self, seconds: float) -> None:
        """It waits for its time."""
        with self._lock:
            self._slept += seconds

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
        """Seconds that are billed, in whole milliseconds: what it computed, by its share of a processor, what it waited
        for, and what it slept.
        """
        return math.ceil((self.computed / 1e9 / self.share + self._waited + self._slept) * 1_000) / 1_000

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
        if there is no such container any more. Some ask for the event's keys at their start, which they have here
        already.
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
        if needed == there:
            return lasted
        if function in READERS:
            invocation.use("secret_request", 1)
        return lasted + STARTS.get(function, 0.0)


class Watch(threading.local):
    """Processor time of each thread since it was last asked for."""

    def __init__(self) -> None:
        self._mark = time.thread_time_ns()

    def lap(self) -> int:
        """Nanoseconds."""
        before, self._mark = self._mark, time.thread_time_ns()
        return self._mark - before
