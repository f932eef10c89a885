"""Which prices are from memory: `prices.toml` says so behind each price, or behind a Region's name for all."""

from __future__ import annotations

import re

from bill.prices import FALLBACK, FILE, MILLION

REGION = re.compile(r"\[([\w-]+)\]")
PRICE = re.compile(r"(\w+) *=")
WORDS = "from memory"


def memorised(region: str) -> frozenset[str]:
    """Items whose price in this Region nobody has checked; those that it takes from us-east-1 are as sure as there."""
    said = _said()
    return frozenset(item for item, is_from_memory in {**said[FALLBACK], **said[region]}.items() if is_from_memory)


def _said() -> dict[str, dict[str, bool]]:
    said: dict[str, dict[str, bool]] = {}
    whole = False
    for line in FILE.read_text().splitlines():
        if found := REGION.match(line):
            its = said.setdefault(found[1], {})
            whole = WORDS in line
        elif found := PRICE.match(line):
            its[found[1].removesuffix(MILLION)] = whole or WORDS in line
    return said
