"""When claps begin, heard in the sound, and how well that agrees with when they were made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.heard.wave import Samples, Wave, without_lows

Times = NDArray[np.float64]

WINDOW = 0.0015
"""The loudness is that of so many seconds: longer than a clap's rise, shorter than its decay."""
APART = 0.006
"""What follows within so many seconds belongs to the same clap: by then a clap has decayed by 20 dB."""
RISE = 4.5
"""By so many dB a clap stands out of the loudest that was there in the APART before it."""
FLOOR = -20.0
"""So many dB under the loudest clap (of any person, near or far) there are a room's first echoes, and no clap."""
TOLERANCE = 0.015
"""So far from a clap (s) an onset is that clap, once the constant delay is off. Music is judged with 0.05: that is the
time between two claps of five people, and would find a clap wherever one looks.
"""


def onsets(wave: Wave, *, apart: float = APART) -> Times:
    """The seconds at which claps begin: where the loudness leaps out of what was in the `apart` (s) before."""
    samples = np.stack([without_lows(channel, wave.rate, 400.0) for channel in wave.samples.T])
    loud = _loudness((samples**2).sum(axis=0), round(WINDOW * wave.rate))
    top = loud.max(initial=0.0)
    if top <= 1e-9:
        return np.empty(0)
    step = round(WINDOW * wave.rate / 3)
    level = 10 * np.log10(loud[::step] / top + 1e-12)
    back = round(apart * wave.rate / step)
    before = np.full(len(level), -120.0)
    for behind in range(2, 2 + back):  # what lies one step back is a part of the rise
        before[behind:] = np.maximum(before[behind:], level[:-behind])
    found = list[int]()
    for at in np.flatnonzero((level > FLOOR) & (level - before > RISE)):
        if not found or at - found[-1] > back:
            found.append(int(at))
    return np.array(found) * step / wave.rate


def _loudness(power: Samples, width: int) -> Samples:
    """The mean of each `width` samples that end here."""
    sums = np.concatenate([[0.0], np.cumsum(power)])
    ends = np.arange(1, len(sums))
    return np.asarray((sums[ends] - sums[np.maximum(ends - width, 0)]) / width)


@dataclass(frozen=True)
class Match:
    """How what was found agrees with what was made, once `delay` (s) is off."""

    delay: float
    hits: int
    found: int
    made: int

    @property
    def f(self) -> float:
        """The F-measure: 1 where each clap was found, and nothing else."""
        return 2 * self.hits / (self.found + self.made) if self.found + self.made else 1.0


def match(found: Times, made: Times, tolerance: float = TOLERANCE) -> Match:
    """Each onset is one clap at most, in their order."""
    late = delay(found, made)
    return Match(late, hits(found - late, made, tolerance), len(found), len(made))


def delay(found: Times, made: Times, most: float = 2.0) -> float:
    """The constant (s) by which most of what was found follows what was made: where the differences lie closest."""
    differences = np.sort((found[:, None] - made[None, :]).ravel())
    differences = differences[(differences > -0.05) & (differences < most)]
    if not len(differences):
        return 0.0
    ends = np.searchsorted(differences, differences + 0.02)
    best = int(np.argmax(ends - np.arange(len(differences))))
    return float(np.median(differences[best : ends[best]]))


def hits(found: Times, made: Times, tolerance: float) -> int:
    """How many pairs there are, one to one, that are not further apart than `tolerance` (s)."""
    pairs, at = 0, 0
    for clap in np.sort(made):
        while at < len(found) and found[at] < clap - tolerance:
            at += 1
        if at < len(found) and found[at] <= clap + tolerance:
            pairs += 1
            at += 1
    return pairs
