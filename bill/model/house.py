"""What stays the same through a whole script, and what a room is like at one moment of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from beifall.domain.pace import Pace
from bill.model.contents import Contents
from bill.model.manner import Manner, evenly
from bill.model.polls import USUAL, Asked
from bill.model.sizes import BALLOT, CONNECTION, read_units
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
    the bytes of the event's own row, the prepared `polls`, the `seats` of the cafeteria, and when in a scene its acts
    are done.
    """

    rooms: tuple[tuple[str, str], ...]
    staff: tuple[tuple[str, str], ...]
    expected: int
    event: float = 4_000
    polls: Mapping[str, Asked] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    seats: float = 320
    manner: Manner = evenly

    def poll(self, id_: str) -> Asked:
        """What is known of a poll."""
        return self.polls.get(id_, USUAL)

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

    def counting(self, asked: Asked) -> Spent:
        """The reading of a poll with its count and its tally."""
        count = asked.count(self.contents.ballots, self.house.ballot_buckets)
        return read(2 + read_units(count))

    def bucket(self, ballots: float) -> Spent:
        """The reading of one bucket of so many ballots."""
        return read(read_units(ballots / self.house.ballot_buckets * BALLOT))

    @property
    def event(self) -> Spent:
        """The reading of the event's own row."""
        return read(read_units(self.house.event))
