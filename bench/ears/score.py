"""What the answers come to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.ears.key import Piece
from bench.ears.sheet import Answer
from bench.ears.size import SIZES, Size, size
from bench.heard.statistics import Numbers, correlation
from bench.heard.wave import Samples

CHANCE = 1 / len(SIZES)
Z = 1.96
"""Of a confidence interval of 95 %."""


@dataclass(frozen=True)
class Share:
    """So many `hits` of `of`."""

    hits: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's, of 95 %: right for few answers too. Everything is possible where there was none."""
        if not self.of:
            return 0.0, 1.0
        share, spread = self.hits / self.of, Z**2 / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = Z * math.sqrt(share * (1 - share) / self.of + spread / (4 * self.of)) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def by_chance(self) -> float:
        """How probable it is that whoever guesses hits as often, or more often."""
        return sum(
            math.comb(self.of, hits) * CHANCE**hits * (1 - CHANCE) ** (self.of - hits)
            for hits in range(self.hits, self.of + 1)
        )


@dataclass(frozen=True)
class Score:
    """Of our files: hits in all and for each size, how the answers rise with the people (rank correlation, its interval
    of 95 %), how natural they were (mean). Of the trap: how often it was taken for what it claims, how natural it was.
    """

    listeners: int
    hits: Share
    sizes: Mapping[Size, Share]
    rank: float
    interval: tuple[float, float]
    natural: float
    trapped: Share
    trap_natural: float


def score(answers: Sequence[Answer], key: Mapping[str, Piece]) -> Score:
    """ValueError if nobody has answered any of ours."""
    ours = [answer for answer in answers if not key[answer.file].trap]
    traps = [answer for answer in answers if key[answer.file].trap]
    if not ours:
        raise ValueError("of the files that are no trap none has been answered")
    rank = spearman([SIZES.index(one.size) for one in ours], [key[one.file].people for one in ours])
    by_size = {name: _hits([one for one in ours if size(key[one.file].people) == name], key) for name in SIZES}
    return Score(
        len({answer.listener for answer in answers}),
        _hits(ours, key),
        by_size,
        rank,
        _around(rank, len(ours)),
        float(np.mean([one.natural for one in ours])),
        _hits(traps, key),
        float(np.mean([one.natural for one in traps])) if traps else float("nan"),
    )


def _hits(answers: Sequence[Answer], key: Mapping[str, Piece]) -> Share:
    return Share(sum(answer.size == size(key[answer.file].people) for answer in answers), len(answers))


def spearman(x: Numbers, y: Numbers) -> float:
    """The correlation of the ranks; those alike share theirs."""
    return correlation(_ranks(x), _ranks(y))


def _ranks(numbers: Numbers) -> Samples:
    _, which, counts = np.unique(np.asarray(numbers), return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[which])


def _around(rank: float, answers: int) -> tuple[float, float]:
    """Fisher's interval, a little wider as ranks ask for (Fieller 1957)."""
    if answers <= 3 or abs(rank) >= 1:
        return (-1.0, 1.0) if answers <= 3 else (rank, rank)
    middle, half = math.atanh(rank), Z * 1.03 / math.sqrt(answers - 3)
    return math.tanh(middle - half), math.tanh(middle + half)
