"""An event file → the things that it describes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from beifall.decide import looked_up
from beifall.domain.deployed import (
    Deployed,
    Said,
    dropped,
    is_the_files,
    merged_event,
    merged_poll,
    merged_room,
    said,
)
from beifall.domain.event import Event, Place, Programme
from beifall.domain.floor import Floor, fitted
from beifall.domain.pace import QUOTA, Pace, pace
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.texts import Milliseconds
from beifall.store.port import Store

TRIES = 5
"""So often somebody else may have come between."""


def event_of(programme: Programme) -> Event:
    """The event with the list of its rooms."""
    places = tuple(Place(room.id, room.kind, room.title) for room in programme.rooms)
    return replace(programme.event, rooms=places)


def set_up(programme: Programme, store: Store, chance: Callable[[], str], *, quota: int = QUOTA) -> None:
    """Stores the event, its rooms and its drafts; later what the file has changed, unless staff has. `chance` gives a
    fresh secret; `quota` is how many requests a second the account may make. Raises TooSmall if they do not carry the
    event, Contended if others write all the time. Whatever it had done when it died, it ends right when it is repeated.
    """
    its = pace(programme.event.expected, quota)
    rooms = [paced(room, its) for room in programme.rooms]
    before = store.deployed()
    things: tuple[Room | Poll, ...] = (*rooms, *programme.polls)
    now = {_name(one): said(one) for one in things}
    purged = programme.event.purged
    pending = _put(
        store,
        before,
        {**before.said, **{name: _both(before.said.get(name, {}), now[name]) for name in now}},
        tuple(dict.fromkeys((*before.purged, purged))),
    )
    for room in rooms:
        _set_room(store, pending.said[_name(room)], room, floor_of(room, programme.event, chance()))
    for poll in programme.polls:
        _set_poll(store, pending.said[_name(poll)], poll)
    for name in before.said.keys() - now.keys():
        _drop_poll(store, before.said[name], name)
    if pending.purged != (purged,):
        # Forgotten only when all is done: whoever repeats it, or takes it back, has to know of the other date.
        store.retain()
    _set_event(store, replace(event_of(programme), gone=_gone(before.said, now)))
    # Rooms are remembered when they have gone: they may come back. Polls that have gone do not.
    rest = {name: it for name, it in before.said.items() if name.startswith("room#")}
    _put(store, pending, {**rest, **now}, (purged,))


class Contended(Exception):
    """Others have written each time that this one was about to."""


def _put(store: Store, before: Deployed, said: Mapping[str, Said], purged: tuple[Milliseconds, ...]) -> Deployed:
    if (said, purged) == (before.said, before.purged):
        return before
    after = Deployed(before.rev + 1, said, purged)
    if not store.put_deployed(after, before=before.rev):
        raise Contended
    return after


def _both(before: Said, now: Said) -> Said:
    """What may be stored, oldest first. None of it is ever left out: it would be taken for staff's. So the row grows
    with each deployment that dies, until one does not; if it grew too large, the store would refuse it, and nothing
    would have been changed: any of the files that are in it would still do.
    """
    return {name: tuple(dict.fromkeys((*before.get(name, ()), *now[name]))) for name in now}


def _name(thing: Room | Poll) -> str:
    return f"room#{thing.id}" if isinstance(thing, Room) else f"poll#{thing.room}#{thing.id}"


def _gone(before: Iterable[str], now: Iterable[str]) -> tuple[str, ...]:
    """The ids of rooms that there were."""
    left = set(before) - set(now)
    return tuple(sorted(name.removeprefix("room#") for name in left if name.startswith("room#")))


def _set_room(store: Store, said: Said, now: Room, floor: Floor) -> None:
    for _ in range(TRIES):
        stored = store.room(now.id)
        if now.tables or (stored is not None and stored.tables):
            # Before the room, by which a repetition knows that there is one.
            _set_floor(store, floor)
        after = now if stored is None else merged_room(said, stored, now)
        if after is stored or store.put_room(after, before=stored.rev if stored else 0):
            return
    raise Contended


def _set_floor(store: Store, now: Floor) -> None:
    for _ in range(TRIES):
        stored = store.floor(now.room)
        after = now if stored is None else fitted(stored, now)
        if after is stored or (store.put_floor(after) if stored is None else store.refit(after, before=stored.rev)):
            return
    raise Contended


def _set_poll(store: Store, said: Said, now: Poll) -> None:
    for _ in range(TRIES):
        public, stored = looked_up(Poll, now.room, now.id, store)
        if public is not None:
            return
        after = now if stored is None else merged_poll(said, stored, now)
        if after is stored or store.put_backstage(after, before=stored.rev if stored else 0):
            return
    raise Contended


def _drop_poll(store: Store, said: Said, name: str) -> None:
    """A draft that the file has no more goes, if nobody has shaped or opened it."""
    kind, room, *rest = name.split("#")
    if kind != "poll":
        return
    for _ in range(TRIES):
        public, stored = store.both(Poll, room, rest[0])
        if public is not None or stored is None or not is_the_files(said, stored):
            return
        if store.put_backstage(dropped(stored), before=stored.rev):
            return
    raise Contended


def _set_event(store: Store, now: Event) -> None:
    for _ in range(TRIES):
        stored = store.event()
        after = now if stored is None else merged_event(stored, now)
        if after is stored or store.put_event(after, before=stored.rev if stored else 0):
            return
    raise Contended


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
