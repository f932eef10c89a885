"""The register of connections in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from beifall.domain.people import CARRIED, LEASE, Connection
from beifall.store.memory.rows import Rows
from beifall.store.port import Register

Listed = tuple[str, bool, str]
"""A place on a room's list: the room, whether among the few, the connection."""


class MemoryRegister(Rows, Register):
    """Two dictionaries, as DynamoDB has two rows; `_since` is an attribute of the room's."""

    def __init__(self) -> None:
        self._register: dict[str, Connection] = {}
        self._rooms: dict[Listed, Connection] = {}
        self._since: dict[Listed, int] = {}

    def connection(self, participant: str, connection: str, *, now: int) -> Connection | None:
        found = self._register.get(connection)
        return found if found and found.participant == participant and _alive(found, now) else None

    def register(self, connection: Connection) -> Connection | None:
        with self.lock:
            before = self._register.get(connection.id)
            self._enlist(connection)
            self._register[connection.id] = connection
            return before

    def restore(self, here: Connection, before: Connection | None) -> None:
        with self.lock:
            if self._register.get(here.id) == here:
                if before is None:
                    del self._register[here.id]
                else:
                    self._register[here.id] = before
            if before is None or (before.room, before.near) != (here.room, here.near):
                self.leave(here)

    def renew(self, participant: str, connection: str, *, room: str, now: int) -> Connection | None:
        with self.lock:
            here = self.connection(participant, connection, now=now)
            if here is None or here.room != room:
                return None
            renewed = replace(here, seen=now)
            self._register[connection] = renewed
            if (room, here.near, connection) in self._rooms:
                self._rooms[room, here.near, connection] = renewed
            return renewed

    def heard(self, room: str, connection: str, *, near: bool, now: int) -> bool:
        key = (room, near, connection)
        with self.lock:
            here = self._rooms.get(key)
            if here is None or not _alive(here, now) or self._since[key] <= now - CARRIED:
                return False
            self._rooms[key] = replace(here, seen=now)
            return True

    def leave(self, connection: Connection) -> None:
        key = _listed(connection)
        with self.lock:
            if key in self._rooms and self._since[key] <= connection.seen:
                self._delist(key)

    def forget(self, connection: Connection) -> None:
        with self.lock:
            self._register.pop(connection.id, None)
            self._delist(_listed(connection))

    def near(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return tuple(one for one in self._here(room, now) if one.near)

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return tuple(one for one in self._here(room, now) if not one.near)

    def devices(self, participant: str, *, now: int) -> tuple[Connection, ...]:
        with self.lock:
            own = (one for one in self._register.values() if one.participant == participant)
            return tuple(one for one in own if _alive(one, now))

    def listed(self, connections: Sequence[Connection], *, now: int) -> tuple[Connection, ...]:
        with self.lock:
            found = (self._rooms.get(_listed(one)) for one in connections)
            return tuple(one for one in found if one is not None and _alive(one, now))

    def _enlist(self, connection: Connection) -> None:
        key = _listed(connection)
        self._rooms[key] = connection
        self._since[key] = connection.seen

    def _delist(self, key: Listed) -> None:
        self._rooms.pop(key, None)
        self._since.pop(key, None)

    def _here(self, room: str, now: int) -> list[Connection]:
        with self.lock:
            return [one for (where, _, _), one in self._rooms.items() if where == room and _alive(one, now)]


def _listed(connection: Connection) -> Listed:
    return connection.room, connection.near, connection.id


def _alive(connection: Connection, now: int) -> bool:
    return connection.seen + LEASE > now
