"""What was acknowledged against what is there: how much is lost, how much is there that nobody has sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crowd.account import Standing
from crowd.held import Item, Key

Items = Mapping[Key, Item]


@dataclass
class Balance:
    """How much was lost, and how much is there twice or was never sent; by what it is."""

    lost: Counter[str] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)

    def weigh(self, what: str, there: int, least: int, most: int | None = None) -> None:
        """A figure that is there against the least and the most that may be."""
        most = least if most is None else most
        if there < least:
            self.lost[f"{what}: {there} of {least}"] += least - there
        elif there > most:
            self.doubled[f"{what}: {there} instead of {most}"] += there - most

    def __add__(self, other: Balance) -> Balance:
        return Balance(self.lost + other.lost, self.doubled + other.doubled)


def people(standing: Iterable[Standing]) -> tuple[int, int]:
    """How many certainly have said something, and how many at most."""
    each = [one.possible for one in standing]
    return sum(None not in possible for possible in each), sum(possible != {None} for possible in each)


def having(standing: Iterable[Standing], value: object) -> tuple[int, int]:
    """How many certainly have said just this, and how many at most."""
    each = [one.possible for one in standing]
    return sum(possible == {value} for possible in each), sum(value in possible for possible in each)
