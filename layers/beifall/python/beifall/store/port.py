"""What the steps ask of a store. Every adapter keeps these promises; tests/store/ holds them all to it.

All reads are strongly consistent. A write whose condition fails changes nothing and says so. A call raises `Overloaded`
if the store refused it for its load and wrote nothing; any other exception leaves open what was written, and the
command is resent by the client.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.event import Event
from beifall.domain.people import Connection
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.state import State
from beifall.domain.tallies import Count, Tally


class Overloaded(Exception):
    """The store has too much to do and wrote nothing."""


@dataclass(frozen=True)
class Place:
    """Where one ballot lies."""

    urn: Urn
    bucket: int
    voter: str


@dataclass(frozen=True)
class Counting:
    """What a recount starts from; `poll` is the row that the audience knows, None while the poll is a draft."""

    poll: Poll | None
    count: Count
    tally: Tally | None


class Things(Protocol):
    """What staff shape. `before` is the `rev` that the writer has read, 0 for a row that is not there yet; a write
    is done only if that is still so, and returns whether it was. It is one attempt of at most 3 s.
    """

    def event(self) -> Event | None:
        """The event's own item, None before it is set up. One call."""

    def state(self, room: str, *, staff: bool) -> State | None:
        """Everything in a room, drafts only for `staff`; None if there is no such room. One call a megabyte."""

    def poll(self, room: str, poll: str) -> Poll | None:
        """The poll as the audience knows it: None while it is a draft. One call."""

    def polls(self, room: str, poll: str) -> tuple[Poll | None, Poll | None]:
        """The poll as the audience knows it, and staff's draft. One call."""

    def put_event(self, event: Event, *, before: int) -> bool:
        """Stores the event's own item."""

    def put_room(self, room: Room, *, before: int) -> bool:
        """Stores a room."""

    def put_poll(self, poll: Poll, *, before: int) -> bool:
        """Stores a poll where everybody in the room is told of it."""

    def put_draft(self, poll: Poll, *, before: int) -> bool:
        """Stores a poll where only staff is told of it."""

    def drop_draft(self, poll: Poll) -> None:
        """Deletes a draft that has become public, unless it has changed since."""


class Facts(Protocol):
    """What the audience adds: one row per urn and voter."""

    def cast(self, place: Place, ballot: Ballot) -> Ballot:
        """Stores the ballot unless one with the same or a higher `seq` is there; returns what counts now. One attempt
        of at most 3 s; a second call only where the ballot was not stored.
        """

    def ballots(self, urn: Urn, bucket: int) -> tuple[Ballot, ...]:
        """All ballots of one bucket. One call a megabyte."""

    def own(self, places: Sequence[Place]) -> dict[Place, Ballot]:
        """Those of these ballots that were cast. One call a hundred."""


class Views(Protocol):
    """What is derived. `before` as for things, but the count's is its `revision`."""

    def counting(self, urn: Urn) -> Counting:
        """What a recount of the urn starts from. One call."""

    def put_count(self, count: Count, *, before: int) -> bool:
        """Stores an exact count, which no stream carries."""

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        """Stores what may be shown."""


class Register(Protocol):
    """Who is where: two rows per connection, gone by themselves 130 minutes after they were last seen."""

    def connection(self, participant: str, connection: str, *, now: int) -> Connection | None:
        """The row of one connection. One call."""

    def register(self, connection: Connection) -> Connection | None:
        """Notes where a connection is, first among the room's, then among its participant's; returns what the latter
        replaces, so that of several who enter with one connection each knows whom to take off a list. Two calls.
        """

    def restore(self, here: Connection, before: Connection | None) -> None:
        """Takes a registration back, to what it has replaced, unless the connection has been registered since. Two
        calls.
        """

    def renew(self, participant: str, connection: str, *, room: str, now: int) -> Connection | None:
        """Notes that a connection was heard of; None if it is not in this room. Two calls."""

    def leave(self, connection: Connection) -> None:
        """Takes a connection off the room's list, as it has entered another, unless it was heard of there since. One
        call.
        """

    def forget(self, connection: Connection) -> None:
        """Deletes both rows of a connection that nobody is at any more. Two calls."""

    def near(self, room: str, *, now: int) -> tuple[Connection, ...]:
        """The stages and desks in a room. One call."""

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        """The phones and laptops in a room. One call a bucket."""

    def devices(self, participant: str, *, now: int) -> tuple[Connection, ...]:
        """The connections of one participant. One call."""


class Attendance(Protocol):
    """Who has joined."""

    def joined(self, participant: str) -> bool:
        """Whether this participant has joined before. One call."""

    def admit(self, participant: str, *, limit: int) -> bool:
        """Takes one of `limit` places, once for each participant; False if none is left. Two calls, a third one where
        two requests of one participant have met.
        """

    def issue(self, ticket: str) -> None:
        """Makes a ticket valid, given as its hash. One call."""

    def redeem(self, ticket: str, nonce: str) -> bool | None:
        """Ties a ticket to the nonce that it came with first, both as hashes: True if it is this nonce's, False if it
        is another's, None if there is no such ticket. One call, a second one where it was not True.
        """


class Store(Things, Facts, Views, Register, Attendance, Protocol):
    """Everything at once: what the adapters are."""
