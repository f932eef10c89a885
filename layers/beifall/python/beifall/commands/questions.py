"""What staff does with questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from beifall.commands.bounds import Id, Whole, Written
from beifall.domain.questions import LABELS


@dataclass(frozen=True)
class ShowQuestion:
    """A waiting question for everybody to see."""

    id: Id
    room: Id
    question: Id
    rev: Whole


@dataclass(frozen=True)
class WaitQuestion:
    """A shown question waiting again."""

    id: Id
    room: Id
    question: Id
    rev: Whole


@dataclass(frozen=True)
class HideQuestion:
    """A question away, for good."""

    id: Id
    room: Id
    question: Id
    rev: Whole


@dataclass(frozen=True)
class PinQuestion:
    """What the room is looking at."""

    id: Id
    room: Id
    question: Id
    rev: Whole


@dataclass(frozen=True)
class UnpinQuestion:
    """The room looks at it no longer."""

    id: Id
    room: Id
    question: Id
    rev: Whole


@dataclass(frozen=True)
class LabelQuestion:
    """A question's labels, all of them."""

    id: Id
    room: Id
    question: Id
    rev: Whole
    labels: Annotated[tuple[Annotated[str, Meta(max_length=240)], ...], Meta(max_length=LABELS)]


@dataclass(frozen=True)
class MergeQuestion:
    """One question as part of another."""

    id: Id
    room: Id
    question: Id
    rev: Whole
    into: Id


@dataclass(frozen=True)
class UnmergeQuestion:
    """A merged question on its own again."""

    id: Id
    room: Id
    question: Id
    rev: Whole


@dataclass(frozen=True)
class AnswerQuestion:
    """An answer in writing, or (None) the note that it was given on stage."""

    id: Id
    room: Id
    question: Id
    rev: Whole
    text: Written | None = None


@dataclass(frozen=True)
class EraseQuestion:
    """Text and name out of the store."""

    id: Id
    room: Id
    question: Id
