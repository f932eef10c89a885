"""Links for staff and stages: tokens that `join` never gives, and how they are revoked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from beifall.admit import in_time
from beifall.caller import Caller, Means
from beifall.commands import Id
from beifall.domain.event import Event
from beifall.domain.people import Person, Role
from beifall.domain.refusals import Refused
from beifall.join import AFTERWARDS, announced
from beifall.parse import body
from beifall.revocation import check
from beifall.tokens import Tokens
from beifall.typed import ready

PAGES: dict[Role, str] = {"stage": "stage.html", "speaker": ""}

EVERYWHERE: tuple[Role, ...] = ("organiser", "info")
IN_A_ROOM: tuple[Role, ...] = ("moderator", "speaker", "stage")


@dataclass(frozen=True)
class Link:
    """One link: whoever has it has the role in these rooms."""

    role: Role
    rooms: tuple[str, ...]
    token: str
    url: str


@dataclass(frozen=True)
class Revoke:
    """Which link shall be good no longer; organiser and info desk have no room."""

    role: Literal["organiser", "info", "moderator", "speaker", "stage"]
    room: Id | None = None


ready(Revoke)


def first(_participant: str) -> int:
    """The generation of a link that was never revoked."""
    return 1


def links(event: Event, tokens: Tokens, site: str, generation: Callable[[str], int] = first) -> Iterator[Link]:
    """One each for organiser and info desk and, for every room, moderator, speaker and stage. `site` ends in `/`;
    `generation` tells of a holder's participant which one is good.
    """
    for holder in holders(event, tokens):
        yield _link(event, tokens, site, replace(holder, generation=generation(holder.participant)))


def holders(event: Event, tokens: Tokens) -> Iterator[Person]:
    """Whoever has one of the links, as of its first generation."""
    for role in EVERYWHERE:
        yield _holder(tokens, role, ())
    for room in event.rooms:
        for role in IN_A_ROOM:
            yield _holder(tokens, role, (room.id,))


def read(text: str) -> Revoke:
    """The request in a body. Raises `Refused`."""
    return body(text, Revoke)


def revoke(request: Revoke, caller: Caller, tokens: Tokens, means: Means, *, site: str) -> Link:
    """Makes a role's present link worthless, turns out whoever is connected by it, and returns its successor. Of two
    who ask at once both get the same one. Raises `Refused`; whoever may not, or is too fast, costs no call.
    """
    store, now = means.store, means.clock()
    in_time(caller, "other", means.rates, None, now=now)
    if caller.person.role != "organiser":
        raise Refused("not_allowed")
    check(caller.person, store)
    event = announced(store, now=now)
    holder = _holder(tokens, request.role, _rooms(request, event))
    present = store.generation(holder.participant)
    is_done = store.revoke(holder.participant, present)
    good = present + 1 if is_done else store.generation(holder.participant)
    # Whoever enters from here on is refused: those who are in the register now are all.
    devices = store.devices(holder.participant, now=now)
    means.gateway.close([one.id for one in devices])
    for one in devices:
        store.forget(one)
    return _link(event, tokens, site, replace(holder, generation=good))


def _rooms(request: Revoke, event: Event) -> tuple[str, ...]:
    if request.role in EVERYWHERE:
        if request.room is not None:
            raise Refused("bad_field", "This role has no room.", field="room")
        return ()
    if request.room is None:
        raise Refused("bad_field", "This role has a link for each room: name the room.", field="room")
    if all(room.id != request.room for room in event.rooms):
        raise Refused("no_such_room", field="room")
    return (request.room,)


def _holder(tokens: Tokens, role: Role, rooms: tuple[str, ...]) -> Person:
    return Person(tokens.participant("link", role, *rooms), role, rooms, generation=1)


def _link(event: Event, tokens: Tokens, site: str, holder: Person) -> Link:
    token = tokens.sign(holder, _expires(event, holder.role))
    main = next((room for room in event.rooms if room.kind == "plenum"), event.rooms[0])
    room = holder.rooms[0] if holder.rooms else main.id
    return Link(
        holder.role, holder.rooms, token, f"{site}{PAGES.get(holder.role, 'desk.html')}#token={token}&room={room}"
    )


def _expires(event: Event, role: Role) -> int:
    match role:
        case "attendee" | "stage":
            return event.ends + AFTERWARDS
        case "speaker" | "moderator":
            return event.answers_until
        case "info" | "organiser":
            return event.purged
