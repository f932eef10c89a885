"""Many runs: until something is found, or nothing is."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from multiprocessing import get_context
from time import perf_counter

from tests.simulation.audit import run
from tests.simulation.mutations import MUTATIONS, mutated
from tests.simulation.plan import SHORT, Size, planned
from tests.simulation.shrinking import shrunk, told
from tests.simulation.verdict import Broken

SHRINKING = 20.0
"""Seconds for making a failure short."""

ENOUGH = 3
"""Failures of one process; more of them would only be slow."""


@dataclass
class Runs:
    """What a number of runs has shown; `told` is a shortened trace for each of the first that broke a promise."""

    runs: int = 0
    seconds: float = 0
    broken: dict[int, Broken] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    calls: dict[str, int] = field(default_factory=dict)

    def add(self, other: Runs) -> None:
        """Those of another process, which ran at the same time."""
        self.runs += other.runs
        self.broken |= other.broken
        self.told += other.told
        self.struck.update(other.struck)
        self.seen.update(other.seen)
        self.calls = _highest(self.calls, other.calls)


def hunt(seeds: Sequence[int], size: Size = SHORT, mutation: str | None = None, shrinking: float = SHRINKING) -> Runs:
    """Runs these seeds."""
    runs, began = Runs(), perf_counter()
    with mutated(mutation), nullcontext() if size.whole else _tidy():
        for number, seed in enumerate(seeds):
            world = run(planned(seed, size))
            runs.runs += 1
            runs.struck.update(world.faults.struck)
            runs.seen.update(world.verdict.seen)
            runs.calls = _highest(runs.calls, world.ledger.most)
            if world.verdict.broken is not None:
                runs.broken[seed] = world.verdict.broken
                runs.told.append(told(shrunk(planned(seed, size), seconds=shrinking)))
                if len(runs.broken) >= ENOUGH:
                    break
            del world
            if number % 100 == 99:
                gc.collect()
    runs.seconds = perf_counter() - began
    return runs


def spread(
    seeds: Sequence[int],
    size: Size = SHORT,
    mutation: str | None = None,
    *,
    processes: int = 2,
    shrinking: float = SHRINKING,
) -> Runs:
    """Runs these seeds in several processes."""
    began, all_ = perf_counter(), Runs()
    with alike(processes) as pool:
        shares = [seeds[first::processes] for first in range(processes)]
        for one in pool.map(hunt, shares, [size] * processes, [mutation] * processes, [shrinking] * processes):
            all_.add(one)
    all_.seconds = perf_counter() - began
    return all_


@contextmanager
def alike(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes in which a seed is the same run as in any other: code that walks through a set does so in an order
    that belongs to the process, unless it is told which.
    """
    before = os.environ.get("PYTHONHASHSEED")
    os.environ["PYTHONHASHSEED"] = "0"
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            yield pool
    finally:
        if before is None:
            del os.environ["PYTHONHASHSEED"]
        else:
            os.environ["PYTHONHASHSEED"] = before


def caught(mutation: str, seeds: Sequence[int]) -> tuple[int, Broken] | None:
    """The first seed that notices the mutation, by a promise that it is known to break."""
    with mutated(mutation), _tidy():
        for seed in seeds:
            broken = run(planned(seed, SHORT)).verdict.broken
            if broken is not None and broken.promise in MUTATIONS[mutation].breaks:
                return seed, broken
    return None


@contextmanager
def _tidy() -> Iterator[None]:
    """Worlds are rings of objects: looking for them all the time takes a fifth of it."""
    gc.collect()
    gc.freeze()  # what is there already will not go, and need not be looked through each time
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _highest(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in {*one, *other}}
