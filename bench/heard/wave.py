"""A WAV file as numbers."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

FULL = 32_767
"""The greatest sample of 16 bits, taken as 1."""


@dataclass(frozen=True)
class Wave:
    """`samples` have a row for each instant and a column for each channel, from -1 to 1; `rate` is in Hz."""

    rate: int
    samples: Samples

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    @property
    def sum(self) -> Samples:
        """Both channels together, as a microphone in the middle has them."""
        return np.asarray(self.samples.sum(axis=1))

    def part(self, start: float, end: float) -> Wave:
        """From one second to another."""
        return Wave(self.rate, self.samples[round(start * self.rate) : round(end * self.rate)])


def read(path: Path) -> Wave:
    """ValueError unless it is WAV with 16 bits a sample."""
    try:
        with wave.open(str(path)) as file:
            if file.getsampwidth() != 2:
                raise ValueError(f"{path} has {8 * file.getsampwidth()} bits a sample, not 16")
            numbers = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
            return Wave(file.getframerate(), numbers.reshape(-1, file.getnchannels()) / FULL)
    except (wave.Error, EOFError) as wrong:
        raise ValueError(f"{path} is no WAV file: {wrong}") from None


def without_lows(samples: Samples, rate: int, below: float = 200.0) -> Samples:
    """Nothing under so many Hz, faded over an octave: a hall's rumble says nothing of how many clap."""
    size = 1 << (2 * len(samples) - 1).bit_length()  # zeros behind, so that the end does not come round to the start
    spectrum = np.fft.rfft(samples, size)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / rate), 1e-9) / below)
    spectrum *= 0.5 - 0.5 * np.cos(np.pi * np.clip(octaves + 0.5, 0, 1))
    return np.fft.irfft(spectrum, size)[: len(samples)]
