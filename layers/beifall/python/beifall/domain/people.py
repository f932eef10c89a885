"""Who takes part, as what, and what each role may see and do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from beifall.domain.texts import Milliseconds

Role = Literal["attendee", "speaker", "moderator", "info", "organiser", "stage"]
Screen = Literal["phone", "laptop", "stage", "desk"]
Sight = Literal["attendee", "speaker", "moderator", "info", "stage"]
"""What one sees of a room: an organiser what its moderator does, a moderator of another room what a speaker does."""

AUDIENCE: frozenset[Role] = frozenset({"attendee", "speaker", "moderator", "info", "organiser"})
"""The roles that may do what an attendee may; a stage only watches."""


NEAR: frozenset[Screen] = frozenset({"stage", "desk"})
"""Screens that are few and are told everything at once; the others are the many."""

FEW: frozenset[Sight] = frozenset({"moderator", "info"})
"""Whoever sees like this is one of the few, whatever they hold."""

SIGHTS: tuple[Sight, ...] = ("attendee", "speaker", "moderator", "info", "stage")

LEASE = 130 * 60_000
"""Until the register forgets a connection that was not heard of (ms): the platform's two hours and a reserve."""

CARRIED = 120 * 60_000
"""For how long (ms) entering a room vouches for the participant's own row, before pings must renew that too: as long as
the platform lets a connection live.
"""

PRESENT = 7 * 60_000
"""Whoever was heard of within this time counts as present (ms): a ping comes every five minutes, after six at the
latest.
"""


@dataclass(frozen=True)
class Person:
    """A participant as their token says; `rooms` are those that a speaker or moderator has, for the others empty.
    Whoever came by a link has its `generation`, from 1 on; 0 is for those who joined.
    """

    participant: str
    role: Role
    rooms: tuple[str, ...] = ()
    generation: int = 0

    def runs(self, room: str) -> bool:
        """Whether this person may conduct what happens in the room."""
        return self.role == "organiser" or (self.role == "moderator" and room in self.rooms)

    def speaks(self, room: str) -> bool:
        """Whether this person may answer questions in the room."""
        return self.runs(room) or (self.role == "speaker" and room in self.rooms)

    def sight(self, room: str) -> Sight:
        """What this person sees of the room."""
        match self.role:
            case "organiser":
                return "moderator"
            case "moderator":
                return "moderator" if room in self.rooms else "speaker"
            case other:
                return other


@dataclass(frozen=True)
class Connection:
    """A row of the register: one open socket, the room that it is in, and when it was last heard of (ms): on the
    participant's list, when it has entered or sat down.
    """

    id: str
    participant: str
    room: str
    screen: Screen
    sight: Sight
    seen: Milliseconds

    @property
    def near(self) -> bool:
        """Whether it is one of the few that are told everything at once: a stage, a desk, whoever runs the room and
        whoever staffs the info desk.
        """
        is_near = near(self.sight)
        return self.screen in NEAR if is_near is None else is_near


def near(sight: Sight) -> bool | None:
    """Whether who sees like this is one of the few; None if it depends on the screen."""
    # An attendee's word for their screen is not taken: a hall of self-appointed stages would undo all bundling.
    return None if sight in ("speaker", "stage") else sight in FEW


def present(connections: Iterable[Connection], *, now: Milliseconds) -> int:
    """How many distinct people are there; a stage is nobody."""
    return len({one.participant for one in connections if one.sight != "stage" and one.seen > now - PRESENT})
