"""Thinning: where so many clap that phones send but a part of their frames, what those that come stand for. Frames are
drawn by lot, and say by which: so what is counted of them is right in the mean, however few are sent, and whoever sends
all of them is counted as they are.
"""

from __future__ import annotations

from beifall.domain.claps import ALL

FRAMES = 3
"""Frames that a phone makes in a second of clapping; where it sends but a part of them, so many chances to be seen."""


FEW = 100
"""So many people send all that they have."""

UNKNOWN = 4
"""As long as nobody knows how many clap, phones send so many times as much as when all are known to."""

FAIR = 1.25
"""So many times as many people as are known of a phone may have been told of: what it was told is an estimate, too."""


def least(thin: float, people: float, *, is_told: bool) -> int:
    """No smaller part of their frames (thousandths) may phones send where the room asks for a `thin` part and so many
    people were heard of lately; `is_told`: phones know of the applause by now. Else somebody among five could say that
    each of their claps stands for many.
    """
    part = FEW / (people * FAIR) if people else 1.0
    if not is_told:
        part = min(part, UNKNOWN * thin)
    return max(1, int(min(1.0, max(thin, part)) * ALL))


def weight(part: int) -> int:
    """Thousandths of a clap that a clap stands for, of a frame of which this `part` is sent."""
    return round(ALL * ALL / part)


def people(part: int, seconds: int = 1) -> float:
    """For how many somebody stands who was seen in so many seconds, if of their frames this `part` is sent: some are
    not seen at all.
    """
    return 1 / (1 - (1 - part / ALL) ** (FRAMES * seconds))
