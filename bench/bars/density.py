"""A1 to A3: one, five and a hall sound different, and how many clap can be read off the sound."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.bars.reading import Reading, listed
from bench.heard.rendering import Renderer
from bench.heard.statistics import Line, decibels, excess_kurtosis, falls, line, rises, rms
from bench.heard.wave import without_lows

PEOPLE = (1, 2, 5, 15, 30, 100, 300)
LOUDER = (1, 5, 15, 30, 100, 300)
"""Two may be as loud as one: both stand close."""
SECONDS = 12.0


@dataclass(frozen=True)
class Sound:
    """Steady applause: its excess kurtosis, its level (dBFS), and the claps a second that were made for it."""

    kurtosis: float
    level: float
    rate: float


def sound(renderer: Renderer, people: int, seed: int) -> Sound:
    """Of one rendering, from when all clap and the room is full."""
    rendered = renderer.steady(people, seconds=SECONDS, seed=seed)
    first, last = rendered.claps[0].at, rendered.claps[-1].at
    samples = without_lows(rendered.wave.part(first + 2.5, last).sum, rendered.wave.rate)
    rate = (len(rendered.claps) - 1) / (last - first)
    return Sound(excess_kurtosis(samples), decibels(rms(samples)), rate)


def typical(renderer: Renderer, people: int, seeds: int) -> Sound:
    """The median of each figure."""
    sounds = [sound(renderer, people, seed) for seed in range(1, seeds + 1)]
    kurtosis, level, rate = (
        statistics.median(getattr(one, name) for one in sounds) for name in ("kurtosis", "level", "rate")
    )
    return Sound(kurtosis, level, rate)


def density(renderer: Renderer, *, seeds: int = 5) -> list[Reading]:
    """A1, A2, A3."""
    return judged([typical(renderer, people, seeds) for people in PEOPLE])


def judged(sounds: Sequence[Sound]) -> list[Reading]:
    """`sounds` are those of PEOPLE."""
    kurtosis = [one.kurtosis for one in sounds]
    levels = [one.level for people, one in zip(PEOPLE, sounds, strict=True) if people in LOUDER]
    louder = levels[-1] - levels[0]
    heard = [one for one in sounds if one.kurtosis > 0 and one.rate > 0]
    most = len(heard) >= len(sounds) - 1  # two points lie on a line whatever they are
    fit = (
        line([math.log10(one.rate) for one in heard], [math.log10(one.kurtosis) for one in heard])
        if most
        else Line(0, 0)
    )
    return [
        Reading(
            "A1",
            "excess kurtosis falls over n = 1 2 5 15 30 100 300, > 50 at 1, < 1.5 at 300",
            listed(kurtosis),
            falls(kurtosis) and kurtosis[0] > 50 and kurtosis[-1] < 1.5,
            {"people": PEOPLE, "kurtosis": kurtosis},
        ),
        Reading(
            "A2",
            "level rises over n = 1 5 15 30 100 300, by 12 to 25 dB in all",
            f"{listed(levels)} dBFS: {louder:.1f} dB",
            rises(levels) and 12 <= louder <= 25,
            {"people": LOUDER, "dBFS": levels, "louder": louder},
        ),
        Reading(
            "A3",
            "log kurtosis over log claps/s: |r| ≥ .95, slope -1 ± .25",
            f"r {fit.r:.3f}, slope {fit.slope:.2f}",
            abs(fit.r) >= 0.95 and abs(fit.slope + 1) <= 0.25,
            {"r": fit.r, "slope": fit.slope},
        ),
    ]
