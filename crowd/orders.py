"""What a rehearsal is told: where the event is, who gets in how, and what is played."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from crowd.scenes import Venue


@dataclass(frozen=True)
class Link:
    """How staff and stages come in. `rooms` is empty for those who may be in all of them."""

    role: str
    rooms: tuple[str, ...]
    token: str


@dataclass(frozen=True)
class Orders:
    """`site` is the address of the event's pages, `tickets` are needed by events that ask for them: one a person. A
    connection is closed there after `connection_minutes`, or `idle_minutes` without a frame. `record` is the file for
    all that is said and heard, if somebody wants it.
    """

    site: str
    code: str
    links: tuple[Link, ...]
    venue: Venue
    attendees: int
    minutes: float
    seed: int
    tickets: tuple[str, ...] = ()
    connection_minutes: float = 120.0
    idle_minutes: float = 10.0
    record: str | None = None

    def token(self, role: str, room: str) -> str | None:
        """How somebody of this role gets into this room; None if nobody has a link."""
        return next((one.token for one in self.links if one.role == role and one.rooms in ((), (room,))), None)


def written(orders: Orders) -> str:
    """As `read` reads it."""
    return json.dumps(asdict(orders))


def read(text: str) -> Orders:
    """The orders in a JSON document."""
    told: dict[str, Any] = json.loads(text)
    links = tuple(Link(one["role"], tuple(one["rooms"]), one["token"]) for one in told.pop("links"))
    tickets: Sequence[str] = told.pop("tickets")
    return Orders(links=links, venue=_venue(told.pop("venue")), tickets=tuple(tickets), **told)


def _venue(told: dict[str, Any]) -> Venue:
    rooms = tuple((id_, kind) for id_, kind in told["rooms"])
    polls = tuple((id_, room, kind, options) for id_, room, kind, options in told["polls"])
    return Venue(rooms, polls)
