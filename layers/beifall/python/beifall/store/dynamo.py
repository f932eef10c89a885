"""The store on DynamoDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import msgspec
from pynamodb.exceptions import DeleteError, PutError, PynamoDBConnectionError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.event import Event
from beifall.domain.people import LEASE, Connection, Screen, Sight
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.state import State
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.port import Counting, Overloaded, Place, Store
from beifall.store.rows import AttendanceRow, BallotRow, ConnectionRow, FactRow, StateRow, ThingRow, connect, table

CONNECTIONS_PER_BUCKET = 500

OVERLOAD = frozenset({"ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"})
CONDITION = "ConditionalCheckFailedException"

Thing = TypeVar("Thing", Event, Room, Poll, Tally, Count)
Row = TypeVar("Row", bound=Model)


class DynamoStore(Store):
    """`expected` people spread the register over its buckets; rows are deleted by DynamoDB after `purged` (ms)."""

    def __init__(self, *, expected: int, purged: int) -> None:
        self._buckets = max(1, -(-expected * 2 // CONNECTIONS_PER_BUCKET))
        self._expires = purged // 1_000
        connect()

    # things

    def event(self) -> Event | None:
        return _thing(_one(StateRow, keys.EVENT), Event)

    def state(self, room: str, *, staff: bool) -> State | None:
        everything = None if staff else StateRow.sk.startswith(keys.ALL)
        rows = {row.sk: row for row in _query(StateRow, keys.room(room), everything)}
        it = _thing(rows.get(keys.room_row(room)[1]), Room)
        if it is None:
            return None
        return State(
            room=it,
            polls=_things(rows, "all#poll#", Poll),
            drafts=_things(rows, "staff#poll#", Poll),
            tallies=_things(rows, "all#tally#", Tally),
        )

    def poll(self, room: str, poll: str) -> Poll | None:
        return _thing(_one(StateRow, keys.poll_row(room, poll)), Poll)

    def polls(self, room: str, poll: str) -> tuple[Poll | None, Poll | None]:
        public, draft = keys.poll_row(room, poll), keys.draft_row(room, poll)
        rows = _several(StateRow, (public, draft))
        return _thing(rows.get(public), Poll), _thing(rows.get(draft), Poll)

    def put_event(self, event: Event, *, before: int) -> bool:
        return self._put(ThingRow, keys.EVENT, event, event.rev, before)

    def put_room(self, room: Room, *, before: int) -> bool:
        return self._put(ThingRow, keys.room_row(room.id), room, room.rev, before)

    def put_poll(self, poll: Poll, *, before: int) -> bool:
        return self._put(ThingRow, keys.poll_row(poll.room, poll.id), poll, poll.rev, before)

    def put_draft(self, poll: Poll, *, before: int) -> bool:
        return self._put(ThingRow, keys.draft_row(poll.room, poll.id), poll, poll.rev, before)

    def drop_draft(self, poll: Poll) -> None:
        row = StateRow(*keys.draft_row(poll.room, poll.id))
        with _answers():
            _done(lambda: row.delete(StateRow.rev <= poll.rev))

    # facts

    def cast(self, place: Place, ballot: Ballot) -> Ballot:
        pk = keys.ballots(place.urn, place.bucket)
        choice = msgspec.json.encode(ballot.choice).decode()
        row = BallotRow(pk, place.voter, seq=ballot.seq, choice=choice, expires=self._expires)
        newest = BallotRow.seq.does_not_exist() | (BallotRow.seq < ballot.seq)
        with _answers():
            if _done(lambda: row.save(newest)):
                return ballot
        stored = _one(FactRow, (pk, place.voter))
        assert stored is not None, "a ballot is never deleted before the purge"
        return _ballot(stored)

    def ballots(self, urn: Urn, bucket: int) -> tuple[Ballot, ...]:
        return tuple(_ballot(row) for row in _query(FactRow, keys.ballots(urn, bucket)))

    def own(self, places: Sequence[Place]) -> dict[Place, Ballot]:
        by_key = {(keys.ballots(place.urn, place.bucket), place.voter): place for place in places}
        return {by_key[key]: _ballot(row) for key, row in _several(FactRow, tuple(by_key)).items()}

    # views

    def counting(self, urn: Urn) -> Counting:
        poll, count, tally = (
            keys.poll_row(urn.room, urn.poll),
            keys.count_row(urn),
            keys.tally_row(urn.room, urn.poll),
        )
        rows = _several(StateRow, (poll, count, tally))
        return Counting(
            _thing(rows.get(poll), Poll),
            _thing(rows.get(count), Count) or Count(urn),
            _thing(rows.get(tally), Tally),
        )

    def put_count(self, count: Count, *, before: int) -> bool:
        return self._put(StateRow, keys.count_row(count.urn), count, count.revision, before)

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        return self._put(StateRow, keys.tally_row(tally.room, tally.id), tally, tally.rev, before)

    # register

    def connection(self, participant: str, connection: str, *, now: int) -> Connection | None:
        row = _one(ConnectionRow, (keys.participant(participant), connection))
        return _connection(row) if row is not None and _alive(row, now) else None

    def register(self, connection: Connection) -> Connection | None:
        own, in_room = self._register_keys(connection)
        with _answers():
            _row(in_room, connection).save()
            # `save` has no way to ask for what it replaces.
            attributes = _row(own, connection).serialize()
            replaced = table(ConnectionRow).put_item(*own, attributes=attributes, return_values="ALL_OLD")
        before = replaced.get("Attributes")
        return _connection(ConnectionRow.from_raw_data(before)) if before else None

    def renew(self, participant: str, connection: str, *, room: str, now: int) -> Connection | None:
        row = ConnectionRow(keys.participant(participant), connection)
        seen: list[Action] = [ConnectionRow.seen.set(now), ConnectionRow.expires.set((now + LEASE) // 1_000)]
        here = (ConnectionRow.room == room) & (ConnectionRow.expires > now // 1_000)
        with _answers():
            if not _done(lambda: row.update(seen, here)):
                return None
            renewed = _connection(row)
            in_room = ConnectionRow(*self._register_keys(renewed)[1])
            # Not if it has gone meanwhile, with somebody who has entered another room.
            _done(lambda: in_room.update(seen, ConnectionRow.pk.exists()))
        return renewed

    def leave(self, connection: Connection) -> None:
        row = ConnectionRow(*self._register_keys(connection)[1])
        with _answers():
            _done(lambda: row.delete(ConnectionRow.seen <= connection.seen))

    def forget(self, connection: Connection) -> None:
        for key in self._register_keys(connection):
            with _answers():
                ConnectionRow(*key).delete()

    def near(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return _connections(keys.room_bucket(room, keys.NEAR), now)

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        buckets = (keys.room_bucket(room, bucket) for bucket in range(self._buckets))
        return tuple(one for bucket in buckets for one in _connections(bucket, now))

    def devices(self, participant: str, *, now: int) -> tuple[Connection, ...]:
        return _connections(keys.participant(participant), now)

    # attendance

    def joined(self, participant: str) -> bool:
        return _one(AttendanceRow, keys.joined(participant)) is not None

    def admit(self, participant: str, *, limit: int) -> bool:
        attendance = AttendanceRow(*keys.ATTENDANCE)
        one_more: list[Action] = [AttendanceRow.people.add(1), AttendanceRow.expires.set(self._expires)]
        room_left = AttendanceRow.people.does_not_exist() | (AttendanceRow.people < limit)
        with _answers():
            if not _done(lambda: attendance.update(one_more, room_left)):
                return False
            joined = AttendanceRow(*keys.joined(participant), expires=self._expires)
            if not _done(lambda: joined.save(AttendanceRow.pk.does_not_exist())):
                # Another sending of the same request was faster: it has a place already.
                attendance.update([AttendanceRow.people.add(-1)])
        return True

    def issue(self, ticket: str) -> None:
        row = AttendanceRow(*keys.ticket(ticket), expires=self._expires)
        with _answers():
            _done(lambda: row.save(AttendanceRow.pk.does_not_exist()))

    def redeem(self, ticket: str, nonce: str) -> bool | None:
        row = AttendanceRow(*keys.ticket(ticket))
        free = AttendanceRow.pk.exists() & (AttendanceRow.nonce.does_not_exist() | (AttendanceRow.nonce == nonce))
        with _answers():
            if _done(lambda: row.update([AttendanceRow.nonce.set(nonce)], free)):
                return True
        return None if _one(AttendanceRow, keys.ticket(ticket)) is None else False

    def _put(
        self,
        model: type[StateRow | ThingRow],
        key: keys.Key,
        thing: Event | Room | Poll | Tally | Count,
        rev: int,
        before: int,
    ) -> bool:
        row = model(*key, rev=rev, thing=msgspec.json.encode(thing).decode(), expires=self._expires)
        as_read = model.rev == before if before else model.pk.does_not_exist()
        with _answers():
            return _done(lambda: row.save(as_read))

    def _register_keys(self, connection: Connection) -> tuple[keys.Key, keys.Key]:
        return (
            (keys.participant(connection.participant), connection.id),
            keys.register(connection, self._buckets),
        )


@contextmanager
def _answers() -> Iterator[None]:
    """A refusal for load becomes the port's; whatever else goes wrong stays what it is."""
    try:
        yield
    except PynamoDBConnectionError as error:
        if error.cause_response_code in OVERLOAD:
            raise Overloaded from error
        raise


