"""An event file → the things that it describes."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.event import Event, Place, Programme
from beifall.store.port import Store


def event_of(programme: Programme) -> Event:
    """The event with the list of its rooms."""
    places = tuple(Place(room.id, room.kind, room.title) for room in programme.rooms)
    return replace(programme.event, rooms=places)


def set_up(programme: Programme, store: Store) -> None:
    """Stores the event, its rooms and its drafts, each unless it is there already."""
    for room in programme.rooms:
        store.put_room(room, before=0)
    for poll in programme.polls:
        public, draft = store.polls(poll.room, poll.id)
        if public is None and draft is None:
            store.put_draft(poll, before=0)
    store.put_event(event_of(programme), before=0)
