"""Being in a room."""

from __future__ import annotations

from dataclasses import dataclass

from beifall.commands.bounds import Id, Whole
from beifall.domain.people import Screen


@dataclass(frozen=True)
class Enter:
    """Be in this room and no other."""

    id: Id
    room: Id
    screen: Screen


@dataclass(frozen=True)
class Ping:
    """Still here, with this sum of revisions, and without a `snapshot`, `update`, `ok` or `pong` for `quiet` ms."""

    id: Id
    room: Id
    rev: Whole
    quiet: Whole = 0
