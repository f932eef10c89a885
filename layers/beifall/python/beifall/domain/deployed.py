"""What deployments have said of what staff may change too: so that a new event file changes what nobody else has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from beifall.domain.event import Event
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.texts import Milliseconds
from beifall.domain.things import changed

Said = Mapping[str, tuple[str, ...]]
"""Of one thing: the digests of each part that deployments have written, oldest first. There are several while a
deployment is under way, or if it has died: each of them may be what is stored.
"""

ROOM_PARTS = (("applause",), ("questions",), ("notice",))
"""What a moderator sets of a room; everything else in it is the file's."""

POLL_PARTS = (("prompt",), ("results",), ("secret",), ("kind", "options", "min", "max", "low", "high"))
"""What staff shapes of a draft. The options and their bounds make sense only together."""

DEPLOYMENT = "deployment"
"""The mark of what a deployment has deleted, which the file may bring back; what staff has deleted stays so. Nobody can
have a command bear it: marks of commands are 24 hexadecimal digits (`things.mark`), whatever id a client chooses.
"""

FILES = ("kind", "title", "video", "help", "tables", "seats", "tick", "thin")
"""What is the file's of a room, whoever has done what."""


@dataclass(frozen=True)
class Deployed:
    """All of it, by the thing's name. Digests instead of texts: 200 rooms and 200 polls fit into one row. `purged` are
    the dates for which rows may have been written; there are several, too, while a deployment is under way or has died.
    """

    rev: int = 0
    said: Mapping[str, Said] = field(default_factory=dict)
    purged: tuple[Milliseconds, ...] = ()


def said(thing: Room | Poll) -> Said:
    """What the file says of a thing."""
    return {parts[0]: (_digest(thing, parts),) for parts in _parts(thing)}


def merged_room(said: Said, stored: Room, now: Room) -> Room:
    """The room as the file wants it, but for what a moderator has set; the very same if that changes nothing."""
    fields = {name: getattr(now, name) for name in FILES} | _untouched(said, stored, now)
    after = replace(stored, **fields)
    return stored if after == stored else replace(after, rev=stored.rev + 1)


def merged_poll(said: Said, stored: Poll, now: Poll) -> Poll:
    """The draft as the file wants it, but for what staff has shaped; what was ever opened stays, and what staff has
    deleted. What a deployment has deleted comes back with the file.
    """
    if stored.deleted and stored.commands[-1:] == (DEPLOYMENT,):
        return replace(now, rev=stored.rev + 1, commands=stored.commands)
    if not is_fresh(stored):
        return stored
    after = replace(stored, **_untouched(said, stored, now))
    return stored if after == stored else replace(after, rev=stored.rev + 1)


def dropped(poll: Poll) -> Poll:
    """The draft as one that the file has no more; it stays, so that whoever has seen it can be told."""
    return changed(poll, DEPLOYMENT, deleted=True)


def merged_event(stored: Event, now: Event) -> Event:
    """The event as the file wants it; the gong is staff's, unless it calls to a room that is no more."""
    gong = stored.gong if stored.gong and any(place.id == stored.gong.room for place in now.rooms) else None
    after = replace(now, rev=stored.rev, gong=gong, commands=stored.commands)
    return stored if after == stored else replace(after, rev=stored.rev + 1)


def is_fresh(poll: Poll) -> bool:
    """Whether it is a draft that was never opened."""
    return poll.state == "draft" and poll.round == 1 and not poll.deleted


def is_the_files(said: Said, poll: Poll) -> bool:
    """Whether nobody but deployments has shaped this draft."""
    return is_fresh(poll) and all(_digest(poll, parts) in said.get(parts[0], ()) for parts in _parts(poll))


def _untouched(said: Said, stored: Room | Poll, now: Room | Poll) -> dict[str, Any]:
    """Those fields as the file has them that are stored as a deployment has written them."""
    ours = (parts for parts in _parts(stored) if _digest(stored, parts) in said.get(parts[0], ()))
    return {name: getattr(now, name) for parts in ours for name in parts}


def _parts(thing: Room | Poll) -> tuple[tuple[str, ...], ...]:
    return ROOM_PARTS if isinstance(thing, Room) else POLL_PARTS


def _digest(thing: Room | Poll, parts: tuple[str, ...]) -> str:
    text = json.dumps([getattr(thing, name) for name in parts], sort_keys=True, default=vars)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
