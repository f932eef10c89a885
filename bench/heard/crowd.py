"""People who clap, and the ticks that their claps add up to: the truth that a rendering is held against.

Made here and not by the renderer: a measurement that takes its truth from what it measures finds nothing.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

TICK = 0.25
"""Seconds from tick to tick."""
FEW = 16
"""Up to so many claps of a tick ride along each for itself."""
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True, order=True)
class Clap:
    """When (s), and whose."""

    at: float
    person: int


@dataclass(frozen=True)
class Tick:
    """`at` is when a screen gets it (s), `a` what it says."""

    at: float
    a: Sequence[Any]


@dataclass(frozen=True)
class Episode:
    """What a screen gets, and its own claps, as `bench/render-applause.mjs` reads it."""

    seconds: float
    ticks: Sequence[Tick]
    own: Sequence[float] = field(default=())

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        ticks = [{"at": tick.at, "a": list(tick.a)} for tick in self.ticks]
        return {"tick": TICK, "seconds": self.seconds, "ticks": ticks, "own": list(self.own)}


def steady(people: int, *, seed: int, start: float, end: float) -> list[Clap]:
    """All clap from `start` to `end`, each at a tempo of their own."""
    chance = random.Random(f"steady {people} {seed}")
    return sorted(clap for person in range(people) for clap in _one(chance, person, start + chance.random() / 4, end))


def burst(people: int, *, seed: int, at: float = 0.52, within: float = 0.2) -> list[Clap]:
    """Each claps once, `within` (s), and nobody again."""
    chance = random.Random(f"burst {people} {seed}")
    return sorted(Clap(at + within * chance.random(), person) for person in range(people))


def swell(people: int, *, seed: int, start: float = 1.0, rise: float = 1.6, hold: float = 5.0) -> list[Clap]:
    """One begins; nine in ten of the others join within seconds, and leave again: logistic in time, as contagion is
    (Mann et al. 2013).
    """
    chance = random.Random(f"swell {people} {seed}")
    claps = list[Clap]()
    for person in range(people):
        if person and chance.random() > 0.9:
            continue
        joins = start + 0.3 + rise * (1 + _logit(0.03 + 0.94 * chance.random()) / 3.5) if person else start
        leaves = start + rise + hold + _logit(0.03 + 0.94 * chance.random())
        claps += _one(chance, person, max(start, joins), leaves)
    return sorted(claps)


def _one(chance: random.Random, person: int, start: float, end: float) -> Iterable[Clap]:
    hertz = min(6.0, max(2.6, chance.gauss(4.0, 0.55)))
    at = start
    while at < end:
        yield Clap(at, person)
        at += max(0.1, chance.gauss(1, 0.03) / hertz)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def apart(claps: Sequence[Clap]) -> list[Clap]:
    """Without those that would sound at the same instant as another (offsets are told in 64ths of a tick): so that each
    that remains can be counted.
    """
    first = dict[int, Clap]()
    for clap in sorted(claps):
        first.setdefault(int(clap.at / TICK * 64), clap)
    return list(first.values())


def ticked(claps: Sequence[Clap], seconds: float, *, grade: int = 8, each: bool = True) -> list[Tick]:
    """What the server makes of claps that reach it at once: a tick at the end of each quarter of a second in which
    somebody claps; nobody says that nobody does. Without `each`, few claps are told like many.
    """
    claps = sorted(claps)
    instants = [clap.at for clap in claps]
    ticks = list[Tick]()
    for index in range(math.ceil(seconds / TICK)):
        start, end = index * TICK, (index + 1) * TICK
        since, first, last = (bisect_left(instants, at) for at in (end - 1, start, end))
        made, people = claps[first:last], {clap.person for clap in claps[since:last]}
        if made:
            told = [_signs(clap, start) for clap in made] if each and len(made) <= FEW else []
            ticks.append(Tick(end, [len(ticks) + 1, len(people), len(made), grade, *(["".join(told)] if told else [])]))
    return ticks


def _signs(clap: Clap, start: float) -> str:
    return SIGNS[clap.person % 64] + SIGNS[min(63, int((clap.at - start) / TICK * 64))]


def troubled(ticks: Sequence[Tick], seed: int) -> list[Tick]:
    """Through a network: each late by some hundredths, now and then by half a second, so that what follows comes in a
    burst; one in twenty twice, one in twenty after its successor.
    """
    chance = random.Random(f"troubled {seed}")
    came, latest = list[Tick](), 0.0
    for tick in ticks:
        late = 0.03 * math.exp(chance.gauss(0, 0.7)) + (chance.uniform(0.2, 0.7) if chance.random() < 0.02 else 0)
        latest = max(latest + 0.001, tick.at + late)
        came.append(Tick(latest, tick.a))
    for index in range(len(came) - 1):
        if chance.random() < 0.05:
            came[index] = Tick(came[index + 1].at + 0.001, came[index].a)
    again = [Tick(tick.at + 0.03, tick.a) for tick in came if chance.random() < 0.05]
    return sorted([*came, *again], key=lambda tick: tick.at)


def stalled(ticks: Sequence[Tick], start: float, length: float) -> list[Tick]:
    """Nothing comes for `length` (s), then all at once."""
    end = start + length
    return [Tick(end, tick.a) if start <= tick.at < end else tick for tick in ticks]
