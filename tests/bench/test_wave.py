"""A WAV file as numbers."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from bench.heard.statistics import decibels, rms
from bench.heard.wave import read, without_lows
from tests.bench.sounds import RATE, noise, stereo, written


def test_what_was_written_is_read(tmp_path: Path) -> None:
    sound = stereo(noise(0.1))
    heard = read(written(tmp_path / "noise.wav", sound))
    assert (heard.rate, heard.samples.shape) == (RATE, (4_800, 2))
    assert np.abs(heard.samples - sound.samples).max() <= 0.5 / 32_767


def test_a_part_has_its_seconds() -> None:
    assert stereo(noise(1.0)).part(0.25, 0.75).seconds == pytest.approx(0.5)


def test_both_sides_are_heard_together() -> None:
    sound = stereo(noise(0.1))
    assert sound.sum == pytest.approx(2 * sound.samples[:, 0])


def test_what_is_no_wav_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("clap")
    with pytest.raises(ValueError, match="is no WAV file"):
        read(tmp_path / "text.wav")


def test_eight_bits_are_too_few(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "old.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(b"\x80" * 100)
    with pytest.raises(ValueError, match="8 bits a sample, not 16"):
        read(tmp_path / "old.wav")


@pytest.mark.parametrize(("hertz", "left"), [(0, -100), (50, -60), (1_000, 0)])
def test_the_lows_go_and_the_rest_stays(hertz: float, left: float) -> None:
    tone = np.cos(2 * np.pi * hertz * np.arange(RATE) / RATE)
    middle = slice(RATE // 4, -RATE // 4)
    change = decibels(rms(without_lows(tone, RATE)[middle])) - decibels(rms(tone[middle]))
    assert change < -30 if left < 0 else change == pytest.approx(0, abs=0.1)
