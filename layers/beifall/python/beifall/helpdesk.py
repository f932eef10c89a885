"""Staffing the info desk: taking and answering requests."""

from __future__ import annotations

from collections.abc import Callable

from beifall.caller import Caller, Means
from beifall.commands import AnswerHelp, TakeHelp
from beifall.decide import TRIES
from beifall.domain import helpdesk
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.refusals import Refused
from beifall.domain.things import mark
from beifall.frames import Frame, ok


def take_help(command: TakeHelp, caller: Caller, means: Means) -> Frame:
    """Says that somebody is at it."""
    return _decided(command, caller, means, lambda it, made_by: helpdesk.taken(it, rev=command.rev, command=made_by))


def answer_help(command: AnswerHelp, caller: Caller, means: Means) -> Frame:
    """Answers a request."""
    return _decided(
        command,
        caller,
        means,
        lambda it, made_by: helpdesk.answered(it, command.text, rev=command.rev, command=made_by),
    )


def _decided(
    command: TakeHelp | AnswerHelp, caller: Caller, means: Means, decide: Callable[[HelpRequest, str], HelpRequest]
) -> Frame:
    made_by = mark(caller.person.participant, command.id)
    for _ in range(TRIES):
        it = means.store.help(command.help)
        if it is None:
            raise Refused("no_such_help", field="help")
        after = it if made_by in it.commands else decide(it, made_by)
        if after is it or means.store.put_help(after, before=it.rev):
            return ok(command.id, help=after.id, rev=after.rev, state=after.state)
    raise Refused("try_again")
