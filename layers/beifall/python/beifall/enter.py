"""Being in a room: entering it and staying in it."""

from __future__ import annotations

from dataclasses import replace

from beifall.caller import Caller, Means
from beifall.commands import Enter, Ping
from beifall.domain.people import Connection
from beifall.domain.refusals import Refused
from beifall.frames import Frame
from beifall.snapshot import snapshot, view
from beifall.store.port import Store


def enter(command: Enter, caller: Caller, means: Means) -> Frame:
    """Registers first and reads then: a change in between is broadcast to this connection already."""
    now = means.clock()
    person = caller.person
    before = means.store.connection(person.participant, caller.connection, now=now)
    here = Connection(
        id=caller.connection,
        participant=person.participant,
        room=command.room,
        screen=command.screen,
        sight=person.sight(command.room),
        seen=now,
    )
    means.store.register(here)
    if before is not None and (before.room, before.near) != (here.room, here.near):
        means.store.leave(before)
    try:
        seen = view(means.store, person, command.room)
    except Refused:
        means.store.forget(here)
        raise
    people = means.heads.of(means.store, command.room, now=now)
    return snapshot(seen, command.id, here, people=people, now=now)


def leave(caller: Caller, store: Store, *, now: int) -> None:
    """Deletes a connection that has ended, if it had entered a room."""
    here = store.connection(caller.person.participant, caller.connection, now=now)
    if here is not None:
        store.forget(here)


def ping(command: Ping, caller: Caller, means: Means) -> Frame:
    """Renews the place in the register; whoever has missed something gets a snapshot."""
    now = means.clock()
    here = means.store.connection(caller.person.participant, caller.connection, now=now)
    if here is None or here.room != command.room:
        raise Refused("not_in_room", field="room")
    means.store.register(replace(here, seen=now))
    seen = view(means.store, caller.person, command.room)
    if seen.rev != command.rev:
        people = means.heads.of(means.store, command.room, now=now)
        return snapshot(seen, command.id, here, people=people, now=now)
    return {"type": "pong", "id": command.id, "room": command.room, "rev": seen.rev, "now": now, "you": seen.you}
