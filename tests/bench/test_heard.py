"""Rhythm, loudness and counts of sounds of which one knows them."""

from __future__ import annotations

import numpy as np
import pytest

from bench.heard import probe
from bench.heard.envelope import depth, envelope, peak, quiet_from, reverberation
from bench.heard.rhythm import order, tempo
from tests.bench.sounds import RATE, noise, stereo


def test_a_metronome_has_a_tempo_and_no_variation() -> None:
    found = tempo(np.arange(0, 10, 0.25))
    assert (found.hertz, found.variation) == pytest.approx((4, 0), abs=1e-9)


def test_variation_is_that_of_the_intervals() -> None:
    times = np.cumsum(0.25 * (1 + 0.1 * np.random.default_rng(1).standard_normal(2_000)))
    assert tempo(times).variation == pytest.approx(0.1, rel=0.1)


def test_a_pause_is_no_interval() -> None:
    assert tempo(np.array([0, 0.25, 0.5, 3.0, 3.25])).hertz == pytest.approx(4)


def test_people_in_step_are_in_order_and_others_are_not() -> None:
    chance = np.random.default_rng(2)
    beats = np.repeat(np.arange(0, 10, 0.25), 20)
    assert order(beats + 0.01 * chance.standard_normal(len(beats))) > 0.9
    assert order(10 * chance.random(800)) < 0.15


@pytest.mark.parametrize("swing", [0.0, 0.05, 0.3])
def test_the_depth_of_a_swing_is_found(swing: float) -> None:
    times = np.arange(20 * RATE) / RATE
    sound = stereo(noise(20.0) * (1 + swing * np.cos(2 * np.pi * 4 * times)))
    assert depth(sound, 4.0) == pytest.approx(swing, abs=0.01)
    assert depth(sound, 3.0) < 0.015


def test_it_is_quiet_from_the_end_of_the_sound_on() -> None:
    sound = noise(3.0)
    sound[RATE:] *= 1e-5
    assert quiet_from(stereo(sound)) == pytest.approx(1.0)
    assert quiet_from(stereo(noise(3.0))) == pytest.approx(3.0)
    assert quiet_from(stereo(np.zeros(RATE))) == 0


def test_a_decay_of_sixty_decibels_a_second_is_quiet_in_its_time() -> None:
    samples = noise(3.0, 0.1) * 10 ** (-3 * np.arange(3 * RATE) / RATE)  # -20 dBFS at first
    assert quiet_from(stereo(samples)) == pytest.approx(40 / 60, abs=0.05)


@pytest.mark.parametrize("seconds", [0.5, 1.35])
def test_reverberation_is_read_off_what_is_left(seconds: float) -> None:
    samples = noise(4.0, 0.1) * 10 ** (-3 * np.maximum(np.arange(4 * RATE) / RATE - 1, 0) / seconds)
    assert reverberation(stereo(samples)) == pytest.approx(seconds, rel=0.05)


def test_where_nothing_is_left_there_is_no_reverberation() -> None:
    assert reverberation(stereo(np.zeros(RATE))) == 0
    assert reverberation(stereo(noise(1.0))) == 0


def test_the_peak_is_that_of_either_side() -> None:
    sound = stereo(np.zeros(100))
    sound.samples[50, 1] = -0.7
    assert peak(sound) == 0.7


def test_the_envelope_is_the_root_mean_square() -> None:
    assert envelope(stereo(np.full(RATE, 0.5))) == pytest.approx(np.full(100, 0.5))


def test_claps_of_a_probe_are_counted_and_dated() -> None:
    samples = np.zeros(RATE)
    samples[[100, 5_000, 30_000]] = np.array([1, -1, 1]) * probe.CLAP
    assert probe.counted(stereo(samples)) == pytest.approx(3)
    assert probe.times(stereo(samples)) == pytest.approx([100 / RATE, 5_000 / RATE, 30_000 / RATE])


def test_a_clap_that_stands_for_four_counts_as_four() -> None:
    samples = np.zeros(RATE)
    samples[100] = 2 * probe.CLAP
    assert probe.counted(stereo(samples)) == pytest.approx(4)
