"""Thinning: where so many clap that phones send but a part of their frames, what those that come stand for. Frames are
drawn by lot, and say by which: so what is counted of them is right in the mean, however few are sent, and whoever sends
all of them is counted as they are.
"""

from __future__ import annotations

from beifall.domain.claps import ALL

FRAMES = 3
"""Frames that a phone makes in a second of clapping; where it sends but a part of them, so many chances to be seen."""


def least(thin: float) -> int:
    """No smaller part of their frames (thousandths) may phones send where the room asks for this one."""
    return max(1, int(thin * ALL))


def weight(part: int) -> int:
    """Thousandths of a clap that a clap stands for, of a frame of which this `part` is sent."""
    return round(ALL * ALL / part)


def people(part: int) -> float:
    """For how many somebody stands who was seen in a second, if of their frames this `part` is sent: some are not seen
    at all.
    """
    return 1 / (1 - (1 - part / ALL) ** FRAMES)
