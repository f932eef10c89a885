"""A4, A10: each clap is heard, and when it was made; claps are counted in `--probe` renderings."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from bench.bars.reading import Reading, listed
from bench.heard import probe
from bench.heard.crowd import Clap, Episode, Tick, apart, burst, stalled, steady, swell, ticked, troubled
from bench.heard.rendering import Renderer
from bench.heard.statistics import correlation

PEOPLE = (1, 2, 5, 15, 30, 100, 300, 1_000)
SWELLS = (30, 300)
LENGTH = 0.25
"""Seconds that are counted together."""


def counts(renderer: Renderer, *, seeds: int = 2) -> list[Reading]:
    """A4. What a burst comes to, in which everybody claps once, is told beside it: there is no bar for
    that."""
    shares = [share(renderer, people, seeds, through=through) for through in (False, True) for people in PEOPLE]
    once = [heard(renderer, burst(300, seed=seed), seed, through=False) / 300 for seed in range(1, seeds + 1)]
    calm, jittering = shares[: len(PEOPLE)], shares[len(PEOPLE) :]
    return [
        Reading(
            "A4",
            "claps heard / made .98 to 1.02 for n = 1…1000, through a jittering network too",
            f"{min(calm):.3f} to {max(calm):.3f}, jittering {min(jittering):.3f} to {max(jittering):.3f}"
            f" (300 who clap once, no bar: {min(once):.2f})",
            all(0.98 <= one <= 1.02 for one in shares),
            {"people": PEOPLE, "calm": calm, "jittering": jittering, "once": once},
        )
    ]


def share(renderer: Renderer, people: int, seeds: int, *, through: bool) -> float:
    """Claps heard for each that was made; `through` a network with jitter."""
    sounded, made = 0.0, 0
    for seed in range(1, seeds + 1):
        claps = steady(people, seed=seed, start=0.5, end=8.0)
        claps = apart(claps) if people <= 15 else claps
        sounded += heard(renderer, claps, seed, through=through)
        made += len(claps)
    return sounded / made


def heard(renderer: Renderer, claps: Sequence[Clap], seed: int, *, through: bool) -> float:
    """How many claps are heard of these."""
    ticks = ticked(claps, 10)
    episode = Episode(12, troubled(ticks, seed) if through else ticks)
    return probe.counted(renderer.episode(episode, seed=seed, options=["--probe"]))


def tracking(renderer: Renderer, *, seeds: int = 5) -> list[Reading]:
    """A10."""
    usual, worst = list[float](), list[float]()
    for people in SWELLS:
        followed, across = list[float](), list[float]()
        for seed in range(1, seeds + 1):
            claps = swell(people, seed=seed)
            ticks = troubled(ticked(claps, 14), seed)
            followed.append(followed_by(renderer, claps, ticks, seed))
            across.append(followed_by(renderer, claps, stalled(ticks, 2.5, 0.7), seed))
        usual.append(statistics.median(followed))
        worst.append(min(across))
    return [
        Reading(
            "A10",
            "claps made and heard per 0.25 s, n = 30 and 300: r ≥ .95 (median), ≥ .8 across a stall of 0.7 s",
            f"{listed(usual, 3)}, stall {listed(worst, 3)}",
            min(usual) >= 0.95 and min(worst) >= 0.8,
            {"people": SWELLS, "median": usual, "stall": worst},
        )
    ]


def followed_by(renderer: Renderer, claps: Sequence[Clap], ticks: Sequence[Tick], seed: int) -> float:
    """The correlation of what is made and what is heard, once the constant delay is off."""
    wave = renderer.episode(Episode(16, ticks), seed=seed, options=["--probe"])
    bins = round(wave.seconds / LENGTH)
    made, _ = np.histogram([clap.at for clap in claps], bins, (0, bins * LENGTH))
    energy = probe.energies(wave)
    at = np.flatnonzero(energy) / wave.rate
    weights = energy[energy > 0]
    lags = np.arange(0, 2, 0.02)
    delayed = (np.histogram(at - lag, bins, (0, bins * LENGTH), weights=weights)[0] for lag in lags)
    return max(correlation(made, one) for one in delayed)
