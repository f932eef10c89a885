"""Whether a few who clap keep their rhythm on the way from their phones to a laptop."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median, pstdev

from beifall.clap import Ways
from beifall.domain.applause import SIGNS, Applause, counted, passed, ticked
from beifall.domain.claps import Claps, clapper
from tests.builders import NOON

TICK, LEAD = 250, 60
"""Between two reads of the stream, and from a tick's arrival to its sound (ms)."""

TEMPO = 250
"""Between two claps (ms)."""

ADA = clapper("ada")


def lognormal(chance: random.Random, median_: float, late: float) -> float:
    """Milliseconds, of which half are below the median and 95 % below `late`."""
    return median_ * math.exp(chance.gauss(0, 1) * math.log(late / median_) / 1.645)


@dataclass(frozen=True)
class Sent:
    """A frame, and when the stream has it (ms)."""

    claps: Claps
    there: float


def claps(chance: random.Random, seconds: float) -> list[float]:
    """Moments (ms) of somebody who claps four times a second."""
    made = [1_000 + chance.uniform(0, TEMPO)]
    while made[-1] < seconds * 1_000:
        made.append(made[-1] + TEMPO * chance.gauss(1, 0.03))
    return made


def frames(made: Sequence[float], chance: random.Random, gather: float, *, ways: Ways | None) -> Iterator[Sent]:
    """As a phone sends them, through a network that is slow now and then, and `clap` stores them."""
    left, due, arrived, s = list(made), made[0], 0.0, 0
    while left:
        own = [at for at in left if at <= due]
        left = left[len(own) :]
        if not own:
            due = left[0]
            continue
        arrived = max(arrived, due + lognormal(chance, 35, 120))
        now, s = arrived + lognormal(chance, 16, 40), s + 1
        at = round(now) if ways is None else ways.came("ada=", round(due), now=round(now))
        ages = tuple(round(due - made) for made in own)
        yield Sent(Claps("plenum", "ada=", ADA, s, ages, 8, NOON + at), now + lognormal(chance, 90, 200))
        due += gather


def heard(sent: Sequence[Sent], chance: random.Random) -> Iterator[float]:
    """When a laptop lets the claps sound (ms): each tick after the one before it, in its length."""
    applause, now, arrived, end = Applause("plenum", "loud"), chance.uniform(0, TICK), 0.0, 0.0
    waiting = sorted(sent, key=lambda one: one.there)
    while waiting:
        now += TICK
        batch = [one.claps for one in waiting if one.there <= now]
        waiting = waiting[len(batch) :]
        applause, _ = passed(applause, now=NOON + round(now))
        applause, fresh = counted(applause, batch)
        if not fresh:
            continue
        applause, tick = ticked(applause, fresh, every=TICK, now=NOON + round(now))
        arrived = max(arrived, now + lognormal(chance, 20, 30) + lognormal(chance, 35, 120))
        start = max(arrived + LEAD, end)
        # Whoever is behind plays faster, as the synthesiser does.
        length = TICK * max(0.5, 1 - 0.8 * max(0.0, (start - arrived - LEAD) / 1_000 - 0.05))
        end = start + length
        assert tick.each is not None
        yield from (start + length * SIGNS.index(sign) / 64 for sign in tick.each[1::2])


def unevenness(gather: float, ways: Callable[[], Ways | None], *, people: int = 40) -> float:
    """How much the gaps between what is heard of one clapper differ, as a part of them: the median of so many."""
    found = []
    for seed in range(people):
        chance = random.Random(seed)
        moments = sorted(heard(list(frames(claps(chance, 20), chance, gather, ways=ways())), chance))
        gaps = [after - before for before, after in pairwise(moments)]
        found.append(pstdev(gaps) / fmean(gaps))
    return median(found)


def test_one_who_claps_alone_is_heard_in_rhythm() -> None:
    assert unevenness(200, Ways) < 0.25


def test_without_knowing_the_way_or_with_longer_frames_they_would_stutter() -> None:
    assert unevenness(200, lambda: None) > 0.25
    assert unevenness(350, Ways) > 0.3
