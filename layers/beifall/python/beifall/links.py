"""Links for staff and stages: tokens that `join` never gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from beifall.domain.event import Event
from beifall.domain.people import Person, Role
from beifall.join import AFTERWARDS
from beifall.tokens import Tokens

PAGES: dict[Role, str] = {"stage": "stage.html", "speaker": ""}


@dataclass(frozen=True)
class Link:
    """One link: whoever has it has the role in these rooms."""

    role: Role
    rooms: tuple[str, ...]
    token: str
    url: str


def links(event: Event, tokens: Tokens, site: str) -> Iterator[Link]:
    """One each for organiser and info desk and, for every room, moderator, speaker and stage. `site` ends in `/`."""
    everywhere: tuple[Role, ...] = ("organiser", "info")
    in_a_room: tuple[Role, ...] = ("moderator", "speaker", "stage")
    for role in everywhere:
        yield _link(event, tokens, site, role, ())
    for room in event.rooms:
        for role in in_a_room:
            yield _link(event, tokens, site, role, (room.id,))


def _link(event: Event, tokens: Tokens, site: str, role: Role, rooms: tuple[str, ...]) -> Link:
    person = Person(tokens.participant("link", role, *rooms), role, rooms)
    token = tokens.sign(person, _expires(event, role))
    main = next((room for room in event.rooms if room.kind == "plenum"), event.rooms[0])
    room = rooms[0] if rooms else main.id
    return Link(role, rooms, token, f"{site}{PAGES.get(role, 'desk.html')}#token={token}&room={room}")


def _expires(event: Event, role: Role) -> int:
    match role:
        case "attendee" | "stage":
            return event.ends + AFTERWARDS
        case "speaker" | "moderator":
            return event.answers_until
        case "info" | "organiser":
            return event.purged
