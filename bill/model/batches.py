"""How often a stream's readers are called for so many changes."""

from __future__ import annotations

import math

POLLS = 4.0
"""Times a second that Lambda looks into each shard."""

SHARDS = 4
"""Of a table: a new one that is paid on demand has four partitions."""


def polled(changes: float, seconds: float, *, every: float = 1 / POLLS, shards: float = 1.0) -> float:
    """Batches that so many changes come in, evenly spread over the time and over so many shards: those that fall
    between two looks share one.
    """
    if not changes or not seconds:
        return changes
    looks = shards * max(seconds / every, 1.0)
    return looks * (1 - math.exp(-changes / looks))


def windows(changes: float, seconds: float, window: float) -> float:
    """Batches of a mapping with a window: each begins with a change, lasts so many seconds, and the next one begins
    with the first change after it. There are as many changes at least, and one batch for the last part of a window.
    """
    if changes <= 1 or not seconds:
        return changes
    gap = seconds / changes
    cycle = max(gap, window + gap / 2)
    return min(changes, max(1.0, (seconds - gap / 2) / cycle + 0.5))
