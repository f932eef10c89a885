"""Moderating questions: what the room sees of what was asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from beifall.caller import Caller, Means
from beifall.commands import (
    AnswerQuestion,
    EraseQuestion,
    HideQuestion,
    LabelQuestion,
    MergeQuestion,
    PinQuestion,
    ShowQuestion,
    UnmergeQuestion,
    UnpinQuestion,
    WaitQuestion,
)
from beifall.decide import Where, decided, found
from beifall.domain import questions
from beifall.domain.questions import Question
from beifall.domain.refusals import Refused
from beifall.domain.rooms import Room, pinned
from beifall.domain.things import mark, unchanged
from beifall.frames import Frame, ok
from beifall.rooms import changed_room
from beifall.store.port import Overloaded, Store

Decide = Callable[[Question, Where, str], Question]
"""From a question, where it lies, and the command's mark."""


def show_question(command: ShowQuestion, caller: Caller, means: Means) -> Frame:
    """Shows a waiting question to everybody."""
    return _decided(
        command, caller, means, lambda it, _where, made_by: questions.shown(it, rev=command.rev, command=made_by)
    )


def wait_question(command: WaitQuestion, caller: Caller, means: Means) -> Frame:
    """Takes a shown question back to the waiting ones."""
    return _away(
        command, caller, means, lambda it, _where, made_by: questions.put_back(it, rev=command.rev, command=made_by)
    )


def hide_question(command: HideQuestion, caller: Caller, means: Means) -> Frame:
    """Hides a question for good."""
    return _away(
        command, caller, means, lambda it, _where, made_by: questions.hidden(it, rev=command.rev, command=made_by)
    )


def label_question(command: LabelQuestion, caller: Caller, means: Means) -> Frame:
    """Gives a question these labels and no others."""

    def decide(it: Question, _where: Where, made_by: str) -> Question:
        return questions.labelled(it, command.labels, rev=command.rev, command=made_by)

    return _decided(command, caller, means, decide)


def merge_question(command: MergeQuestion, caller: Caller, means: Means) -> Frame:
    """Makes a question part of another one: who supports either supports that one, once."""

    def decide(it: Question, where: Where, made_by: str) -> Question:
        if where == "public" and it.state == "waiting":
            # The audience knows the row: as a part of another question it would be shown again.
            raise Refused("not_allowed", "Show the question first.", field="question")
        _check_target(command, where, means.store)
        return questions.merged(it, command.into, rev=command.rev, command=made_by)

    return _away(command, caller, means, decide)


def unmerge_question(command: UnmergeQuestion, caller: Caller, means: Means) -> Frame:
    """Makes a merged question one of its own again."""

    def decide(it: Question, where: Where, made_by: str) -> Question:
        return questions.unmerged(it, rev=command.rev, command=made_by, public=where == "public")

    return _decided(command, caller, means, decide)


def answer_question(command: AnswerQuestion, caller: Caller, means: Means) -> Frame:
    """Stores an answer, or notes that it was given on stage."""

    def decide(it: Question, where: Where, made_by: str) -> Question:
        if where == "backstage":
            raise Refused("not_allowed", "Show the question first.", field="question")
        return questions.answered(it, command.text, rev=command.rev, command=made_by)

    return _decided(command, caller, means, decide)


def erase_question(command: EraseQuestion, caller: Caller, means: Means) -> Frame:
    """Takes what was written out of the store."""
    made_by = mark(caller.person.participant, command.id)
    it = decided(
        Question,
        command.room,
        command.question,
        lambda it, _where: questions.erased(it, made_by),
        mark=made_by,
        store=means.store,
    )
    # Whatever an interrupted showing has left backstage has the text too; what stops this, the sweep makes good.
    with suppress(Overloaded):
        public, _ = means.store.both(Question, command.room, command.question)
        if public is not None:
            means.store.drop_backstage(public)
    unpin(means.store, it)
    return _done(command.id, it)


def pin_question(command: PinQuestion, caller: Caller, means: Means) -> Frame:
    """Makes a shown question what the room is looking at."""
    it, where = found(Question, command.room, command.question, means.store)
    made_by = mark(caller.person.participant, command.id)

    def decide(room: Room) -> Room:
        unchanged(it, command.rev)
        if where == "backstage" or it.state != "shown":
            raise Refused("not_allowed", "Only a question that is shown can be pinned.", field="question")
        return pinned(room, it.id, command=made_by)

    room = changed_room(command.room, decide, mark=made_by, store=means.store)
    return ok(command.id, question=it.id, rev=it.rev, pinned=room.pinned)


def unpin_question(command: UnpinQuestion, caller: Caller, means: Means) -> Frame:
    """The room looks at this question no longer."""
    it, _ = found(Question, command.room, command.question, means.store)
    made_by = mark(caller.person.participant, command.id)

    def decide(room: Room) -> Room:
        unchanged(it, command.rev)
        # Written in any case: otherwise nothing would know a resend, which could unpin what was pinned since.
        return pinned(room, None if room.pinned == it.id else room.pinned, command=made_by)

    room = changed_room(command.room, decide, mark=made_by, store=means.store)
    return ok(command.id, question=it.id, rev=it.rev, pinned=room.pinned)


def unpin(store: Store, question: Question) -> None:
    """A question that is shown no longer is not pinned either; what stops this is made good by `housekeeping`."""
    made_by = f"unpin-{question.id}-{question.rev}"
    with suppress(Overloaded, Refused):
        changed_room(
            question.room,
            lambda room: pinned(room, None, command=made_by) if room.pinned == question.id else room,
            mark=made_by,
            store=store,
        )


OnRevision = (
    ShowQuestion | WaitQuestion | HideQuestion | LabelQuestion | MergeQuestion | UnmergeQuestion | AnswerQuestion
)


def _decided(command: OnRevision, caller: Caller, means: Means, decide: Decide) -> Frame:
    return _done(command.id, _after(command, caller, means, decide))


def _away(command: OnRevision, caller: Caller, means: Means, decide: Decide) -> Frame:
    it = _after(command, caller, means, decide)
    unpin(means.store, it)
    return _done(command.id, it)


def _after(command: OnRevision, caller: Caller, means: Means, decide: Decide) -> Question:
    made_by = mark(caller.person.participant, command.id)
    return decided(
        Question,
        command.room,
        command.question,
        lambda it, where: decide(it, where, made_by),
        mark=made_by,
        store=means.store,
    )


def _check_target(command: MergeQuestion, where: Where, store: Store) -> None:
    if command.into == command.question:
        raise Refused("bad_field", "A question cannot be merged into itself.", field="into")
    try:
        into, lies = found(Question, command.room, command.into, store)
    except Refused:
        raise Refused("no_such_question", field="into") from None
    if into.state not in ("waiting", "shown") or (where == "public" and (lies != "public" or into.state != "shown")):
        raise Refused("not_allowed", "A question is merged into one that is shown, on its own.", field="into")


def _done(id_: str, it: Question) -> Frame:
    return ok(id_, question=it.id, rev=it.rev, state=it.state)
