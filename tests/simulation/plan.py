"""A run before it runs."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.simulation.faults import KINDS

WHATS = (
    *("act",) * 32,
    *(
        "again",
        "again",
        "cut",
        "cut",
        "drop",
        "foreign",
        "fresh",
        "revoke",
        "rush",
        "rush",
        "second",
        "silent",
        "silent",
        "sleep",
    ),
)
"""What happens in a step: mostly somebody does something; or else a mishap (mishaps.py)."""


@dataclass(frozen=True)
class Size:
    """How large a run is. `gaps` are the mean pauses (ms) between steps that a run draws from, `attendees` and `staff`
    the fewest and the most; a `whole` event has all kinds of rooms.
    """

    steps: int
    attendees: tuple[int, int]
    staff: tuple[int, int]
    gaps: tuple[float, ...]
    whole: bool = False


SHORT = Size(steps=40, attendees=(2, 5), staff=(1, 3), gaps=(100, 1_000, 3_000, 6_000))
WHOLE = Size(steps=1_500, attendees=(14, 20), staff=(6, 8), gaps=(23_000,), whole=True)
"""Five hours."""


@dataclass(frozen=True)
class Step:
    """Something that somebody does, after a pause (ms)."""

    number: int
    pause: float
    who: int
    what: str


@dataclass(frozen=True)
class Plan:
    """Leaving steps out, or kinds of `faults` that may strike, leaves the rest as it was."""

    seed: int
    size: Size
    steps: tuple[Step, ...]
    faults: frozenset[str]


def planned(seed: int, size: Size) -> Plan:
    """The steps of a seed: calm and bursts by turns."""
    chance = Random(seed)
    gap, is_burst = chance.choice(size.gaps), False
    steps = []
    for number in range(size.steps):
        if chance.random() < 0.15:
            is_burst = not is_burst
        pause = chance.expovariate(1) * (gap / 20 if is_burst else gap)
        steps.append(Step(number, pause, chance.randrange(1_000), chance.choice(WHATS)))
    return Plan(seed, size, tuple(steps), frozenset(KINDS))
