"""The delay queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from beifall.delays.port import LONGEST, Job
from tests.simulation.faults import Faults
from tests.simulation.proxy import StoreFailed
from tests.simulation.scheduler import Scheduler, current

VISIBLE_AGAIN = 30_000
TRIES = 4

Run = Callable[[Job, Random, Callable[[bool], None]], None]
"""Calls `housekeeping` with a job; it reports whether that went well."""


@dataclass
class Queue:
    """Delivers at least once, or after faults not at all: the schedule of each minute is there for those."""

    scheduler: Scheduler
    faults: Faults
    run: Run
    waiting: int = 0

    def later(self, job: Job, *, milliseconds: int) -> None:
        task = current()
        assert task is not None, "only steps queue jobs"
        task.calls += 1
        chance = task.chance
        self.scheduler.pause(task.lag * chance.random())
        if self.faults.strikes("store-500", chance):
            raise StoreFailed("the queue fails")
        if self.faults.strikes("job-lost", chance):
            return
        delay = 1_000 * min(LONGEST, max(0, -(-milliseconds // 1_000)))
        late = 60_000 * chance.random() if self.faults.strikes("job-late", chance) else 100 * chance.random()
        own = Random(chance.getrandbits(32))
        self._deliver(job, delay + late, own, 1)
        if self.faults.strikes("job-twice", chance):
            self._deliver(job, delay + late + 5_000 * chance.random(), own, TRIES)

    def _deliver(self, job: Job, delay: float, chance: Random, tries: int) -> None:
        self.waiting += 1

        def done(well: bool) -> None:
            self.waiting -= 1
            if not well and tries < TRIES:
                self._deliver(job, VISIBLE_AGAIN, chance, tries + 1)

        self.scheduler.after(delay, lambda: self.run(job, chance, done))
