"""A rendering in which each clap is one sample of 2^-7: claps that can be counted.

Where claps are thinned, those that sound carry the energy of those that do not; so the energy counts what is owed to
the ear, and the samples that are not zero what really sounds.
"""

from __future__ import annotations

import numpy as np

from bench.heard.onsets import Times
from bench.heard.wave import Samples, Wave

CLAP = 2.0**-7


def counted(wave: Wave) -> float:
    """Claps that were heard, or thinned and made up for."""
    return float(energies(wave).sum())


def energies(wave: Wave) -> Samples:
    """For each sample the claps that it stands for. Two on one sample have random signs: in the mean, that is right."""
    return np.asarray((wave.samples[:, 0] / CLAP) ** 2)


def times(wave: Wave) -> Times:
    """The seconds at which claps sound."""
    return np.flatnonzero(wave.samples[:, 0]) / wave.rate
