"""Being in a room: entering it and staying in it."""

from __future__ import annotations

from beifall.caller import Caller, Means
from beifall.commands import Enter, Ping
from beifall.domain.people import Connection
from beifall.domain.refusals import Refused
from beifall.frames import Frame
from beifall.snapshot import snapshot, view
from beifall.store.port import Overloaded, Store


def enter(command: Enter, caller: Caller, means: Means) -> Frame:
    """Registers first and reads then: a change in between is broadcast to this connection already."""
    now = means.clock()
    person = caller.person
    here = Connection(
        id=caller.connection,
        participant=person.participant,
        room=command.room,
        screen=command.screen,
        sight=person.sight(command.room),
        seen=now,
    )
    before = means.store.register(here)
    try:
        seen = view(means.store, person, command.room)
    except (Refused, Overloaded):
        means.store.restore(here, before)
        raise
    if before is not None and _listed(before) != _listed(here):
        means.store.leave(before)
    # The count may be some seconds old: whoever is the first must not read that nobody is here.
    people = max(means.heads.of(means.store, command.room, now=now), 0 if here.sight == "stage" else 1)
    return snapshot(seen, command.id, here, people=people, now=now)


def _listed(connection: Connection) -> tuple[str, bool]:
    """On which of the register's lists of rooms a connection stands."""
    return connection.room, connection.near


def leave(caller: Caller, store: Store, *, now: int) -> None:
    """Deletes a connection that has ended, if it had entered a room."""
    here = store.connection(caller.person.participant, caller.connection, now=now)
    if here is not None:
        store.forget(here)


def ping(command: Ping, caller: Caller, means: Means) -> Frame:
    """Renews the place in the register; whoever has missed something gets a snapshot."""
    now = means.clock()
    here = means.store.renew(caller.person.participant, caller.connection, room=command.room, now=now)
    if here is None:
        raise Refused("not_in_room", field="room")
    seen = view(means.store, caller.person, command.room)
    if seen.rev != command.rev:
        people = means.heads.of(means.store, command.room, now=now)
        return snapshot(seen, command.id, here, people=people, now=now)
    return {"type": "pong", "id": command.id, "room": command.room, "rev": seen.rev, "now": now, "you": seen.you}
