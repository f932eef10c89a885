"""What the audience does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from beifall.commands.bounds import Chosen, FromOne, Id, Written
from beifall.domain.polls import OPTIONS


@dataclass(frozen=True)
class Vote:
    """Cast or replace a ballot."""

    id: Id
    room: Id
    poll: Id
    round: FromOne
    choice: Annotated[tuple[Chosen, ...], Meta(max_length=OPTIONS[1])]
    seq: FromOne


@dataclass(frozen=True)
class Support:
    """Support a question, or do so no longer (`upvote`)."""

    id: Id
    room: Id
    question: Id
    on: bool
    seq: FromOne


@dataclass(frozen=True)
class Feel:
    """How one feels now (`mood`)."""

    id: Id
    room: Id
    mood: Annotated[int, Meta(ge=1, le=5)]
    seq: FromOne


@dataclass(frozen=True)
class Ask:
    """Ask the room a question."""

    id: Id
    room: Id
    text: Written
    name: Annotated[str, Meta(max_length=400)] | None = None


@dataclass(frozen=True)
class Withdraw:
    """Take one's question back before it is shown (`question.withdraw`)."""

    id: Id
    room: Id
    question: Id


@dataclass(frozen=True)
class Sit:
    """Take a seat; whoever has one moves."""

    id: Id
    room: Id
    table: Id


@dataclass(frozen=True)
class Stand:
    """Give one's seat up."""

    id: Id
    room: Id


@dataclass(frozen=True)
class Help:
    """Ask the info desk."""

    id: Id
    room: Id
    text: Written
