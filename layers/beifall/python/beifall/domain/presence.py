"""Presence: how full the rooms of an event are, as the foyer is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

STEPS = (0, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000)


@dataclass(frozen=True)
class Door:
    """How many people are behind a door, in steps; `rev` rises with what is shown."""

    rev: int
    present: int


@dataclass(frozen=True)
class Presence:
    """A door for each room, in the foyer `room`."""

    room: str
    rev: int = 0
    doors: Mapping[str, Door] = field(default_factory=dict)


def step(people: int) -> int:
    """The highest step that so many people reach: of fewer than five, nobody is told."""
    return max(one for one in STEPS if one <= people)


def seen(presence: Presence, heads: Mapping[str, int]) -> Presence:
    """The presence with the rooms counted anew; the very same if no door shows another step."""
    doors = dict(presence.doors)
    for room, people in heads.items():
        door = doors.get(room, Door(0, 0))
        if step(people) != door.present:
            doors[room] = Door(door.rev + 1, step(people))
    return presence if doors == dict(presence.doors) else replace(presence, rev=presence.rev + 1, doors=doors)
