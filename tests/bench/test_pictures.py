"""The pictures of how applause sounds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.applause_pictures import HIGHEST, OUT, save, side_by_side, spectrogram
from tests.bench.sounds import RATE, stereo

TONE = stereo(0.1 * np.cos(2 * np.pi * 3_000 * np.arange(RATE) / RATE))


def test_a_tone_lies_at_its_frequency() -> None:
    levels = spectrogram(TONE)
    loudest = levels.mean(axis=1).argmax() / len(levels) * HIGHEST
    assert loudest == pytest.approx(3_000, abs=HIGHEST / len(levels))


def test_the_same_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.png", "other.png"):
        save(side_by_side({1: TONE, 5: TONE}), tmp_path / name)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "other.png").read_bytes()


@pytest.mark.parametrize("name", ["applause-spectrograms", "applause-density"])
def test_a_page_can_carry_them(name: str) -> None:
    assert (OUT / f"{name}.png").stat().st_size < 150_000
