"""Supporting a question: one read, one conditional write."""

from __future__ import annotations

from beifall.caller import Caller, Means
from beifall.commands import Support
from beifall.devices import tell
from beifall.domain.board import Upvote
from beifall.domain.questions import Question
from beifall.domain.refusals import Refused
from beifall.frames import Frame, ok


def support(command: Support, caller: Caller, means: Means) -> Frame:
    """Supports a question or does so no longer, and says what counts now."""
    question = means.store.public(Question, command.room, command.question)
    if question is None or not question.visible:
        return _again(command, caller, means)
    upvote = Upvote(caller.person.participant, question.id, command.on, command.seq)
    counts = means.store.upvote(command.room, upvote)
    if counts == upvote:
        tell(command.room, {"upvotes": {question.id: counts.seq if counts.on else None}}, caller, means)
    return ok(command.id, question=question.id, on=counts.on, seq=counts.seq)


def _again(command: Support, caller: Caller, means: Means) -> Frame:
    """What was done while the question could be seen stays done: a resend gets the answer that it had then."""
    upvotes = means.store.own(caller.person.participant, command.room, ()).upvotes
    before = next((one for one in upvotes if one.question == command.question and one.seq >= command.seq), None)
    if before is None:
        raise Refused("no_such_question", field="question")
    return ok(command.id, question=before.question, on=before.on, seq=before.seq)
