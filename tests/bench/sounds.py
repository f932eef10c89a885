"""Sounds of which one knows what must be heard in them."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bench.heard.wave import FULL, Samples, Wave

RATE = 48_000


def stereo(samples: Samples) -> Wave:
    """The same on both sides."""
    return Wave(RATE, np.stack([samples, samples], axis=1))


def noise(seconds: float, level: float = 0.1, seed: int = 1) -> Samples:
    """Gaussian."""
    return level * np.random.default_rng(seed).standard_normal(round(seconds * RATE))


def claps(times: Iterable[float], seconds: float, *, level: float = 0.3) -> Samples:
    """Bursts of noise that die away within milliseconds."""
    samples = np.zeros(round(seconds * RATE))
    burst = level * noise(0.02, 1.0, 7) * np.exp(-np.arange(round(0.02 * RATE)) / (0.002 * RATE))
    for time in times:
        at = round(time * RATE)
        samples[at : at + len(burst)] += burst[: max(0, len(samples) - at)]
    return samples


def shots(rate: float, seconds: float, seed: int = 1) -> Samples:
    """Single samples at random, so many a second in the mean: shot noise."""
    chance = np.random.default_rng(seed)
    samples = np.zeros(round(seconds * RATE))
    where = chance.integers(len(samples), size=round(rate * seconds))
    np.add.at(samples, where, chance.choice((-1.0, 1.0), len(where)))
    return samples


def written(path: Path, sound: Wave) -> Path:
    """As a WAV file of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(np.round(sound.samples * FULL).astype("<i2").tobytes())
    return path
