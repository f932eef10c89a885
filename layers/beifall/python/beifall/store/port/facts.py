"""What the audience adds: one row for each person and thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Upvote
from beifall.domain.contributions import Contributions
from beifall.domain.mood import Mood

BUCKETS = 16
"""Over so many keys upvotes and moods of a room are spread, by person: a recount reads only what was touched. It must
stay what it is while an event lasts, whoever is expected: a person's row is found by it.
"""


@dataclass(frozen=True)
class Place:
    """Where one ballot lies."""

    urn: Urn
    bucket: int
    voter: str


@dataclass(frozen=True)
class Own:
    """One participant's own rows: ballots by place, those of their upvotes and their mood that a room has, and what
    they have asked anywhere.
    """

    contributions: Contributions
    ballots: dict[Place, Ballot] = field(default_factory=dict)
    upvotes: tuple[Upvote, ...] = ()
    mood: Mood | None = None


class Facts(Protocol):
    """Each is one conditional write; a repeated one changes nothing, and the one with the highest `seq` stays."""

    def cast(self, place: Place, ballot: Ballot) -> Ballot:
        """Stores the ballot unless one with the same or a higher `seq` is there; returns what counts now. One attempt
        of at most 3 s; a second call only where the ballot was not stored.
        """

    def ballots(self, urn: Urn, bucket: int) -> tuple[Ballot, ...]:
        """All ballots of one bucket. One call a megabyte."""

    def upvote(self, room: str, upvote: Upvote) -> Upvote:
        """Stores an upvote as `cast` stores a ballot; returns what counts now. One call, or two."""

    def upvotes(self, room: str, bucket: int) -> tuple[Upvote, ...]:
        """All upvotes of one of the `BUCKETS` of a room, withdrawn ones too. One call a megabyte."""

    def feel(self, room: str, mood: Mood) -> Mood:
        """Stores a mood as `cast` stores a ballot; returns what counts now. One call, or two."""

    def moods(self, room: str, bucket: int) -> tuple[Mood, ...]:
        """All moods of one of the `BUCKETS` of a room. One call a megabyte."""

    def contributions(self, participant: str) -> Contributions:
        """What a participant has asked. One call."""

    def put_contributions(self, contributions: Contributions, *, before: int) -> bool:
        """Stores what a participant has asked, on the `rev` that was read."""

    def own(self, participant: str, room: str, places: Sequence[Place]) -> Own:
        """One's own rows. Two calls: a query, and one for a hundred places."""
