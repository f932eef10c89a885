"""A16, A17: how strongly people clap, and in how large a hall."""

from __future__ import annotations

import statistics
from itertools import pairwise

from bench.bars.reading import Reading, listed
from bench.heard.crowd import Episode, steady, ticked
from bench.heard.envelope import reverberation
from bench.heard.rendering import Renderer
from bench.heard.statistics import decibels, rms
from bench.heard.wave import without_lows

GRADES = (2, 8, 14)
STEP = 0.9
"""A grade in dB."""
PEOPLE = (1, 5, 100)
"""None so many that the limiter would bend their level."""

ONE, MANY = (0.35, 0.7), (1.1, 1.6)
"""Seconds until the hall of one person, and of three hundred, is 60 dB down."""


def strength(renderer: Renderer) -> list[Reading]:
    """A16: the same claps, from polite to standing."""
    steps = [step for people in PEOPLE for step in _steps(renderer, people)]
    return [
        Reading(
            "A16",
            f"{STEP} ± .1 dB a grade, over grades 2 8 14, n = 1 5 100",
            f"{listed(steps, 2)} dB",
            all(abs(step - STEP) <= 0.1 for step in steps),
            {"people": PEOPLE, "dB": steps},
        )
    ]


def _steps(renderer: Renderer, people: int) -> list[float]:
    claps = steady(people, seed=3, start=0.5, end=6)
    waves = [renderer.episode(Episode(6, ticked(claps, 6, grade=grade)), seed=3).part(2, 6) for grade in GRADES]
    levels = [decibels(rms(without_lows(wave.sum, wave.rate))) for wave in waves]
    apart = GRADES[1] - GRADES[0]
    return [(louder - level) / apart for level, louder in pairwise(levels)]


def hall(renderer: Renderer, *, seeds: int = 2) -> list[Reading]:
    """A17: one person is heard in a small room, a full hall is large."""
    one, many = (
        statistics.median(_decay(renderer, people, seed) for seed in range(1, seeds + 1)) for people in (1, 300)
    )
    return [
        Reading(
            "A17",
            f"60 dB down after {ONE[0]} to {ONE[1]} s at n = 1, {MANY[0]} to {MANY[1]} s at n = 300",
            f"{one:.2f} s, {many:.2f} s",
            ONE[0] <= one <= ONE[1] and MANY[0] <= many <= MANY[1],
            {"one": one, "many": many},
        )
    ]


def _decay(renderer: Renderer, people: int, seed: int) -> float:
    claps = steady(people, seed=seed, start=0.5, end=5)
    return reverberation(renderer.episode(Episode(9, ticked(claps, 6)), seed=seed))
