"""Figures of many numbers, of which one knows what they must be."""

from __future__ import annotations

import numpy as np
import pytest

from bench.heard.statistics import correlation, decibels, excess_kurtosis, falls, line, rises, rms
from tests.bench.sounds import RATE, noise, shots


def test_noise_has_no_excess_kurtosis() -> None:
    assert excess_kurtosis(noise(5.0)) == pytest.approx(0, abs=0.05)


def test_a_sine_has_less_than_noise() -> None:
    assert excess_kurtosis(np.sin(np.arange(48_000) * 2 * np.pi / 100)) == pytest.approx(-1.5, abs=0.01)


@pytest.mark.parametrize("rate", [50, 500, 5_000])
def test_the_kurtosis_of_shot_noise_tells_its_rate(rate: int) -> None:
    assert excess_kurtosis(shots(rate, 20.0)) == pytest.approx(RATE / rate, rel=0.05)


def test_the_louder_the_same_the_kurtosis() -> None:
    assert excess_kurtosis(3 * shots(50, 5.0) + 0.2) == pytest.approx(excess_kurtosis(shots(50, 5.0)))


def test_half_as_loud_is_six_decibels_less() -> None:
    assert decibels(rms(np.full(10, 0.5))) == pytest.approx(-6.02, abs=0.01)
    assert (decibels(0), rms(np.empty(0))) == (-200, 0)


def test_a_line_is_found_through_its_points() -> None:
    found = line([0, 1, 2, 3], [1, -1, -3, -5])
    assert (found.slope, found.r) == pytest.approx((-2, -1))


def test_what_never_changes_follows_nothing() -> None:
    assert correlation([1, 2, 3], [5, 5, 5]) == 0


def test_two_alike_neither_rise_nor_fall() -> None:
    assert (rises([1, 2, 3]), rises([1, 2, 2]), falls([3, 2, 1]), falls([3, 3, 1])) == (True, False, True, False)
