"""A5 to A7: single claps, few people, and one in the crowd."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from bench.bars.reading import Reading, listed
from bench.heard import probe
from bench.heard.crowd import Clap, Episode, Tick, steady, ticked, troubled
from bench.heard.onsets import Match, hits, match, onsets
from bench.heard.rendering import Renderer
from bench.heard.rhythm import Tempo, order, tempo

FEW = (1, 2, 3, 4, 5)
LATEST = 0.4
"""With a network that takes no time, a clap waits for its tick and for the playout, no longer (s)."""

EVEN = 0.02
"""Intervals that vary by less are a machine's. A metronome comes to .01 here, for onsets are read off in steps."""

ALONE = 0.09
"""Nobody claps twice in so many seconds; what one hears then is the hall's echo of a person who is far away."""


def single(renderer: Renderer, *, seeds: int = 6) -> list[Reading]:
    """A5. Told with its instant and without."""
    found = list[int]()
    for seed in range(1, seeds + 1):
        clap = Clap(0.5 + seed / 7, seed)
        for each in (True, False):
            ticks = ticked([clap], 3, each=each)
            found.append(len(onsets(renderer.episode(Episode(4, ticks), seed=seed))))
    return [
        Reading(
            "A5",
            "one clap in, one out",
            f"{listed(found, 0)} onsets",
            all(one == 1 for one in found),
            {"onsets": found},
        )
    ]


def few(renderer: Renderer, *, seeds: int = 2) -> list[Reading]:
    """A6; by chance is the F-measure against other people's claps."""
    sure, chance, delays = list[float](), list[float](), list[float]()
    for people in FEW:
        pairs = [_few(renderer, people, seed) for seed in range(1, seeds + 1)]
        sure.append(_together([one for one, _ in pairs]))
        chance.append(_together([other for _, other in pairs]))
        delays += [one.delay for one, _ in pairs]
    return [
        Reading(
            "A6",
            f"onsets of n = 1…5: F ≥ .85 (± 15 ms, delay off); delay < {LATEST:.1f} s without a network",
            f"{listed(sure, 3)} (by chance {max(chance):.2f}); {statistics.median(delays):.3f} s",
            min(sure) >= 0.85 and max(delays) < LATEST,
            {"people": FEW, "F": sure, "chance": chance, "delay": statistics.median(delays)},
        )
    ]


def _few(renderer: Renderer, people: int, seed: int) -> tuple[Match, Match]:
    made = steady(people, seed=seed, start=0.5, end=10.5)
    found = onsets(renderer.episode(Episode(12, ticked(made, 12)), seed=seed))
    own = match(found, np.array([clap.at for clap in made]))
    others = np.array([clap.at for clap in steady(people, seed=seed + 100, start=0.5, end=10.5)])
    return own, Match(own.delay, hits(found - own.delay, others, 0.015), len(found), len(others))


def _together(matches: list[Match]) -> float:
    hit, found, made = (sum(getattr(one, name) for one in matches) for name in ("hits", "found", "made"))
    return Match(0, hit, found, made).f


def rhythm(renderer: Renderer, *, alone: int = 12) -> list[Reading]:
    """A7: the first `alone` people of three hundred heard each alone, and a hundred together. What a network does to
    some people's tempo is told beside it: there is no bar for that.
    """
    ticks = ticked(steady(300, seed=4, start=0.5, end=16), 16)
    tempi = _tempi(renderer, ticks, alone)
    if not tempi:
        return [Reading("A7", "a person's tempo", "nobody is heard alone", good=False)]
    shaken = [one.variation for one in _tempi(renderer, troubled(ticks, 4), alone // 3)]
    hertz, variation = [one.hertz for one in tempi], statistics.median(one.variation for one in tempi)
    together = Episode(14, ticked(steady(100, seed=8, start=0.5, end=12), 14))
    times = probe.times(renderer.episode(together, seed=8, options=["--probe"]))
    step = order(times[(times > 4) & (times < 11)])
    return [
        Reading(
            "A7",
            "tempo of each 2.2 to 6.8 Hz, CV .02 to .15 (median); order parameter < .2",
            f"{min(hertz):.2f} to {max(hertz):.2f} Hz ({len(hertz)} people), CV {variation:.3f}, order {step:.3f}"
            f" (jittering, no bar: CV {max(shaken, default=0):.3f} at most)",
            min(hertz) >= 2.2 and max(hertz) <= 6.8 and EVEN <= variation <= 0.15 and step < 0.2,
            {"hertz": hertz, "CV": [one.variation for one in tempi], "order": step, "CV jittering": shaken},
        )
    ]


def _tempi(renderer: Renderer, ticks: Sequence[Tick], alone: int) -> list[Tempo]:
    """Of those of the first so many people who clap long enough."""
    tempi = list[Tempo]()
    for person in range(alone):
        times = onsets(renderer.episode(Episode(16, ticks), seed=4, options=["--solo", str(person)]), apart=ALONE)
        if len(times := times[times > 4]) >= 30:
            tempi.append(tempo(times))
    return tempi
