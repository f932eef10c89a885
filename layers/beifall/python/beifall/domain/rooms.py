"""Rooms: the places of an event, with the switches that a moderator sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beifall.domain.texts import Milliseconds, Text
from beifall.domain.things import changed, unchanged

Kind = Literal["foyer", "plenum", "forum", "cafeteria"]
Questions = Literal["moderated", "open", "closed"]


INVITATION = "join"
"""What a stage may be asked to show instead of a poll."""


@dataclass(frozen=True)
class Shown:
    """What somebody wants the stages to show, since when: a poll, or the invitation. It holds until another poll has
    run.
    """

    show: str
    at: Milliseconds


@dataclass(frozen=True)
class Room:
    """A room as it is now. `tables` and `seats` are 0 unless it is a cafeteria; `tick` is in ms. `pinned` is the
    question that the room is looking at; without a choice in `stage`, stages show it, or the latest result.
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
    stage: Shown | None = None
    commands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Switches:
    """What is to be set; what is left out stays. None takes away a `notice`, or a choice for the `stage`."""

    applause: bool | None = None
    questions: Questions | None = None
    notice: str | Literal[False] | None = False
    stage: Shown | Literal[False] | None = False


def switched(room: Room, switches: Switches, *, rev: int, command: str) -> Room:
    """The room with its switches set."""
    unchanged(room, rev)
    return changed(
        room,
        command,
        applause=room.applause if switches.applause is None else switches.applause,
        questions=switches.questions or room.questions,
        notice=room.notice if switches.notice is False else switches.notice,
        stage=room.stage if switches.stage is False else switches.stage,
    )


def pinned(room: Room, question: str | None, *, command: str) -> Room:
    """The room with this question pinned, or none: whoever pins one wants it to be seen on the stages too."""
    return changed(room, command, pinned=question, stage=None if question else room.stage)
