"""How the loudness goes, over tenths of a second."""

from __future__ import annotations

import numpy as np

from bench.heard.statistics import decibels, line
from bench.heard.wave import Samples, Wave


def envelope(wave: Wave, length: float = 0.01) -> Samples:
    """The root mean square of both channels in each `length` (s)."""
    size = round(length * wave.rate)
    power = (wave.samples**2).mean(axis=1)
    return np.asarray(np.sqrt(power[: len(power) // size * size].reshape(-1, size).mean(axis=1)))


def depth(wave: Wave, hertz: float) -> float:
    """By what share of its mean the loudness swings up (and down) at so many Hz: 0.05 is ±5 %, about ±0.4 dB."""
    length = 0.01
    loudness = envelope(wave, length)
    whole = int(int(len(loudness) * length * hertz) / hertz / length)  # whole periods, or others leak in
    loudness = loudness[:whole]
    turns = np.exp(-2j * np.pi * hertz * length * np.arange(len(loudness)))
    return float(2 * np.abs((loudness * turns).mean()) / loudness.mean())


def quiet_from(wave: Wave, level: float = -60.0, length: float = 0.05) -> float:
    """The second from which on no `length` (s) is louder than `level` (dBFS) any more; the end if it never is so."""
    loud = [index for index, one in enumerate(envelope(wave, length)) if decibels(float(one)) >= level]
    return (loud[-1] + 1) * length if loud else 0.0


def reverberation(wave: Wave, start: float = -62.0, end: float = -85.0) -> float:
    """In how many seconds what is left at the end falls by 60 dB, read off between two levels (dBFS) under which the
    last clap itself is over; 0 where nothing is left.
    """
    length = 0.01
    levels = [decibels(float(one)) for one in envelope(wave, length)]
    first = max((index + 1 for index, one in enumerate(levels) if one >= start), default=0)
    last = next((index for index, one in enumerate(levels[first:], first) if one < end), len(levels))
    if not 0 < first < last - 2:
        return 0.0
    slope = line([index * length for index in range(first, last)], levels[first:last]).slope
    return -60 / slope if slope < 0 else float("inf")


def peak(wave: Wave) -> float:
    """The greatest sample of either channel, without its sign."""
    return float(np.abs(wave.samples).max(initial=0.0))