def _done(write: Callable[[], object]) -> bool:
    """Whether the write's condition held."""
    try:
        write()
    except (PutError, UpdateError, DeleteError) as error:
        if error.cause_response_code == CONDITION:
            return False
        raise
    return True


def _one(model: type[Row], key: keys.Key) -> Row | None:
    with _answers():
        try:
            return model.get(*key, consistent_read=True)
        except model.DoesNotExist:
            return None


def _several(model: type[Row], wanted: Sequence[keys.Key]) -> dict[keys.Key, Row]:
    if not wanted:
        return {}
    with _answers():
        rows = model.batch_get(list(wanted), consistent_read=True)
        return {(cast("Any", row).pk, cast("Any", row).sk): row for row in rows}


def _query(model: type[Row], pk: str, sk: Condition | None = None) -> list[Row]:
    with _answers():
        return list(model.query(pk, sk, consistent_read=True))


def _thing(row: StateRow | None, kind: type[Thing]) -> Thing | None:
    return None if row is None else msgspec.json.decode(row.thing, type=kind)


def _things(rows: dict[str, StateRow], prefix: str, kind: type[Thing]) -> tuple[Thing, ...]:
    return tuple(msgspec.json.decode(row.thing, type=kind) for sk, row in rows.items() if sk.startswith(prefix))


def _ballot(row: FactRow) -> Ballot:
    choice = msgspec.json.decode(row.choice, type=tuple[str | int, ...])
    return Ballot(row.sk, choice, int(row.seq))


def _row(key: keys.Key, connection: Connection) -> ConnectionRow:
    return ConnectionRow(
        *key,
        participant=connection.participant,
        room=connection.room,
        screen=connection.screen,
        sight=connection.sight,
        seen=connection.seen,
        expires=(connection.seen + LEASE) // 1_000,
    )


def _connections(pk: str, now: int) -> tuple[Connection, ...]:
    return tuple(_connection(row) for row in _query(ConnectionRow, pk) if _alive(row, now))


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
