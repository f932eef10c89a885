"""Mood and atmosphere: what one feels, what the room feels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

FEW = 5
"""Of fewer people nothing is shown in figures."""


@dataclass(frozen=True)
class Mood:
    """How a participant feels, 1 to 5; of several the one with the highest `seq` counts."""

    participant: str
    mood: int
    seq: int


@dataclass(frozen=True)
class Atmosphere:
    """How many people of a room feel how, counted by bucket."""

    room: str
    rev: int = 0
    parts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Who has said how they feel."""
        return sum(sum(part.values()) for part in self.parts.values())

    @property
    def counts(self) -> dict[str, int] | None:
        """People by mood, None for too few of them."""
        total: Counter[str] = Counter()
        for part in self.parts.values():
            total.update(part)
        return None if self.people < FEW else dict(sorted(total.items()))


def part(moods: Iterable[Mood]) -> dict[str, int]:
    """One bucket counted."""
    return dict(Counter(str(one.mood) for one in moods))


def recounted(atmosphere: Atmosphere, parts: Mapping[int, Mapping[str, int]]) -> Atmosphere:
    """The atmosphere with these buckets counted anew; the very same if nothing differs."""
    fresh = {**atmosphere.parts, **{str(one): counts for one, counts in parts.items() if counts}}
    if fresh == dict(atmosphere.parts):
        return atmosphere
    return replace(atmosphere, rev=atmosphere.rev + 1, parts=fresh)
