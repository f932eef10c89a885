"""What a client may ask: one frozen value per action. The bounds are the protocol's, checked by `parse`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from beifall.domain.people import AUDIENCE, Role, Screen

Id = Annotated[str, Meta(min_length=1, max_length=36, pattern=r"^[A-Za-z0-9_-]+\Z")]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
FromOne = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Chosen = Annotated[str, Meta(min_length=1, max_length=40)] | int

CONDUCTORS: frozenset[Role] = frozenset({"moderator", "organiser"})
EVERYBODY: frozenset[Role] = AUDIENCE | {"stage"}


@dataclass(frozen=True)
class Enter:
    """Be in this room and no other."""

    id: Id
    room: Id
    screen: Screen


@dataclass(frozen=True)
class Ping:
    """Still here, with this sum of revisions."""

    id: Id
    room: Id
    rev: Whole


@dataclass(frozen=True)
class Vote:
    """Cast or replace a ballot."""

    id: Id
    room: Id
    poll: Id
    round: FromOne
    choice: Annotated[tuple[Chosen, ...], Meta(max_length=20)]
    seq: FromOne


@dataclass(frozen=True)
class OpenPoll:
    """Let the room vote, for some seconds or until somebody closes the poll; or take a closing back."""

    id: Id
    room: Id
    poll: Id
    rev: Whole
    seconds: Annotated[int, Meta(ge=10, le=3_600)] | None = None


@dataclass(frozen=True)
class ClosePoll:
    """Three seconds are left."""

    id: Id
    room: Id
    poll: Id
    rev: Whole


@dataclass(frozen=True)
class PublishPoll:
    """Show the tally to everybody."""

    id: Id
    room: Id
    poll: Id
    rev: Whole


Command = Enter | Ping | Vote | OpenPoll | ClosePoll | PublishPoll

ACTIONS: dict[str, tuple[type[Command], frozenset[Role]]] = {
    "enter": (Enter, EVERYBODY),
    "ping": (Ping, EVERYBODY),
    "vote": (Vote, AUDIENCE),
    "poll.open": (OpenPoll, CONDUCTORS),
    "poll.close": (ClosePoll, CONDUCTORS),
    "poll.publish": (PublishPoll, CONDUCTORS),
}
"""What each action is, and which roles may ask for it."""

STAFFS = frozenset({OpenPoll, ClosePoll, PublishPoll})
"""Commands that only those may give who run the room."""
