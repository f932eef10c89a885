"""What stays the same through a whole script, and what a room is like at one moment of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bill.model.contents import Contents
from bill.model.manner import Manner, evenly
from bill.model.pace import Pace
from bill.model.sizes import CONNECTION, read_units
from bill.model.spent import Spent, read

PER_BUCKET = 500
"""Connections in one bucket of the register."""

BALLOTS_PER_BUCKET, BUCKETS_AT_MOST = 50, 64

NEAR = frozenset({"moderator", "organiser", "info", "stage", "speaker"})
"""Who has a desk or a stage, and hears everything at once."""

MODERATORS = frozenset({"moderator", "organiser"})
"""Who sees what is waiting, and every tally."""


@dataclass(frozen=True)
class House:
    """An event: its rooms as (id, kind), who waits where at a desk or a stage (role, room), how many are `expected`,
    the bytes of the event's own row, the polls whose results are shown while they are open, and the `seats` of the
    cafeteria, and when in a scene its acts are done.
    """

    rooms: tuple[tuple[str, str], ...]
    staff: tuple[tuple[str, str], ...]
    expected: int
    event: float = 4_000
    live: frozenset[str] = frozenset()
    pace: Pace = field(default_factory=Pace)
    seats: float = 320
    manner: Manner = evenly

    @property
    def register_buckets(self) -> int:
        """Over which the screens of the many in a room are spread."""
        return max(1, -(-self.expected * 2 // PER_BUCKET))

    @property
    def ballot_buckets(self) -> int:
        """Over which a poll's ballots are spread."""
        return max(1, min(BUCKETS_AT_MOST, -(-self.expected // BALLOTS_PER_BUCKET)))


@dataclass(frozen=True)
class Place:
    """A room at one moment: what lies in it, and how many attendees, each with a laptop and a phone, are there."""

    id: str
    house: House
    contents: Contents
    people: float

    @property
    def many(self) -> float:
        """Screens that are told bundled what is not urgent."""
        return self.people * 2

    @property
    def near(self) -> int:
        """Desks and stages."""
        return sum(room == self.id and role in NEAR for role, room in self.house.staff)

    @property
    def moderators(self) -> int:
        """Desks that see what is waiting, and every tally."""
        return sum(room == self.id and role in MODERATORS for role, room in self.house.staff)

    @property
    def stages(self) -> int:
        """Big screens."""
        return sum(room == self.id and role == "stage" for role, room in self.house.staff)

    @property
    def far(self) -> Spent:
        """The reading of the many in the register."""
        buckets = self.house.register_buckets
        return read(read_units(self.many * CONNECTION / buckets)) * buckets

    @property
    def register(self) -> Spent:
        """The reading of everybody in it."""
        return read(read_units(self.near * CONNECTION)) + self.far

    @property
    def event(self) -> Spent:
        """The reading of the event's own row."""
        return read(read_units(self.house.event))
