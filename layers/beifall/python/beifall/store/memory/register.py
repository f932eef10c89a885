"""The register of connections in memory."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.people import LEASE, Connection
from beifall.store.memory.rows import Rows
from beifall.store.port import Register


class MemoryRegister(Rows, Register):
    """Two dictionaries, as DynamoDB has two rows."""

    def __init__(self) -> None:
        self._register: dict[str, Connection] = {}
        self._rooms: dict[tuple[str, bool, str], Connection] = {}

    def connection(self, participant: str, connection: str, *, now: int) -> Connection | None:
        found = self._register.get(connection)
        return found if found and found.participant == participant and _alive(found, now) else None

    def register(self, connection: Connection) -> Connection | None:
        with self.lock:
            before = self._register.get(connection.id)
            self._rooms[connection.room, connection.near, connection.id] = connection
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

    def leave(self, connection: Connection) -> None:
        key = (connection.room, connection.near, connection.id)
        with self.lock:
            if key in self._rooms and self._rooms[key].seen <= connection.seen:
                del self._rooms[key]

    def forget(self, connection: Connection) -> None:
        with self.lock:
            self._register.pop(connection.id, None)
            self._rooms.pop((connection.room, connection.near, connection.id), None)

    def near(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return tuple(one for one in self._here(room, now) if one.near)

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return tuple(one for one in self._here(room, now) if not one.near)

    def devices(self, participant: str, *, now: int) -> tuple[Connection, ...]:
        with self.lock:
            own = (one for one in self._register.values() if one.participant == participant)
            return tuple(one for one in own if _alive(one, now))

    def _here(self, room: str, now: int) -> list[Connection]:
        with self.lock:
            return [one for (where, _, _), one in self._rooms.items() if where == room and _alive(one, now)]


def _alive(connection: Connection, now: int) -> bool:
    return connection.seen + LEASE > now
