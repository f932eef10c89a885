"""Figures of many numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.heard.wave import Samples

Numbers = Sequence[float] | NDArray[np.float64]


def excess_kurtosis(samples: Samples) -> float:
    """0 for Gaussian noise, great where most is silence and little is loud; for shot noise 1 / (rate · duration). 0 for
    silence.
    """
    around = samples - samples.mean()
    power = float((around**2).mean())
    return float((around**4).mean() / power**2 - 3) if power else 0.0


def rms(samples: Samples) -> float:
    """The root of the mean square."""
    return float(np.sqrt((samples**2).mean())) if len(samples) else 0.0


def decibels(amplitude: float) -> float:
    """Of full scale; -200 for nothing."""
    return 20 * float(np.log10(max(amplitude, 1e-10)))


@dataclass(frozen=True)
class Line:
    """A straight line through points, and how well it fits: `r` from -1 to 1."""

    slope: float
    r: float


def line(x: Numbers, y: Numbers) -> Line:
    """By least squares."""
    return Line(float(np.polyfit(np.asarray(x, float), np.asarray(y, float), 1)[0]), correlation(x, y))


def correlation(x: Numbers, y: Numbers) -> float:
    """Pearson's; 0 where one of them never changes."""
    around, about = (np.asarray(one, float) - np.asarray(one, float).mean() for one in (x, y))
    scale = float(np.sqrt((around**2).sum() * (about**2).sum()))
    return float((around * about).sum() / scale) if scale else 0.0


def rises(figures: Numbers) -> bool:
    """Each is more than the one before."""
    return bool((np.diff(np.asarray(figures, float)) > 0).all())


def falls(figures: Numbers) -> bool:
    """Each is less than the one before."""
    return rises(-np.asarray(figures, float))
