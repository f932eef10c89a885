"""An event file → the things that it describes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from beifall.domain.event import Event, Place, Programme
from beifall.domain.floor import Floor
from beifall.domain.pace import QUOTA, Pace, pace
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.store.port import Store


def event_of(programme: Programme) -> Event:
    """The event with the list of its rooms."""
    places = tuple(Place(room.id, room.kind, room.title) for room in programme.rooms)
    return replace(programme.event, rooms=places)


def set_up(programme: Programme, store: Store, chance: Callable[[], str], *, quota: int = QUOTA) -> None:
    """Stores the event, its rooms and its drafts, each unless it is there already. `chance` gives a fresh secret;
    `quota` is how many requests a second the account may make. Raises TooSmall if they do not carry the event.
    """
    its = pace(programme.event.expected, quota)
    for room in programme.rooms:
        store.put_room(paced(room, its), before=0)
        if room.tables:
            store.put_floor(floor_of(room, programme.event, chance()))
    for poll in programme.polls:
        if not any(store.both(Poll, poll.room, poll.id)):
            store.put_backstage(poll, before=0)
    store.put_event(event_of(programme), before=0)


def paced(room: Room, pace: Pace) -> Room:
    """The room as it sounds when all are there: how often it is told, and what of its claps it hears."""
    return replace(room, tick=round(pace.tick * 1_000), thin=pace.thin)


def floor_of(room: Room, event: Event, secret: str) -> Floor:
    """A cafeteria's empty floor."""
    return Floor(
        room=room.id,
        rev=1,
        tables=room.tables,
        seats=room.seats,
        video=event.video.server if event.video else None,
        secret=secret,
    )
