"""Rooms: the places of an event, with the switches that a moderator sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beifall.domain.texts import Text
from beifall.domain.things import changed, unchanged

Kind = Literal["foyer", "plenum", "forum", "cafeteria"]
Questions = Literal["moderated", "open", "closed"]


@dataclass(frozen=True)
class Room:
    """A room as it is now. `tables` and `seats` are 0 unless it is a cafeteria; `tick` is in ms. `pinned` is the
    question that the room is looking at.
    """

    id: str
    rev: int
    kind: Kind
    title: Text
    video: str | None = None
    applause: bool = True
    questions: Questions = "moderated"
    notice: str | None = None
    help: bool = False
    tables: int = 0
    seats: int = 0
    tick: int = 250
    thin: float = 1.0
    pinned: str | None = None
    commands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Switches:
    """What is to be set; what is left out stays. A `notice` of None takes the notice away."""

    applause: bool | None = None
    questions: Questions | None = None
    notice: str | Literal[False] | None = False


def switched(room: Room, switches: Switches, *, rev: int, command: str) -> Room:
    """The room with its switches set."""
    unchanged(room, rev)
    return changed(
        room,
        command,
        applause=room.applause if switches.applause is None else switches.applause,
        questions=switches.questions or room.questions,
        notice=room.notice if switches.notice is False else switches.notice,
    )


def pinned(room: Room, question: str | None, *, command: str) -> Room:
    """The room with this question pinned, or none."""
    return changed(room, command, pinned=question)
