"""The store in memory: for the simulation and for tests of steps, held to the same contract as DynamoDB's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import RLock
from typing import TypeVar

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.event import Event
from beifall.domain.people import LEASE, Connection
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.state import State
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.port import Counting, Place, Store

Kind = TypeVar("Kind", Event, Room, Poll, Tally, Count)


class MemoryStore(Store):
    """Rows in dictionaries. `written` hears the key of each row of `state` and `facts` that a write changed, as a
    stream of keys would.
    """

    def __init__(self, written: Callable[[str, keys.Key], None] = lambda _table, _key: None) -> None:
        self._written = written
        self._lock = RLock()
        self._state: dict[keys.Key, tuple[int, Event | Room | Poll | Tally | Count]] = {}
        self._facts: dict[str, dict[str, Ballot]] = {}
        self._register: dict[str, Connection] = {}
        self._rooms: dict[tuple[str, bool, str], Connection] = {}
        self._joined: set[str] = set()
        self._places = 0
        self._tickets: dict[str, str | None] = {}

    # things

    def event(self) -> Event | None:
        return self._thing(keys.EVENT, Event)

    def state(self, room: str, *, staff: bool) -> State | None:
        with self._lock:
            it = self._thing(keys.room_row(room), Room)
            if it is None:
                return None
            return State(
                room=it,
                polls=self._things(room, "all#poll#", Poll),
                drafts=self._things(room, "staff#poll#", Poll) if staff else (),
                tallies=self._things(room, "all#tally#", Tally),
            )

    def poll(self, room: str, poll: str) -> Poll | None:
        return self._thing(keys.poll_row(room, poll), Poll)

    def polls(self, room: str, poll: str) -> tuple[Poll | None, Poll | None]:
        with self._lock:
            return self.poll(room, poll), self._thing(keys.draft_row(room, poll), Poll)

    def put_event(self, event: Event, *, before: int) -> bool:
        return self._put(keys.EVENT, event, event.rev, before)

    def put_room(self, room: Room, *, before: int) -> bool:
        return self._put(keys.room_row(room.id), room, room.rev, before)

    def put_poll(self, poll: Poll, *, before: int) -> bool:
        return self._put(keys.poll_row(poll.room, poll.id), poll, poll.rev, before)

    def put_draft(self, poll: Poll, *, before: int) -> bool:
        return self._put(keys.draft_row(poll.room, poll.id), poll, poll.rev, before)

    def drop_draft(self, poll: Poll) -> None:
        key = keys.draft_row(poll.room, poll.id)
        with self._lock:
            if key in self._state and self._state[key][0] <= poll.rev:
                del self._state[key]
                self._written("state", key)

    # facts

    def cast(self, place: Place, ballot: Ballot) -> Ballot:
        pk = keys.ballots(place.urn, place.bucket)
        with self._lock:
            stored = self._facts.setdefault(pk, {}).get(place.voter)
            if stored is not None and stored.seq >= ballot.seq:
                return stored
            self._facts[pk][place.voter] = replace(ballot, voter=place.voter)
            self._written("facts", (pk, place.voter))
            return ballot

    def ballots(self, urn: Urn, bucket: int) -> tuple[Ballot, ...]:
        with self._lock:
            return tuple(self._facts.get(keys.ballots(urn, bucket), {}).values())

    def own(self, places: Sequence[Place]) -> dict[Place, Ballot]:
        with self._lock:
            found = {place: self._facts.get(keys.ballots(place.urn, place.bucket), {}) for place in places}
            return {place: facts[place.voter] for place, facts in found.items() if place.voter in facts}

    # views

    def counting(self, urn: Urn) -> Counting:
        with self._lock:
            return Counting(
                self.poll(urn.room, urn.poll),
                self._thing(keys.count_row(urn), Count) or Count(urn),
                self._thing(keys.tally_row(urn.room, urn.poll), Tally),
            )

    def put_count(self, count: Count, *, before: int) -> bool:
        return self._put(keys.count_row(count.urn), count, count.revision, before)

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        return self._put(keys.tally_row(tally.room, tally.id), tally, tally.rev, before)

    # register

    def connection(self, participant: str, connection: str, *, now: int) -> Connection | None:
        found = self._register.get(connection)
        return found if found and found.participant == participant and _alive(found, now) else None

    def register(self, connection: Connection) -> Connection | None:
        with self._lock:
            before = self._register.get(connection.id)
            self._rooms[connection.room, connection.near, connection.id] = connection
            self._register[connection.id] = connection
            return before

    def restore(self, here: Connection, before: Connection | None) -> None:
        with self._lock:
            if self._register.get(here.id) == here:
                if before is None:
                    del self._register[here.id]
                else:
                    self._register[here.id] = before
            if before is None or (before.room, before.near) != (here.room, here.near):
                self.leave(here)

    def renew(self, participant: str, connection: str, *, room: str, now: int) -> Connection | None:
        with self._lock:
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
        with self._lock:
            if key in self._rooms and self._rooms[key].seen <= connection.seen:
                del self._rooms[key]

    def forget(self, connection: Connection) -> None:
        with self._lock:
            self._register.pop(connection.id, None)
            self._rooms.pop((connection.room, connection.near, connection.id), None)

    def near(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return tuple(one for one in self._here(room, now) if one.near)

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        return tuple(one for one in self._here(room, now) if not one.near)

    def devices(self, participant: str, *, now: int) -> tuple[Connection, ...]:
        with self._lock:
            own = (one for one in self._register.values() if one.participant == participant)
            return tuple(one for one in own if _alive(one, now))

    # attendance

    def joined(self, participant: str) -> bool:
        return participant in self._joined

    def admit(self, participant: str, *, limit: int) -> bool:
        with self._lock:
            if self._places >= limit:
                return False
            if participant not in self._joined:
                self._places += 1
                self._joined.add(participant)
            return True

    def issue(self, ticket: str) -> None:
        with self._lock:
            self._tickets.setdefault(ticket, None)

    def redeem(self, ticket: str, nonce: str) -> bool | None:
        with self._lock:
            if ticket not in self._tickets:
                return None
            self._tickets[ticket] = self._tickets[ticket] or nonce
            return self._tickets[ticket] == nonce

    def _here(self, room: str, now: int) -> list[Connection]:
        with self._lock:
            return [one for (where, _, _), one in self._rooms.items() if where == room and _alive(one, now)]

    def _put(self, key: keys.Key, thing: Event | Room | Poll | Tally | Count, rev: int, before: int) -> bool:
        with self._lock:
            if self._state.get(key, (0, None))[0] != before:
                return False
            self._state[key] = (rev, thing)
            self._written("state", key)
            return True

    def _thing(self, key: keys.Key, kind: type[Kind]) -> Kind | None:
        _, thing = self._state.get(key, (0, None))
        assert thing is None or isinstance(thing, kind)
        return thing

    def _things(self, room: str, prefix: str, kind: type[Kind]) -> tuple[Kind, ...]:
        rows = sorted(key for key in self._state if key[0] == keys.room(room) and key[1].startswith(prefix))
        return tuple(thing for key in rows if (thing := self._thing(key, kind)) is not None)


def _alive(connection: Connection, now: int) -> bool:
    return connection.seen + LEASE > now
