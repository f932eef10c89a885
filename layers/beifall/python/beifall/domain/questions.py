"""Questions: asked by the audience, moderated by staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from beifall.domain.refusals import Refused
from beifall.domain.texts import Milliseconds
from beifall.domain.things import changed, unchanged

State = Literal["waiting", "shown", "hidden", "merged", "withdrawn"]

LABELS = 5
"""So many a question may have."""

WAITING = 500
"""So many may wait in a room; further ones are shed."""

IN_A_ROOM = 2_000
"""So many a room may have in all: every snapshot reads those that are shown."""


@dataclass(frozen=True)
class Question:
    """A question as it is stored. `asker` is a participant and is never shown; `agenda` is the item of the programme
    that was on; `into` is the question that a merged one counts for. An `answered` one without `answer` was answered
    on stage. What was erased or withdrawn has no text any more.
    """

    id: str
    room: str
    rev: int
    at: Milliseconds
    text: str
    asker: str
    agenda: str | None = None
    name: str | None = None
    state: State = "waiting"
    labels: tuple[str, ...] = ()
    into: str | None = None
    answer: str | None = None
    answered: bool = False
    commands: tuple[str, ...] = ()

    @property
    def visible(self) -> bool:
        """Whether the audience may see it, if it lies where the audience finds it."""
        return self.state in ("shown", "merged")


def shown(question: Question, *, rev: int, command: str) -> Question:
    """The question for everybody to see."""
    _from(question, rev, "waiting")
    return changed(question, command, state="shown")


def put_back(question: Question, *, rev: int, command: str) -> Question:
    """The question waiting again."""
    _from(question, rev, "shown")
    return changed(question, command, state="waiting")


def hidden(question: Question, *, rev: int, command: str) -> Question:
    """The question hidden for good."""
    _from(question, rev, "waiting", "shown", "merged")
    return changed(question, command, state="hidden", into=None)


def labelled(question: Question, labels: tuple[str, ...], *, rev: int, command: str) -> Question:
    """The question with these labels and no others."""
    _from(question, rev, "waiting", "shown", "merged")
    return changed(question, command, labels=tuple(dict.fromkeys(labels)))


def merged(question: Question, into: str, *, rev: int, command: str) -> Question:
    """The question as part of another one."""
    _from(question, rev, "waiting", "shown")
    return changed(question, command, state="merged", into=into)


def unmerged(question: Question, *, rev: int, command: str, public: bool) -> Question:
    """The question on its own again: shown if the audience knew it."""
    _from(question, rev, "merged")
    return changed(question, command, state="shown" if public else "waiting", into=None)


def answered(question: Question, text: str | None, *, rev: int, command: str) -> Question:
    """The question answered: in writing, or on stage, which takes no written answer away."""
    _from(question, rev, "shown", "merged")
    return changed(question, command, answer=question.answer if text is None else text, answered=True)


def erased(question: Question, command: str) -> Question:
    """The question without a word of what was written, hidden for good."""
    return changed(question, command, state="hidden", text="", name=None, labels=(), answer=None, into=None)


def withdrawn(question: Question, command: str) -> Question:
    """The question taken back by its asker, before anybody was shown it."""
    if question.state not in ("waiting", "merged"):
        raise Refused("not_allowed", "This question has been shown or hidden already.", field="question")
    return changed(question, command, state="withdrawn", text="", name=None, labels=(), into=None)


def root(id_: str, questions: Mapping[str, Question]) -> str:
    """The question that an upvote for this one counts for. Two moderators who merge two questions into each other at
    the same time make a ring: its smallest id stands for it until `housekeeping` has opened it.
    """
    path = [id_]
    while True:
        here = questions.get(path[-1])
        if here is None or here.state != "merged" or here.into is None or here.into not in questions:
            return path[-1]
        if here.into in path:
            return min(path[path.index(here.into) :])
        path.append(here.into)


def groups(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    """For each question that stands for itself, those whose upvotes count for it, itself among them; a question that
    counts for another, or is not to be seen, has none.
    """
    known = {one.id: one for one in questions}
    found: dict[str, list[str]] = {}
    for one in known.values():
        if one.visible:
            found.setdefault(root(one.id, known), []).append(one.id)
    return {id_: tuple(sorted(ids)) for id_, ids in found.items() if known[id_].visible}


def ring(questions: Iterable[Question]) -> Question | None:
    """A question that is merged into itself by way of others, and is the one to be taken out."""
    known = {one.id: one for one in questions}
    stuck = (one for one in known.values() if one.state == "merged" and one.into in known)
    return next((one for one in stuck if root(one.id, known) == one.id), None)


def _from(question: Question, rev: int, *states: State) -> None:
    unchanged(question, rev)
    if question.state not in states:
        raise Refused("not_allowed", f"This cannot be done to a question that is {question.state}.", field="question")
