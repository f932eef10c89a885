"""Being in a room: entering it and staying in it."""

from __future__ import annotations

from contextlib import suppress

from beifall.caller import Caller, Means
from beifall.commands import Enter, Ping
from beifall.domain.people import Connection, Sight, near
from beifall.domain.refusals import Refused
from beifall.frames import LIMIT, Frame, encode
from beifall.snapshot import View, glimpse, snapshot, view, you
from beifall.store.port import Overloaded, Store

SCREENS = 3
"""Connections that a participant may have for one kind of screen; those that were heard of last win."""

LINKS_SCREENS = 30
"""And all those together who share a link: a panel has several laptops, a desk several people, a hall stages."""

CLOSED_AT_ONCE = 5
"""So many of those too many one `enter` closes: each adds one only, so that none are left in the end."""


def enter(command: Enter, caller: Caller, means: Means) -> Frame:
    """Registers first and reads then: a change in between is broadcast to this connection already. Who comes without a
    socket is told everything and registered nowhere.
    """
    now = means.clock()
    person = caller.person
    sight = person.sight(command.room)
    if not caller.connection:
        seen = view(means.store, person, command.room, now=now)
    else:
        here = Connection(
            id=caller.connection,
            participant=person.participant,
            room=command.room,
            screen=command.screen,
            sight=sight,
            seen=now,
        )
        before = means.store.register(here)
        try:
            seen = view(means.store, person, command.room, now=now)
            means.heads.of(means.store, command.room, now=now)
        except (Refused, Overloaded):
            means.store.restore(here, before)
            raise
        # From here on it is entered; what an overloaded store leaves of the old place ends with its lease.
        with suppress(Overloaded):
            if before is not None and _listed(before) != _listed(here):
                means.store.leave(before)
            if before is None or before.screen != here.screen:
                _keep_latest(here, means, is_link=person.generation > 0, now=now)
    # The count may be some seconds old: whoever is the first must not read that nobody is here.
    people = max(means.heads.of(means.store, command.room, now=now), 0 if sight == "stage" else 1)
    return snapshot(seen, command.id, command.room, people=people, now=now)


def _listed(connection: Connection) -> tuple[str, bool]:
    """On which of the register's lists of rooms a connection stands."""
    return connection.room, connection.near


def _keep_latest(here: Connection, means: Means, *, is_link: bool, now: int) -> None:
    """Closes what a participant has open beyond what one may have: those that were not heard of for the longest."""
    devices = means.store.devices(here.participant, now=now)
    most = LINKS_SCREENS if is_link else SCREENS
    others = [one for one in devices if one.screen == here.screen and one.id != here.id]
    if len(others) < most:
        return
    # Pings are noted on the room's list alone.
    heard = {one.id: one.seen for one in means.store.listed(others, now=now)}
    others.sort(key=lambda one: heard.get(one.id, 0), reverse=True)
    for one in others[most - 1 :][-CLOSED_AT_ONCE:]:
        means.gateway.close([one.id])
        means.store.forget(one)


def leave(caller: Caller, store: Store, *, now: int) -> None:
    """Deletes a connection that has ended, if it had entered a room."""
    here = store.connection(caller.person.participant, caller.connection, now=now)
    if here is not None:
        store.forget(here)


def ping(command: Ping, caller: Caller, means: Means) -> Frame:
    """Renews the place in the register; whoever has missed something gets a snapshot, of what there is now."""
    now = means.clock()
    person, sight = caller.person, caller.person.sight(command.room)
    if caller.connection and not _is_heard(command, caller, sight, means, now=now):
        raise Refused("not_in_room", field="room")
    # Who comes without a socket hears of changes in no other way.
    quiet = command.quiet if caller.connection else 0
    known = means.memories.of(command.room, sight, quiet=quiet, now=now)
    if known is not None and known.rev == command.rev:
        pong = _pong(command, you(means.store, person, known.state), now=now)
        if _fits(pong):
            return pong
    seen = glimpse(means.store, sight, command.room, now=now)
    means.memories.keep(command.room, sight, seen)
    own = you(means.store, person, seen.state)
    pong = _pong(command, own, now=now)
    if seen.rev == command.rev and _fits(pong):
        return pong
    people = means.heads.of(means.store, command.room, now=now)
    return snapshot(View(seen.shown, own), command.id, command.room, people=people, now=now)


def _pong(command: Ping, own: dict[str, object], *, now: int) -> Frame:
    return {"type": "pong", "id": command.id, "room": command.room, "rev": command.rev, "now": now, "you": own}


def _fits(frame: Frame) -> bool:
    return len(encode(frame)) <= LIMIT


def _is_heard(command: Ping, caller: Caller, sight: Sight, means: Means, *, now: int) -> bool:
    """Whether the connection is in the room. Of whose place on its list is known, that one row says it."""
    is_near = near(sight)
    if is_near is not None and means.store.heard(command.room, caller.connection, near=is_near, now=now):
        return True
    here = means.store.renew(caller.person.participant, caller.connection, room=command.room, now=now)
    return here is not None
