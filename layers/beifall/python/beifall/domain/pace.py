"""How fast a room may be told things: what an account's requests a second, a partition and one reader leave for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

QUOTA = 10_000
"""Requests a second of an account in a Region, for all its API types and `@connections` together, unless it has asked
for more; some Regions give a new account less (Amazon API Gateway, Quotas).
"""

STEP, BOUNDLESS = 1_000, 1_000_000_000
"""Requests a second: by so much one asks for more; and more than anybody has."""

TICK, GLANCE, BUNDLE = 0.25, 2, 5
"""Seconds between two ticks for screens that sound, for those that only show it, and between two bundles, at least."""

GATHERED = 0.35
"""Seconds that a phone gathers claps for: whoever claps sends a frame so often."""

PARTITION = 1_000
"""Writes a second that a partition of DynamoDB takes (Developer Guide, Best practices); a room's claps lie in one."""

LOUD_BATCH, QUIET_BATCH = 1_000, 10_000
"""Frames of claps in one call of `applause` at most. What is not in a tick's call would have to wait for the next tick,
so that no more than one call's may come in a tick.
"""

CLAPS = 0.3
"""Of the quota, for claps that come in, at most."""

BESIDES = 0.1
"""Requests a second of each person for all else: everybody votes within half a minute, and each vote is a frame, its
reply, and a frame to one's other screen.
"""

TICKS, GLANCES, BUNDLES = 0.55, 0.2, 0.1
"""Of what is left then. The rest is for what goes out at once."""

ALONE, EACH = 0.045, 0.00016
"""Seconds that a tick takes `applause` with the memory that it has, whoever listens, and for each laptop."""

SLOWEST = 2.0
"""Seconds: a tick that comes later is no answer to anything any more. The windows are far from Lambda's 300 s then."""

LONGEST_GLANCE = 4
"""Seconds: claps that were gathered for longer would be too old to count (`domain.claps.LATE`)."""


@dataclass(frozen=True)
class Pace:
    """Seconds between two ticks, loud and quiet, and of a bundle, the last two whole ones as Lambda's windows are; the
    part of their frames of claps that phones send.
    """

    tick: float = TICK
    glance: int = GLANCE
    bundle: int = BUNDLE
    thin: float = 1.0


class TooSmall(ValueError):
    """A quota that does not carry so many people; the text is for people."""


def pace(people: int, quota: int = QUOTA) -> Pace:
    """Of a room with so many people, each with a laptop and a phone. Raises TooSmall."""
    frames = people / GATHERED
    claps = min(frames, PARTITION, CLAPS * quota)
    left = quota - claps - BESIDES * people
    if left <= 0:
        raise TooSmall(_said(people, quota, "nothing is left for telling them anything"))
    due = people / (TICKS * left)
    tick = math.ceil(max(TICK, due, ALONE + people * EACH) * 1_000) / 1_000
    if tick > SLOWEST:
        raise TooSmall(_said(people, quota, f"they would hear their applause every {tick:.1f} s only"))
    glance = max(GLANCE, math.ceil(people / (GLANCES * left)))
    if glance > LONGEST_GLANCE:
        raise TooSmall(_said(people, quota, f"phones would show their applause every {glance} s only"))
    sent = min(claps, LOUD_BATCH / tick)
    return Pace(
        tick=tick,
        glance=glance,
        bundle=max(BUNDLE, math.ceil(2 * people / (BUNDLES * left))),
        thin=1.0 if sent >= frames else _short(sent / frames),
    )


def needed(people: int, quota: int = QUOTA) -> int:
    """So many requests a second, or as many more thousands as these people need: what AWS must be asked for. Raises
    TooSmall where no quota helps.
    """
    pace(people, BOUNDLESS)
    while True:
        try:
            pace(people, quota)
        except TooSmall:
            quota = (quota // STEP + 1) * STEP
        else:
            return quota


def _short(part: float) -> float:
    """Not more, in three digits."""
    scale = 10.0 ** (2 - math.floor(math.log10(part)))
    return math.floor(part * scale) / scale


def _said(people: int, quota: int, why: str) -> str:
    carries = f"{quota:,} requests a second do not carry" if quota < BOUNDLESS else "no account carries"
    return f"{carries} {people:,} people: {why}"
