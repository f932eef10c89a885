"""What staff does with rooms, help requests and the gong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from beifall.commands.bounds import Id, Whole, Written
from beifall.domain.rooms import Questions


@dataclass(frozen=True)
class SetRoom:
    """The room's switches: what is left out stays."""

    id: Id
    room: Id
    rev: Whole
    applause: bool | UnsetType = UNSET
    questions: Questions | UnsetType = UNSET
    notice: Written | UnsetType | None = UNSET
    stage: Id | UnsetType | None = UNSET


@dataclass(frozen=True)
class TakeHelp:
    """A request in somebody's hands."""

    id: Id
    room: Id
    help: Id
    rev: Whole


@dataclass(frozen=True)
class AnswerHelp:
    """A request answered."""

    id: Id
    room: Id
    help: Id
    rev: Whole
    text: Written


@dataclass(frozen=True)
class Call:
    """The gong: everybody to this room, in so many minutes."""

    id: Id
    room: Id
    minutes: Annotated[int, Meta(ge=0, le=240)]
    text: Annotated[str, Meta(max_length=2_000)] | None = None
