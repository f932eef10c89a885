"""Fresh connections: a screen opens one from time to time, before the platform ends the old one."""

from __future__ import annotations

from bill.model import joining
from bill.model.commands import entered
from bill.model.house import Place
from bill.usage import Usage

LIVES = 92.5 * 60
"""Seconds after which a screen opens a fresh connection, on average: between 75 and 110 minutes."""


def renewed(place: Place, since: float, seconds: float) -> Usage:
    """By all screens of a room whose people came so many seconds before."""
    screens = (_times(since + seconds) - _times(since)) * place.many
    if not screens:
        return Usage()
    anew = joining.connected(screens) + joining.disconnected(screens)
    return anew + entered(screens, place, seconds, is_new=True)


def _times(since: float) -> float:
    """How often a screen has done it so many seconds after it came."""
    return max(0.0, since / LIVES - 0.5)
