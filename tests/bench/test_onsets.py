"""Claps that are found in a sound, and whether they are those that were made."""

from __future__ import annotations

import numpy as np
import pytest

from bench.heard.onsets import delay, hits, match, onsets
from tests.bench.sounds import RATE, claps, noise, stereo

MADE = np.array([0.2, 0.43, 0.75, 0.79, 1.4])


def test_each_clap_is_found_where_it_is() -> None:
    assert onsets(stereo(claps(MADE, 2.0))) == pytest.approx(MADE, abs=0.003)


def test_in_silence_there_is_none() -> None:
    assert len(onsets(stereo(np.zeros(RATE)))) == 0


def test_steady_noise_has_no_claps() -> None:
    assert len(onsets(stereo(noise(2.0)))) <= 10


def test_an_echo_is_no_clap() -> None:
    echoing = claps(MADE, 2.0) + 0.05 * claps(MADE + 0.036, 2.0)
    assert onsets(stereo(echoing)) == pytest.approx(MADE, abs=0.003)


def test_a_clap_upon_noise_is_found() -> None:
    assert onsets(stereo(claps(MADE, 2.0) + noise(2.0, 0.005))) == pytest.approx(MADE, abs=0.003)


def test_whoever_cannot_clap_so_soon_again_is_heard_once() -> None:
    assert len(onsets(stereo(claps([0.5, 0.55, 1.0], 2.0)), apart=0.09)) == 2


def test_a_clap_on_one_side_is_found() -> None:
    sound = stereo(claps(MADE, 2.0))
    sound.samples[:, 1] = 0
    assert len(onsets(sound)) == len(MADE)


def test_the_constant_delay_is_found_and_taken_off() -> None:
    found = match(MADE + 0.312, MADE)
    assert (found.delay, found.f) == pytest.approx((0.312, 1))


def test_what_is_too_much_and_what_is_missing_both_cost() -> None:
    found = match(np.array([0.2, 0.43, 0.6, 1.0]), MADE)
    assert (found.hits, found.f) == pytest.approx((2, 2 * 2 / (4 + 5)))


def test_one_onset_is_one_clap_at_most() -> None:
    assert hits(np.array([1.0]), np.array([0.995, 1.005]), 0.015) == 1
    assert hits(np.array([0.995, 1.005]), np.array([1.0]), 0.015) == 1


def test_where_nothing_was_found_there_is_no_delay() -> None:
    assert (delay(np.empty(0), MADE), match(np.empty(0), MADE).f) == (0, 0)
    assert match(np.empty(0), np.empty(0)).f == 1
