"""What a participant has asked, of the audience's questions and of the info desk: their own row, and the pace kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from beifall.domain.refusals import Refused
from beifall.domain.texts import Milliseconds

Kind = Literal["question", "help"]

PAUSE = 10_000
"""Between two of a kind (ms)."""

HOUR = 3_600_000
PER_HOUR = 20

KEPT = 200
"""So many are remembered to be one's own; older ones are only everybody's."""


@dataclass(frozen=True)
class Contribution:
    """A question or a help request, by its id. Whether a question is `shown` at once is decided here, with its first
    sending: another one would else put it in another place, if the room's switch is set in between.
    """

    kind: Kind
    id: str
    room: str
    at: Milliseconds
    shown: bool = False


@dataclass(frozen=True)
class Contributions:
    """All of one participant's, oldest first."""

    participant: str
    rev: int = 0
    made: tuple[Contribution, ...] = ()

    def known(self, kind: Kind, id_: str) -> Contribution | None:
        """What was noted before: then this is a resend. The same id for another kind is not."""
        return next((one for one in self.made if (one.kind, one.id) == (kind, id_)), None)

    def of(self, kind: Kind) -> tuple[Contribution, ...]:
        """Those of one kind."""
        return tuple(one for one in self.made if one.kind == kind)


def noted(contributions: Contributions, new: Contribution) -> Contributions:
    """With one more. Refuses a kind that comes too often, saying in how many seconds it may come again."""
    recent = [one.at for one in contributions.of(new.kind) if one.at > new.at - HOUR]
    free = new.at
    if recent:
        free = max(free, recent[-1] + PAUSE)
    if len(recent) >= PER_HOUR:
        free = max(free, recent[-PER_HOUR] + HOUR)
    if free > new.at:
        raise Refused("too_many_requests", retry_after=-(-(free - new.at) // 1_000))
    return replace(contributions, rev=contributions.rev + 1, made=(*contributions.made, new)[-KEPT:])
