"""Who is where: two rows for each connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from beifall.domain.people import Connection


class Register(Protocol):
    """Who is where: two rows per connection, on a room's list and on its participant's, gone by themselves 130 minutes
    after they were last written.
    """

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

    def heard(self, room: str, connection: str, *, near: bool, now: int) -> bool:
        """Notes on the room's list that a connection was heard of, one of the few or not; False if it is not there, or
        has been for so long that its participant's row is to be renewed too. One call.
        """

    def leave(self, connection: Connection) -> None:
        """Takes a connection off the room's list, as it has entered another, unless it has entered this one again
        since. One call.
        """

    def forget(self, connection: Connection) -> None:
        """Deletes both rows of a connection that nobody is at any more. Two calls."""

    def near(self, room: str, *, now: int) -> tuple[Connection, ...]:
        """The few in a room (`Connection.near`): stages, desks, whoever runs the room or staffs the info desk. One
        call.
        """

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        """All others in a room. One call a bucket."""

    def devices(self, participant: str, *, now: int) -> tuple[Connection, ...]:
        """The connections of one participant. One call."""

    def listed(self, connections: Sequence[Connection], *, now: int) -> tuple[Connection, ...]:
        """Those of these that are on their rooms' lists, as they stand there: with when they were last heard of. One
        call a hundred; none for none.
        """
