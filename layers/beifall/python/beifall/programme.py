"""An event file → the things that it describes."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.event import Event, Place, Programme
from beifall.store.port import Store


def set_up(programme: Programme, store: Store) -> Event:
    """Stores the event, its rooms and its drafts, each unless it is there already; returns the event."""
    places = tuple(Place(room.id, room.kind, room.title) for room in programme.rooms)
    event = replace(programme.event, rooms=places)
    for room in programme.rooms:
        store.put_room(room, before=0)
    for poll in programme.polls:
        public, draft = store.polls(poll.room, poll.id)
        if public is None and draft is None:
            store.put_draft(poll, before=0)
    store.put_event(event, before=0)
    return event
