"""What lies in a room, for every snapshot reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bill.model import sizes
from bill.model.sizes import read_units

PEOPLE_BUCKETS = 16
"""Over which upvotes and moods of a room are spread."""


@dataclass(frozen=True)
class Contents:
    """How many of each: `polls` are those that were opened once, of which `open` are open or closing, with the bytes of
    all their rows and of those of their tallies; `ballots` are those of the last one. `shown` questions are those that
    the audience knows, whatever became of them, and `waiting` those that it does not.
    """

    kind: str = "plenum"
    drafts: float = 0
    polls: float = 0
    open: float = 0
    forms: float = 0
    tallies: float = 0
    ballots: float = 0
    waiting: float = 0
    shown: float = 0
    boards: float = 0
    upvotes: float = 0
    feelings: float = 0
    seats: float = 0
    sittings: float = 0

    @property
    def public(self) -> float:
        """Bytes that are read for an attendee."""
        size = sizes.ROOM + self.forms + self.tallies
        size += self.shown * sizes.QUESTION + self.boards * self.board
        size += sizes.MOOD + sizes.MOOD_PART * min(PEOPLE_BUCKETS, self.feelings) if self.feelings else 0
        size += sizes.DOORS if self.kind == "foyer" else 0
        return size + (self.floor if self.kind == "cafeteria" else 0)

    @property
    def backstage(self) -> float:
        """Bytes that are read for staff besides."""
        return self.drafts * sizes.DRAFT + self.waiting * sizes.QUESTION

    @property
    def floor(self) -> float:
        """Bytes of the tables' row."""
        return sizes.FLOOR + self.seats * sizes.SEAT + min(sizes.SITTINGS, self.sittings) * sizes.SITTING

    @property
    def board(self) -> float:
        """Bytes of a question's row of supporters."""
        each = self.upvotes / max(1.0, self.boards)
        parts: float = PEOPLE_BUCKETS * (1 - (1 - 1 / PEOPLE_BUCKETS) ** each)
        return sizes.BOARD + sizes.BOARD_PART * parts

    @property
    def seen(self) -> float:
        """Units that the audience's view of the room takes."""
        return read_units(self.public)

    @property
    def all_(self) -> float:
        """Units that staff's view of it takes."""
        return read_units(self.public + self.backstage)

    def plus(self, **more: float) -> Contents:
        """The same with so many more of each, and never fewer than none."""
        return replace(self, **{name: max(0.0, getattr(self, name) + by) for name, by in more.items()})
