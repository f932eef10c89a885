"""The rhythm of real people: when somebody claps, and how hard. The figures are those of the sound that is made of it
(Peltola, Erkut, Cook, Välimäki 2007): tempo, jitter and grades.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from crowd.scenes import BATCH, BEGUN, ENDED

TEMPO = 4.0, 0.55
"""Claps per second, and how much people differ."""

SLOWEST, FASTEST = 2.4, 6.5
JITTER = 0.03
"""How much the intervals of one person differ, as a part of them."""

ORDINARY, STRONGEST = 8, 15
"""Grades; one step is 0.9 dB."""


def tempo(chance: random.Random) -> float:
    """Claps per second of somebody."""
    while True:
        tried = chance.gauss(*TEMPO)
        if SLOWEST <= tried <= FASTEST:
            return tried


def part(seconds: float, chance: random.Random) -> tuple[float, float]:
    """When somebody begins and stops in a burst of so many seconds."""
    return chance.uniform(0, BEGUN * seconds), chance.uniform(ENDED * seconds, seconds)


def claps(begin: float, end: float, chance: random.Random) -> Iterator[float]:
    """Moments (s) at which somebody claps who begins and ends then; there is one clap at least."""
    interval = 1 / tempo(chance)
    at = begin
    yield at
    while (at := at + interval * max(0.5, chance.gauss(1, JITTER))) < end:
        yield at


def grade(warmth: float, chance: random.Random) -> int:
    """How hard somebody claps, where `warmth` from 0 to 1 is how much of an ovation it is."""
    return min(STRONGEST, max(1, round(chance.gauss(ORDINARY - 1 + 6 * warmth, 1.5))))


@dataclass(frozen=True)
class Batch:
    """Claps that are told of in one frame, at the moment `due`."""

    due: float
    claps: tuple[float, ...]


def batches(moments: Iterable[float], gather: Callable[[], float] = lambda: BATCH) -> Iterator[Batch]:
    """The first clap goes at once; then the phone looks each 0.35 s whether there was one, or each `gather` seconds."""
    first, *others = moments
    yield Batch(first, (first,))
    due = first + gather()
    batch: list[float] = []
    for at in others:
        while at > due:
            if batch:
                yield Batch(due, tuple(batch))
            due, batch = due + gather(), []
        batch.append(at)
    if batch:
        yield Batch(due, tuple(batch))
