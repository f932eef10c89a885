"""Tempo: of one person, and whether a crowd is in step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.heard.onsets import Times

PAUSE = 0.7
"""So long (s) without a clap is no interval of a rhythm: the person had stopped."""


@dataclass(frozen=True)
class Tempo:
    """`hertz` claps a second; `variation` is the deviation of the intervals as a share of their mean."""

    hertz: float
    variation: float


def tempo(times: Times) -> Tempo:
    """Of one person's claps, at least three of them."""
    intervals = np.diff(times)
    intervals = intervals[intervals < PAUSE]
    return Tempo(float(1 / intervals.mean()), float(intervals.std() / intervals.mean()))


def order(times: Times, slowest: float = 2.5, fastest: float = 5.5) -> float:
    """1 if all clap at the same phase of some tempo (Hz), about 1/√claps for a crowd that is not in step: Kuramoto's
    order parameter, the greatest over all tempi.
    """
    tempi = np.arange(slowest, fastest, 0.02)
    turns = np.exp(2j * np.pi * tempi[:, None] * times[None, :])
    return float(np.abs(turns.mean(axis=1)).max())
