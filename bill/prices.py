"""List prices by Region."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")
FALLBACK = "us-east-1"
MILLION = "_million"


class NoSuchRegion(ValueError):
    """No prices are known for it; the text is for people."""


@dataclass(frozen=True)
class Prices:
    """US dollars in one Region: on demand, no free tier, no discounts. `assumed` are items that the Region has no
    price of in the file: those of us-east-1 stand in.
    """

    region: str
    each: Mapping[str, float]
    assumed: frozenset[str] = frozenset()

    def of(self, item: str) -> float:
        """US dollars for one unit of an item (`bill.usage.ITEMS`). KeyError if it has no price."""
        return self.each[item]


def regions() -> tuple[str, ...]:
    """Regions that prices are known for."""
    return tuple(_tables())


def prices(region: str) -> Prices:
    """The prices of a Region; a key that it lacks is us-east-1's. Raises NoSuchRegion."""
    tables = _tables()
    if region not in tables:
        raise NoSuchRegion(f'no prices for the Region "{region}": they are known for {", ".join(tables)}')
    own = tables[region]
    each = {_item(key): _one(key, price) for key, price in {**tables[FALLBACK], **own}.items()}
    return Prices(region, each, frozenset(_item(key) for key in tables[FALLBACK] if key not in own))


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(FILE.read_text())


def _item(key: str) -> str:
    return key.removesuffix(MILLION)


def _one(key: str, price: float) -> float:
    return price / 1_000_000 if key.endswith(MILLION) else price
