"""The floor of a cafeteria: its tables, and who sits where."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

LEFT = 110_000
"""Whoever was not heard of for so long (ms) has left their seat."""

NOTED = 64
"""So many commands a floor remembers at least: when a break begins, hundreds sit down before one of them resends."""


@dataclass(frozen=True)
class Floor:
    """All tables of a room. `who` has a table for each participant who sits, `taken` people for each table; `seats` is
    how many a table has. `video` is the server where the tables meet, `secret` makes their names there.
    """

    room: str
    rev: int
    tables: int
    seats: int
    who: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    video: str | None = None
    secret: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The tables' ids."""
        return tuple(str(number) for number in range(1, self.tables + 1))


def fitted(floor: Floor, wished: Floor) -> Floor:
    """The floor with the tables, seats and meetings of another one, but for what people sit on: the last table that is
    in use and as many seats as the fullest one needs stay. The very same if that changes nothing.
    """
    tables = max(wished.tables, *(int(name) for name in floor.taken), 0)
    seats = max(wished.seats, *floor.taken.values(), 0)
    after = replace(floor, tables=tables, seats=seats, video=wished.video)
    return floor if after == floor else replace(after, rev=floor.rev + 1)


def meeting(floor: Floor, table: str) -> str | None:
    """The address where a table meets: nobody who sits at another can guess it. None without a video server."""
    if floor.video is None:
        return None
    name = hmac.new(floor.secret.encode(), f"{floor.room}/{table}".encode(), hashlib.sha256).hexdigest()[:24]
    return f"{floor.video.rstrip('/')}/{name}"
