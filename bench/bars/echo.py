"""A11: one's own claps are heard at once, and not again when they come back in a tick."""

from __future__ import annotations

import numpy as np

from bench.bars.reading import Reading, listed
from bench.heard import probe
from bench.heard.crowd import Episode, Tick, apart, steady, ticked
from bench.heard.onsets import onsets
from bench.heard.rendering import Renderer

ROAD = 0.15
"""So long (s) a tick is on its way."""
FEW, MANY = 3, 60


def echo(renderer: Renderer, *, seeds: int = 3) -> list[Reading]:
    """A11, as far as samples tell it: a browser's own delay comes on top."""
    taps = np.array([0.5, 0.9, 1.7, 2.0])
    found = onsets(renderer.episode(Episode(3, [], own=taps.tolist())))
    late = float(np.abs(found - taps).max()) if len(found) == len(taps) else float("inf")
    few, many = (sum(twice(renderer, people, seed) for seed in range(1, seeds + 1)) / seeds for people in (FEW, MANY))
    return [
        Reading(
            "A11",
            "own echo ≤ 30 ms after the tap (without the browser); never twice of 3, ≤ 1 % of all claps twice of 60",
            f"{late * 1_000:.1f} ms; {listed([few * 100, many * 100])} %",
            late <= 0.03 and abs(few) < 0.001 and abs(many) <= 0.01,
            {"late": late, "few": few, "many": many},
        )
    ]


def twice(renderer: Renderer, people: int, seed: int) -> float:
    """How many claps are heard that the others did not make (less than 0: missed), as a share of all. One's own are
    those of person 0; a probe does not play them.
    """
    claps = steady(people, seed=seed, start=0.5, end=10)
    claps = apart(claps) if people <= FEW else claps
    own = [clap.at for clap in claps if clap.person == 0]
    ticks = [Tick(tick.at + ROAD, tick.a) for tick in ticked(claps, 12)]
    heard = probe.counted(renderer.episode(Episode(14, ticks, own), seed=seed, options=["--probe"]))
    return (heard - (len(claps) - len(own))) / len(claps)
