"""What staff does with polls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from beifall.commands.bounds import Id, Texts, Whole
from beifall.domain.polls import OPTIONS, Kind, Results


@dataclass(frozen=True)
class OptionForm:
    """An option as staff shapes it."""

    id: Id
    text: Texts


@dataclass(frozen=True)
class Form:
    """A poll as staff shapes it; `id` and `rev` are for one that is there already."""

    kind: Kind
    prompt: Texts
    id: Id | None = None
    rev: Whole = 0
    options: Annotated[tuple[OptionForm, ...], Meta(max_length=OPTIONS[1])] = ()
    min: Annotated[int, Meta(ge=1, le=OPTIONS[1])] | None = None
    max: Annotated[int, Meta(ge=1, le=OPTIONS[1])] | None = None
    low: Annotated[int, Meta(ge=0, le=9)] = 0
    high: Annotated[int, Meta(ge=0, le=10)] = 0
    results: Results = "on_publish"
    secret: bool = True


@dataclass(frozen=True)
class CreatePoll:
    """A new draft."""

    id: Id
    room: Id
    poll: Form


@dataclass(frozen=True)
class ChangePoll:
    """A draft with another form: all of it, on the `rev` in the form."""

    id: Id
    room: Id
    poll: Form


@dataclass(frozen=True)
class DeletePoll:
    """A draft away."""

    id: Id
    room: Id
    poll: Id
    rev: Whole


@dataclass(frozen=True)
class OpenPoll:
    """Let the room vote, for some seconds or until somebody closes the poll; or take a closing back."""

    id: Id
    room: Id
    poll: Id
    rev: Whole
    seconds: Annotated[int, Meta(ge=10, le=3_600)] | None = None


@dataclass(frozen=True)
class ClosePoll:
    """Three seconds are left."""

    id: Id
    room: Id
    poll: Id
    rev: Whole


@dataclass(frozen=True)
class PublishPoll:
    """Show the tally to everybody."""

    id: Id
    room: Id
    poll: Id
    rev: Whole


@dataclass(frozen=True)
class ResetPoll:
    """A new round, as a draft."""

    id: Id
    room: Id
    poll: Id
    rev: Whole


@dataclass(frozen=True)
class StrikeWord:
    """A word that nobody shall read (`poll.strike`)."""

    id: Id
    room: Id
    poll: Id
    word: Annotated[str, Meta(max_length=80)]
