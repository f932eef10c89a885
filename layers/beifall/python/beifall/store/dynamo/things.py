"""Event, rooms and polls on DynamoDB."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from beifall.domain.event import Event
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.state import State
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.dynamo.calls import answered, done, one, query, several
from beifall.store.port import Things
from beifall.store.rows import StateRow, ThingRow
from beifall.typed import ready

Thing = TypeVar("Thing", Event, Room, Poll, Tally, Count)


ready(Event, Room, Poll, Tally, Count)


class DynamoThings(Things):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def event(self) -> Event | None:
        return thing(one(StateRow, keys.EVENT), Event)

    def state(self, room: str, *, staff: bool) -> State | None:
        everything = None if staff else StateRow.sk.startswith(keys.ALL)
        rows = {row.sk: row for row in query(StateRow, keys.room(room), everything)}
        it = thing(rows.get(keys.room_row(room)[1]), Room)
        if it is None:
            return None
        return State(
            room=it,
            polls=things(rows, "all#poll#", Poll),
            drafts=things(rows, "staff#poll#", Poll),
            tallies=things(rows, "all#tally#", Tally),
        )

    def poll(self, room: str, poll: str) -> Poll | None:
        return thing(one(StateRow, keys.poll_row(room, poll)), Poll)

    def polls(self, room: str, poll: str) -> tuple[Poll | None, Poll | None]:
        public, draft = keys.poll_row(room, poll), keys.draft_row(room, poll)
        rows = several(StateRow, (public, draft))
        return thing(rows.get(public), Poll), thing(rows.get(draft), Poll)

    def put_event(self, event: Event, *, before: int) -> bool:
        return put(ThingRow, keys.EVENT, event, before=before, expires=self._expires)

    def put_room(self, room: Room, *, before: int) -> bool:
        return put(ThingRow, keys.room_row(room.id), room, before=before, expires=self._expires)

    def put_poll(self, poll: Poll, *, before: int) -> bool:
        return put(ThingRow, keys.poll_row(poll.room, poll.id), poll, before=before, expires=self._expires)

    def put_draft(self, poll: Poll, *, before: int) -> bool:
        return put(ThingRow, keys.draft_row(poll.room, poll.id), poll, before=before, expires=self._expires)

    def drop_draft(self, poll: Poll) -> None:
        row = StateRow(*keys.draft_row(poll.room, poll.id))
        with answered():
            done(lambda: row.delete(StateRow.rev <= poll.rev))


def put(
    model: type[StateRow | ThingRow],
    key: keys.Key,
    thing: Event | Room | Poll | Tally | Count,
    *,
    before: int,
    expires: int,
) -> bool:
    """Stores it if the row is still at the `rev` that was read; 0: if it is not there."""
    rev = thing.revision if isinstance(thing, Count) else thing.rev
    row = model(*key, rev=rev, thing=msgspec.json.encode(thing).decode(), expires=expires)
    as_read = model.rev == before if before else model.pk.does_not_exist()
    with answered():
        return done(lambda: row.save(as_read))


def thing(row: StateRow | None, kind: type[Thing]) -> Thing | None:
    """What a row holds, None if there is none."""
    return None if row is None else msgspec.json.decode(row.thing, type=kind)


def things(rows: dict[str, StateRow], prefix: str, kind: type[Thing]) -> tuple[Thing, ...]:
    """What the rows hold whose sort keys begin like that."""
    return tuple(msgspec.json.decode(row.thing, type=kind) for sk, row in rows.items() if sk.startswith(prefix))
