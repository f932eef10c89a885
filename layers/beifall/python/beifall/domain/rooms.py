"""Rooms: the places of an event, with the switches that a moderator sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beifall.domain.texts import Text

Kind = Literal["foyer", "plenum", "forum", "cafeteria"]
Questions = Literal["moderated", "open", "closed"]


@dataclass(frozen=True)
class Room:
    """A room as it is now. `tables` and `seats` are 0 unless it is a cafeteria; `tick` is in ms."""

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
