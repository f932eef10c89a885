"""How fast a room may be told things, by the account's quota."""

from __future__ import annotations

from dataclasses import dataclass

QUOTA = 10_000
"""Requests a second of an account, for all its API types and `@connections` together."""

SMALL_QUOTA = 2_500
SMALL = frozenset({
    "af-south-1", "ap-east-1", "ap-southeast-3", "ap-southeast-4", "ap-south-2", "ca-west-1", "eu-central-2",
    "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1",
})  # fmt: skip
"""Regions with the small quota: AWS names Milan, Spain and Zurich; of the others this is from memory."""

SHARE = 0.6
"""Of the quota, for telling people things."""

TICK, GLANCE, BUNDLE = 0.25, 2.0, 5.0
"""Seconds between two ticks for screens that sound, for those that only show it, and between two bundles, at least."""

CLAPPERS = 800
"""So many may clap before each sends but a part of its frames."""


@dataclass(frozen=True)
class Pace:
    """Seconds between two ticks, loud and quiet, and of a bundle; the part of their claps that phones send."""

    tick: float = TICK
    glance: float = GLANCE
    bundle: float = BUNDLE
    thin: float = 1.0


def quota(region: str) -> int:
    """What an account has there before anybody asks for more."""
    return SMALL_QUOTA if region in SMALL else QUOTA


def pace(people: int, quota: int) -> Pace:
    """Of a room with so many people, each with a laptop and a phone. Windows are whole seconds."""
    room = SHARE * quota
    return Pace(
        tick=max(TICK, people / room),
        glance=max(GLANCE, float(-(-people // room))),
        bundle=max(BUNDLE, float(-(-2 * people // room))),
        thin=min(1.0, CLAPPERS / people) if people else 1.0,
    )
