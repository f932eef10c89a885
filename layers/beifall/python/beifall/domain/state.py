"""A room's state: all that a screen in it may have to show."""

from __future__ import annotations

from dataclasses import dataclass

from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.tallies import Tally


@dataclass(frozen=True)
class State:
    """The rows of one room. `drafts` stay empty unless they were asked for, which only staff's screens may do."""

    room: Room
    polls: tuple[Poll, ...] = ()
    drafts: tuple[Poll, ...] = ()
    tallies: tuple[Tally, ...] = ()

    def known(self, *, staff: bool) -> tuple[Poll, ...]:
        """The polls that the audience, or staff, know of. While one is being opened it lies under both; the one
        with the higher `rev` is true.
        """
        newest: dict[str, Poll] = {}
        for poll in (*self.drafts, *self.polls) if staff else self.polls:
            if poll.id not in newest or poll.rev > newest[poll.id].rev:
                newest[poll.id] = poll
        return tuple(newest[id_] for id_ in sorted(newest))

    def tally(self, poll: str) -> Tally | None:
        """The tally of a poll, if it has one."""
        return next((one for one in self.tallies if one.id == poll), None)
