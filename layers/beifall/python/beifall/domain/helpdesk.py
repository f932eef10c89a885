"""Help requests: from somebody in a room to the info desk, and back to them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beifall.domain.refusals import Refused
from beifall.domain.texts import Milliseconds
from beifall.domain.things import changed, unchanged

State = Literal["waiting", "taken", "answered"]

WAITING = 500
"""So many may wait at the desk; further ones are shed."""

IN_ALL = 2_000
"""So many the desk may have had: it is shown all of them."""


@dataclass(frozen=True)
class HelpRequest:
    """A request as it is stored; `room` is where it came from, `asker` a participant who is never shown."""

    id: str
    room: str
    rev: int
    at: Milliseconds
    text: str
    asker: str
    state: State = "waiting"
    answer: str | None = None
    commands: tuple[str, ...] = ()


def taken(request: HelpRequest, *, rev: int, command: str) -> HelpRequest:
    """The request in somebody's hands."""
    unchanged(request, rev)
    if request.state != "waiting":
        raise Refused("not_allowed", "Somebody has taken this request already.", field="help")
    return changed(request, command, state="taken")


def answered(request: HelpRequest, text: str, *, rev: int, command: str) -> HelpRequest:
    """The request answered; a better answer may follow."""
    unchanged(request, rev)
    return changed(request, command, state="answered", answer=text)
