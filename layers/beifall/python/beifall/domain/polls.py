"""Polls: what is asked, what may be chosen, and how a poll opens and closes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from beifall.domain.refusals import Refused
from beifall.domain.texts import Milliseconds, Text, folded, written
from beifall.domain.things import changed, unchanged

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

IN_A_ROOM = 200
"""So many polls a room may have."""

OPTIONS = (2, 20)
"""So few and so many options a poll may have."""

WORDS = 5
"""So many words a ballot may have at most, each of so many characters:"""
WORD = 40

STRUCK = 40_000
"""So many bytes the words that are struck off one poll may have together: they lie in its row."""


@dataclass(frozen=True)
class Option:
    """One thing that may be chosen."""

    id: str
    text: Text


@dataclass(frozen=True)
class Form:
    """What staff may shape of a poll while it is a draft."""

    kind: Kind
    prompt: Text
    options: tuple[Option, ...] = ()
    min: int = 1
    max: int = 1
    low: int = 0
    high: int = 0
    results: Results = "on_publish"
    secret: bool = True


@dataclass(frozen=True)
class Poll:
    """A poll as it is stored. `key` ties ballots to participants; a draft has none, and a secret poll's is destroyed
    with the final tally. `buckets` is over how many keys its ballots are spread. `commands` are the marks of the last
    commands that changed it, newest last. `struck` are the words, folded, that nobody shall read. A deleted draft
    stays, so that whoever has seen it can be told.
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
    opened: Milliseconds | None = None
    closes: Milliseconds | None = None
    key: str | None = None
    buckets: int = 1
    commands: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    deleted: bool = False


def drafted(form: Form, *, id_: str, room: str, command: str) -> Poll:
    """A new draft. Raises `Refused` for a form that could not be voted on."""
    _check(form)
    return Poll(id=id_, room=room, rev=1, commands=(command,), **vars(form))


def reshaped(poll: Poll, form: Form, *, rev: int, command: str) -> Poll:
    """The draft with another form; what has been voted on once keeps its kind and its options."""
    _draft(poll, rev)
    _check(form)
    fixed = ("kind", "options", "min", "max", "low", "high")
    if poll.round > 1 and any(getattr(poll, name) != getattr(form, name) for name in fixed):
        raise Refused("poll_frozen", "What has been voted on once keeps its options.")
    return changed(poll, command, **vars(form))


def deleted(poll: Poll, *, rev: int, command: str) -> Poll:
    """The draft gone."""
    _draft(poll, rev)
    return changed(poll, command, deleted=True)


def _draft(poll: Poll, rev: int) -> None:
    unchanged(poll, rev)
    if poll.state != "draft":
        raise Refused("poll_frozen", "Only a draft can be changed.")


def _check(form: Form) -> None:
    """Refuses what could not be voted on, or says what its kind does not have."""
    options = len(form.options)
    if form.kind in ("single", "multiple"):
        if not OPTIONS[0] <= options <= OPTIONS[1]:
            raise Refused("bad_field", f"A poll has {OPTIONS[0]} to {OPTIONS[1]} options.", field="options")
        if len({option.id for option in form.options}) < options:
            raise Refused("bad_field", "Two options have the same id.", field="options")
    elif options:
        raise Refused("bad_field", f"A poll of kind {form.kind} has no options.", field="options")
    most = {"multiple": options, "words": WORDS}.get(form.kind, 1)
    if not 1 <= form.max <= most:
        raise Refused("bad_field", f"This may be 1 to {most}.", field="max")
    if not 1 <= form.min <= (form.max if form.kind == "multiple" else 1):
        raise Refused("bad_field", "This may be 1 to as many as may be chosen at most.", field="min")
    if form.kind == "scale":
        if not 0 <= form.low < form.high <= 10:
            raise Refused("bad_field", "A scale goes from 0 or more up to 10 or less.", field="high")
    elif form.low or form.high:
        raise Refused("bad_field", f"A poll of kind {form.kind} has no scale.", field="low")


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


Choice = tuple[str | int, ...]


def chosen(poll: Poll, choice: Choice) -> Choice:
    """The choice as it is stored. Refuses one that the poll does not offer; an empty one withdraws the ballot."""
    match poll.kind:
        case "single" | "multiple":
            most, least = (1, 0) if poll.kind == "single" else (poll.max, poll.min)
            offered = {option.id for option in poll.options}
            fits = len(choice) <= most and len(choice) >= least and len(set(choice)) == len(choice)
            if choice and not (fits and set(choice) <= offered):
                raise Refused("bad_choice", field="choice")
            return choice
        case "scale":
            if len(choice) > 1 or not all(isinstance(one, int) and poll.low <= one <= poll.high for one in choice):
                raise Refused("bad_choice", field="choice")
            return choice
        case "words":
            if len(choice) > poll.max:
                raise Refused("bad_choice", field="choice")
            return _words(choice)


def _words(choice: Choice) -> Choice:
    """Each once, however it is spelled."""
    words: dict[str, str] = {}
    for one in choice:
        if not isinstance(one, str):
            raise Refused("bad_choice", field="choice")
        word = written(one, most=WORD, field="choice")
        words.setdefault(folded(word), word)
    return tuple(words.values())


def opened(
    poll: Poll, *, rev: int, seconds: int | None, now: Milliseconds, key: str, buckets: int, command: str
) -> Poll:
    """The poll open, or its closing taken back while ballots still count. `seconds` is how long; None: until closed."""
    unchanged(poll, rev)
    closes = None if seconds is None else now + seconds * 1_000 + GRACE
    match state_at(poll, now):
        case "draft":
            return changed(poll, command, state="open", opened=now, closes=closes, key=key, buckets=buckets)
        case "closing" if accepts(poll, now):
            return changed(poll, command, state="open", closes=closes)
    raise Refused("poll_frozen", "This poll has been opened already.")


def closing(poll: Poll, *, rev: int, now: Milliseconds, command: str) -> Poll:
    """The poll about to close: three seconds are left."""
    unchanged(poll, rev)
    if state_at(poll, now) != "open":
        raise Refused("poll_not_open")
    return changed(poll, command, state="closing", closes=now + GRACE)


def published(poll: Poll, *, rev: int, command: str) -> Poll:
    """The poll with its tally for everybody to see."""
    unchanged(poll, rev)
    if poll.state != "closed":
        raise Refused("poll_frozen", "Only a poll that has closed can be published.")
    return changed(poll, command, state="published")


def closed(poll: Poll) -> Poll:
    """The poll closed, once its tally is final. From here nothing leads a secret ballot back to a participant."""
    return replace(poll, rev=poll.rev + 1, state="closed", key=None if poll.secret else poll.key)


def reset(poll: Poll, *, rev: int, command: str) -> Poll:
    """The poll a draft again, for a round of its own: no ballot of an earlier one counts in it."""
    unchanged(poll, rev)
    if poll.state not in ("closed", "published"):
        raise Refused("poll_frozen", "Only a poll that has closed can be reset.")
    return changed(poll, command, state="draft", round=poll.round + 1, opened=None, closes=None, key=None)


def without(poll: Poll, word: str, *, command: str) -> Poll:
    """The poll with a word struck off; the very same if it is already."""
    if poll.kind != "words" or (poll.state == "draft" and poll.round == 1):
        raise Refused("poll_not_open", "Only words that people have written can be struck off.")
    if folded(word) in poll.struck:
        return poll
    if sum(len(one.encode()) for one in (*poll.struck, folded(word))) > STRUCK:
        raise Refused("poll_frozen", "No more words can be struck off this poll.")
    return changed(poll, command, struck=(*poll.struck, folded(word)))
