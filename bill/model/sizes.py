"""How large rows and frames are, and how many units of DynamoDB that is. Bytes throughout.

The figures are those of the shipped event's content and of what `crowd` writes, measured by the meter of rehearsals.
"""

from __future__ import annotations

import math

READ, WRITE = 4_096, 1_024
"""Of one unit, strongly consistent."""

KEYS = 62
"""Of a row of `state` besides its content: names and values of keys, revision and expiry."""

ROOM = 328
DRAFT = 520
QUESTION = 385
BOARD, BOARD_PART = 205, 7  # and what each bucket of its supporters adds
MOOD, MOOD_PART = 150, 22
FLOOR = 395  # with forty tables
DOORS = 130
HELP = 330

SEAT, SITTING = 25, 25
"""What one person adds to a floor's row, and the mark of a command that has changed it."""

SITTINGS = 96
"""Marks that it keeps, about."""

BALLOT = 84
UPVOTE = 90
FEELING = 60

CONNECTION = 140
"""Of a row of the register."""

CLAPPER = 53
"""What one who claps, with one phone, adds to the row that says how a room sounds (tests/bill/test_sizes.py)."""

APPLAUSE = 230
"""Of that row besides."""


def read_units(size: float) -> float:
    """Units of one read of so many bytes; of nothing, one too."""
    return max(1, math.ceil(size / READ))


def write_units(size: float) -> float:
    """Units of one write of so many bytes."""
    return max(1, math.ceil(size / WRITE))
