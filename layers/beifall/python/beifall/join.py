"""Joining: code, ticket and nonce → a token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from beifall.domain.event import Event
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.parse import body
from beifall.store.port import Store
from beifall.tokens import Tokens
from beifall.typed import ready

AFTERWARDS = 3_600_000
"""So long after the event's end (ms) an attendee's token is still good."""


@dataclass(frozen=True)
class Join:
    """What a visitor sends. The nonce is theirs alone: whoever knew it would be the same participant."""

    code: Annotated[str, Meta(max_length=40)]
    nonce: Annotated[str, Meta(min_length=16, max_length=64, pattern=r"^[A-Za-z0-9_-]+\Z")]
    ticket: Annotated[str, Meta(max_length=64)] | None = None


ready(Join)


@dataclass(frozen=True)
class Joined:
    """What they get; `expires` in ms."""

    token: str
    participant: str
    expires: int


def read(text: str) -> Join:
    """The request in a body. Raises `Refused`."""
    return body(text, Join)


def announced(store: Store, *, now: int) -> Event:
    """The event. Raises `Refused` as long as it is being set up, and when it should be gone, whenever the store deletes
    it. One call.
    """
    event = store.event()
    if event is None:
        raise Refused("try_again", "The event is being set up.")
    if now >= event.purged:
        raise Refused("event_over")
    return event


def join(request: Join, event: Event, store: Store, tokens: Tokens, *, now: int) -> Joined:
    """Lets a visitor in. The same nonce (and ticket) gives the same participant again and takes no second place."""
    expires = event.ends + AFTERWARDS
    if now >= expires:
        raise Refused("event_over")
    if request.code.replace(" ", "").upper() != event.code.upper():
        raise Refused("wrong_code", field="code")
    ticket = _redeemed(request, store) if event.tickets else ""
    participant = tokens.participant(ticket, request.nonce)
    if not store.joined(participant) and not store.admit(participant, limit=event.limit):
        raise Refused("event_full")
    return Joined(tokens.sign(Person(participant, "attendee"), expires), participant, expires)


def ticket_hash(ticket: str) -> str:
    """What is kept of a ticket. People copy it from paper, so that case, spaces and dashes do not matter."""
    plain = "".join(sign for sign in ticket.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def _redeemed(request: Join, store: Store) -> str:
    hash_ = ticket_hash(request.ticket or "")
    nonce = hashlib.sha256(request.nonce.encode()).hexdigest()[:32]
    match store.redeem(hash_, nonce):
        case True:
            return hash_
        case False:
            raise Refused("ticket_used", field="ticket")
        case _:
            raise Refused("wrong_ticket", field="ticket")


def about(event: Event) -> dict[str, Any]:
    """What a visitor may know before joining."""
    privacy = msgspec.to_builtins(event.privacy)
    del privacy["backups"]
    return {
        "title": event.title,
        "subtitle": event.subtitle,
        "languages": event.languages,
        "starts": event.starts,
        "ends": event.ends,
        "rooms": [{"id": room.id, "kind": room.kind, "title": room.title} for room in event.rooms],
        "privacy": privacy,
        "tickets": event.tickets,
    }
