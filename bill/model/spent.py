"""What the store is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spent:
    """Units read and written, in so many calls."""

    reads: float = 0.0
    writes: float = 0.0
    calls: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.reads + other.reads, self.writes + other.writes, self.calls + other.calls)

    def __mul__(self, times: float) -> Spent:
        return Spent(self.reads * times, self.writes * times, self.calls * times)


NOTHING = Spent()


def read(units: float = 1.0, calls: float = 1.0) -> Spent:
    """One reading of so many units."""
    return Spent(reads=units, calls=calls)


def written(units: float = 1.0) -> Spent:
    """One writing of so many units."""
    return Spent(writes=units, calls=1.0)
