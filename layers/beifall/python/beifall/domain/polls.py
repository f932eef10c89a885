"""Polls: what is asked, what may be chosen, and how a poll opens and closes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from beifall.domain.refusals import Refused
from beifall.domain.texts import Milliseconds, Text

Kind = Literal["single", "multiple", "scale", "words"]
Results = Literal["live", "after_vote", "after_close", "on_publish"]
State = Literal["draft", "open", "closing", "closed", "published"]

GRACE = 3_000
"""From closing to the last ballot (ms): everybody sees the countdown and may still vote."""

SETTLING = 7_000
"""From `closes` to the final recount (ms): a ballot's write starts within 1 s of the poll's read and is one attempt of
at most 3 s, so that by then no accepted ballot can still be on its way; the rest is for clocks that disagree."""

IN_TIME = 1_000
"""What only counts before `closes` (a ballot, the taking back of the closing) starts to be written within so many ms of
the moment at which it was judged, or not at all: the final recount relies on it."""

REMEMBERED = 8
"""So many commands a thing remembers, so that a resent one is recognised."""


@dataclass(frozen=True)
class Option:
    """One thing that may be chosen."""

    id: str
    text: Text


@dataclass(frozen=True)
class Poll:
    """A poll as it is stored. `key` ties ballots to participants; a draft has none, and a secret poll's is destroyed
    with the final tally. `buckets` is over how many keys its ballots are spread. `commands` are the ids of the last
    commands that changed it, newest last.
    """

    id: str
    room: str
    rev: int
    kind: Kind
    prompt: Text
    options: tuple[Option, ...] = ()
    min: int = 1
    max: int = 1
    low: int = 0
    high: int = 0
    results: Results = "on_publish"
    secret: bool = True
    state: State = "draft"
    round: int = 1
    closes: Milliseconds | None = None
    key: str | None = None
    buckets: int = 1
    commands: tuple[str, ...] = ()


def state_at(poll: Poll, now: Milliseconds) -> State:
    """What every reader takes the poll for: in the last seconds before `closes`, and after, it is closing."""
    if poll.state == "open" and poll.closes is not None and now >= poll.closes - GRACE:
        return "closing"
    return poll.state


def accepts(poll: Poll, now: Milliseconds) -> bool:
    """Whether a ballot counts that is read at this moment."""
    return poll.state in ("open", "closing") and (poll.closes is None or now < poll.closes)


def settles(poll: Poll) -> Milliseconds | None:
    """When the final recount may run, None if the poll is not about to close."""
    return None if poll.closes is None or poll.state not in ("open", "closing") else poll.closes + SETTLING


def check_choice(poll: Poll, choice: tuple[str | int, ...]) -> None:
    """Refuses a choice that the poll does not offer; an empty one withdraws the ballot."""
    offered = {option.id for option in poll.options}
    if len(choice) > 1 or not set(choice) <= offered:
        raise Refused("bad_choice", field="choice")


def opened(
    poll: Poll, *, rev: int, seconds: int | None, now: Milliseconds, key: str, buckets: int, command: str
) -> Poll:
    """The poll open, or its closing taken back while ballots still count. `seconds` is how long; None: until closed."""
    if command in poll.commands:
        return poll
    _unchanged(poll, rev)
    if poll.kind != "single":
        raise Refused("poll_frozen", "Polls of this kind cannot be opened yet.")
    closes = None if seconds is None else now + seconds * 1_000 + GRACE
    match state_at(poll, now):
        case "draft":
            return _changed(poll, command, state="open", closes=closes, key=key, buckets=buckets)
        case "closing" if accepts(poll, now):
            return _changed(poll, command, state="open", closes=closes)
    raise Refused("poll_frozen", "This poll has been opened already.")


def closing(poll: Poll, *, rev: int, now: Milliseconds, command: str) -> Poll:
    """The poll about to close: three seconds are left."""
    if command in poll.commands:
        return poll
    _unchanged(poll, rev)
    if state_at(poll, now) != "open":
        raise Refused("poll_not_open")
    return _changed(poll, command, state="closing", closes=now + GRACE)


def published(poll: Poll, *, rev: int, command: str) -> Poll:
    """The poll with its tally for everybody to see."""
    if command in poll.commands:
        return poll
    _unchanged(poll, rev)
    if poll.state != "closed":
        raise Refused("poll_frozen", "Only a poll that has closed can be published.")
    return _changed(poll, command, state="published")


def closed(poll: Poll) -> Poll:
    """The poll closed, once its tally is final. From here nothing leads a secret ballot back to a participant."""
    return replace(poll, rev=poll.rev + 1, state="closed", key=None if poll.secret else poll.key)


def _unchanged(poll: Poll, rev: int) -> None:
    if poll.rev != rev:
        raise Refused("changed")


def _changed(poll: Poll, command: str, **fields: object) -> Poll:
    commands = (*poll.commands, command)[-REMEMBERED:]
    return replace(poll, rev=poll.rev + 1, commands=commands, **fields)  # type: ignore[arg-type]  # named at the calls
