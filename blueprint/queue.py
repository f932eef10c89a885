"""The queue that delays."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """Of a queue: seconds from a letter's being received until it comes again if it was not taken, how often at most,
    how many letters at a time.
    """

    visibility: float = 30.0
    receives: int = 5
    batch: int = 10
