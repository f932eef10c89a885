"""The register of connections on DynamoDB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from pynamodb.expressions.update import Action

from beifall.domain.people import CARRIED, LEASE, Connection, Screen, Sight
from beifall.store import keys
from beifall.store.dynamo.calls import answered, done, one, query, several
from beifall.store.port import Register
from beifall.store.rows import ConnectionRow, table


class DynamoRegister(Register):
    """`expected` people are spread over its buckets, each with two screens."""

    def __init__(self, expected: int) -> None:
        self._buckets = keys.buckets(expected)

    def connection(self, participant: str, connection: str, *, now: int) -> Connection | None:
        row = one(ConnectionRow, (keys.participant(participant), connection))
        return _connection(row) if row is not None and _alive(row, now) else None

    def register(self, connection: Connection) -> Connection | None:
        own, in_room = self._register_keys(connection)
        with answered():
            _row(in_room, connection, since=connection.seen).save()
            # `save` has no way to ask for what it replaces.
            attributes = _row(own, connection).serialize()
            replaced = table(ConnectionRow).put_item(*own, attributes=attributes, return_values="ALL_OLD")
        before = replaced.get("Attributes")
        return _connection(ConnectionRow.from_raw_data(before)) if before else None

    def restore(self, here: Connection, before: Connection | None) -> None:
        own, in_room = self._register_keys(here)
        still = (ConnectionRow.room == here.room) & (ConnectionRow.seen == here.seen)
        with answered():
            if before is None:
                done(lambda: ConnectionRow(*own).delete(still))
            else:
                done(lambda: _row(own, before).save(still))
            if before is None or self._register_keys(before)[1] != in_room:
                self.leave(here)

    def renew(self, participant: str, connection: str, *, room: str, now: int) -> Connection | None:
        row = ConnectionRow(keys.participant(participant), connection)
        seen: list[Action] = [ConnectionRow.seen.set(now), ConnectionRow.expires.set((now + LEASE) // 1_000)]
        here = (ConnectionRow.room == room) & (ConnectionRow.expires > now // 1_000)
        with answered():
            if not done(lambda: row.update(seen, here)):
                return None
            renewed = _connection(row)
            in_room = ConnectionRow(*self._register_keys(renewed)[1])
            # Not if it has gone meanwhile, with somebody who has entered another room.
            done(lambda: in_room.update(seen, ConnectionRow.pk.exists()))
        return renewed

    def heard(self, room: str, connection: str, *, near: bool, now: int) -> bool:
        row = ConnectionRow(*keys.register(room, connection, self._buckets, near=near))
        seen: list[Action] = [ConnectionRow.seen.set(now), ConnectionRow.expires.set((now + LEASE) // 1_000)]
        # A row that is not there has no `since` either.
        there = (ConnectionRow.since > now - CARRIED) & (ConnectionRow.expires > now // 1_000)
        with answered():
            return done(lambda: row.update(seen, there))

    def leave(self, connection: Connection) -> None:
        row = ConnectionRow(*self._register_keys(connection)[1])
        with answered():
            done(lambda: row.delete(ConnectionRow.since <= connection.seen))

    def forget(self, connection: Connection) -> None:
        for key in self._register_keys(connection):
            with answered():
                ConnectionRow(*key).delete()

    def near(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return _connections(keys.room_bucket(room, keys.NEAR), now)

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        buckets = (keys.room_bucket(room, bucket) for bucket in range(self._buckets))
        return tuple(one for bucket in buckets for one in _connections(bucket, now))

    def devices(self, participant: str, *, now: int) -> tuple[Connection, ...]:
        return _connections(keys.participant(participant), now)

    def listed(self, connections: Sequence[Connection], *, now: int) -> tuple[Connection, ...]:
        wanted = [self._register_keys(one)[1] for one in connections]
        rows = several(ConnectionRow, wanted)
        return tuple(_connection(rows[key]) for key in wanted if key in rows and _alive(rows[key], now))

    def _register_keys(self, connection: Connection) -> tuple[keys.Key, keys.Key]:
        return (
            (keys.participant(connection.participant), connection.id),
            keys.register(connection.room, connection.id, self._buckets, near=connection.near),
        )


def _row(key: keys.Key, connection: Connection, *, since: int | None = None) -> ConnectionRow:
    return ConnectionRow(
        *key,
        participant=connection.participant,
        room=connection.room,
        screen=connection.screen,
        sight=connection.sight,
        seen=connection.seen,
        since=since,
        expires=(connection.seen + LEASE) // 1_000,
    )


def _connections(pk: str, now: int) -> tuple[Connection, ...]:
    return tuple(_connection(row) for row in query(ConnectionRow, pk) if _alive(row, now))


def _alive(row: ConnectionRow, now: int) -> bool:
    return row.expires * 1_000 > now


def _connection(row: ConnectionRow) -> Connection:
    return Connection(
        id=row.sk,
        participant=row.participant,
        room=row.room,
        screen=cast("Screen", row.screen),
        sight=cast("Sight", row.sight),
        seen=int(row.seen),
    )
