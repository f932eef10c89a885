"""Which of their frames of claps people's phones send, as pages do (web/js/client/thinning.js)."""

from __future__ import annotations

import math
from collections.abc import Sequence

ALL = 1_000
"""In thousandths: all frames are sent."""

FEW, UNKNOWN, UNTOLD, PAUSE = 100, 4, 3_000, 1_000
"""So many people send all; as long as nobody knows how many clap, there may be so many times as many frames as when all
are known to; whoever has clapped for so long (ms) and was told of nobody is in a crowd; whoever has not clapped for so
long (ms) begins anew.
"""

ALONE, CLOSE = 16, 0.2
"""So many people are heard one by one, and their phones gather claps for no longer than this (s)."""

SILENCE, ANEW = 3.0, 10.0
"""Seconds for which a tick holds on a phone, and after which a lower `seq` is no late one."""


def part(thin: float, people: int, since: float) -> int:
    """Of how many of a thousand such frames one is sent: in a room that asks for a `thin` part when all clap, where so
    many do by the last tick, by somebody who has been clapping for so long (ms; 0: the first frame).
    """
    least = max(thin, FEW / people if people else _unknown(thin, since))
    return min(ALL, math.ceil(ALL * least))


def weight(part: int) -> int:
    """Thousandths of a clap that each clap of a frame stands for of which this part is sent."""
    return round(ALL * ALL / part)


class Told:
    """How many clap in a room, as a phone has been told. Moments are in s, monotonic."""

    def __init__(self) -> None:
        self._seq, self._people, self._at = 0, 0, -math.inf

    def hears(self, a: Sequence[object], at: float) -> None:
        """A tick as it travels; a late one says nothing."""
        seq, people = int(str(a[0])), int(str(a[1]))
        if seq > self._seq or at - self._at >= ANEW:
            self._seq, self._people, self._at = seq, people, at

    def people(self, now: float) -> int:
        """0 in silence."""
        return self._people if now - self._at < SILENCE else 0


def _unknown(thin: float, since: float) -> float:
    if since == 0:
        return 1
    return UNKNOWN * thin if since < UNTOLD else thin
