"""The store as a Lambda meets it: each call takes its time, lets others go on, and may fail before it or after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beifall.store.port import Overloaded
from tests.simulation.faults import Faults
from tests.simulation.scheduler import Scheduler, current

SLOWEST = 2_900
"""So long (ms) until a write takes effect, at most: it is one attempt of at most 3 s."""

SLOWEST_READ = 15_000
"""A read may be tried several times."""

BUCKETS = frozenset({"ballots", "upvotes", "moods", "near", "far"})
"""Read bucket by bucket: of each five in a row, one is where others may come in between."""

READS = frozenset(
    {
        "event",
        "room",
        "public",
        "both",
        "state",
        "help",
        "helps",
        "contributions",
        "counting",
        "own",
        "atmosphere",
        "floor",
        "listed",
    }
)


class StoreFailed(Exception):
    """The store answers with a 500, or not in time: what was written is not known."""


class FaultyStore:
    """`timeout` is after how many ms a call is given up."""

    TIMEOUT = 2_500

    def __init__(self, store: Any, scheduler: Scheduler, faults: Faults) -> None:
        self._store, self._scheduler, self._faults = store, scheduler, faults

    def __getattr__(self, name: str) -> Any:
        call: Callable[..., Any] = getattr(self._store, name)
        scheduler, faults = self._scheduler, self._faults
        is_bucket, is_read = name in BUCKETS, name in READS

        def slow(*args: object, **fields: object) -> object:
            task = current()
            if task is None:
                return call(*args, **fields)
            task.calls += 1
            chance = task.chance
            if is_bucket and chance.random() < 0.8:
                return call(*args, **fields)
            is_slow = faults.strikes("slow-call", chance)
            if is_slow and not is_read:
                scheduler.pause(SLOWEST * chance.random())
            else:
                scheduler.pause(task.lag * 10 ** (-2.5 * chance.random()))
            if not faults.over and faults.rates:
                self._fail_before()
            done = call(*args, **fields)
            if faults.strikes("timeout-after", chance):
                scheduler.pause(self.TIMEOUT)
                raise StoreFailed("timeout after the write")
            if is_slow and is_read:
                # It was read long ago when the answer comes.
                scheduler.pause(SLOWEST_READ * chance.random())
            elif chance.random() < 0.5:
                scheduler.pause(task.lag * 10 ** (-2.5 * chance.random()))
            return done

        setattr(self, name, slow)
        return slow

    def _fail_before(self) -> None:
        task = current()
        assert task is not None
        if self._faults.strikes("throttle", task.chance):
            raise Overloaded
        if self._faults.strikes("store-500", task.chance):
            raise StoreFailed("500")
        if self._faults.strikes("timeout-before", task.chance):
            self._scheduler.pause(self.TIMEOUT)
            raise StoreFailed("timeout before the write")
