"""When in a scene its acts are done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

Manner = Callable[[str, float], float]
"""From an action, and the seconds of its scene, to the seconds within which it is done, evenly spread."""

PARTS: Mapping[str, float] = MappingProxyType({"ask": 0.45, "upvote": 0.6, "mood": 0.9, "sit": 0.6, "help": 0.6})
"""The part of a scene that `crowd` takes for these; questions are shown as they are asked."""

MOVING, LONGEST = 0.5, 10.0
"""In this part of a scene, and within so many seconds, people go where it is."""

STAFF = 0.1
"""Seconds within which a rehearsal opens all desks and stages."""

COUNTED = 12.5
"""Seconds that a rehearsal leaves for the closing of a poll, and at least a quarter of the scene for voting."""


def evenly(_action: str, seconds: float) -> float:
    """All through the scene."""
    return seconds


def rehearsed(action: str, seconds: float) -> float:
    """As the players of a rehearsal do, who leave time for what comes of it."""
    match action:
        case "vote":
            return max(seconds / 4, seconds - COUNTED) * 0.8
        case "enter":
            return min(seconds * MOVING, LONGEST)
        case "join":
            return seconds * MOVING
        case "staff":
            return STAFF
        case "question.show" | "question.hide" | "question.label" | "question.pin" | "question.answer":
            return seconds * PARTS["ask"]
    return seconds * PARTS.get(action, 1.0)
