"""A room's state: all that a screen in it may have to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from beifall.domain.board import Board
from beifall.domain.floor import Floor
from beifall.domain.mood import Atmosphere
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.domain.tallies import Tally


class Placed(Protocol):
    """What lies where the audience finds it or backstage, or under way under both."""

    @property
    def id(self) -> str: ...

    @property
    def rev(self) -> int: ...


Some = TypeVar("Some", bound=Placed)


@dataclass(frozen=True)
class State:
    """The rows of one room. What lies backstage (`drafts`, `waiting`) stays empty unless it was asked for, which only
    staff's screens may do.
    """

    room: Room
    polls: tuple[Poll, ...] = ()
    drafts: tuple[Poll, ...] = ()
    tallies: tuple[Tally, ...] = ()
    questions: tuple[Question, ...] = ()
    waiting: tuple[Question, ...] = ()
    boards: tuple[Board, ...] = ()
    atmosphere: Atmosphere | None = None
    floor: Floor | None = None
    presence: Presence | None = None

    def known(self, *, staff: bool) -> tuple[Poll, ...]:
        """The polls that the audience, or staff, know of, by id; deleted ones too."""
        return _newest((*self.drafts, *self.polls) if staff else self.polls)

    def asked(self, *, staff: bool) -> tuple[Question, ...]:
        """The questions that the audience, or staff, know of, by id; hidden ones too."""
        return _newest((*self.waiting, *self.questions) if staff else self.questions)

    def tally(self, poll: str) -> Tally | None:
        """The tally of a poll, if it has one."""
        return next((one for one in self.tallies if one.id == poll), None)


def newer(public: Some | None, backstage: Some | None) -> Some | None:
    """What counts of a thing's two places, if it has any."""
    return next(iter(_newest(one for one in (backstage, public) if one is not None)), None)


def _newest(things: Iterable[Some]) -> tuple[Some, ...]:
    """While a thing is being shown it lies under both; the one with the higher `rev` is true, and of two with the same
    the one that comes last here, which is the audience's.
    """
    newest: dict[str, Some] = {}
    for thing in things:
        if thing.id not in newest or thing.rev >= newest[thing.id].rev:
            newest[thing.id] = thing
    return tuple(newest[id_] for id_ in sorted(newest))
