"""Frame → command → decision → reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beifall import commands as asked
from beifall.admit import admit, ends, stay
from beifall.ask import ask, ask_for_help, withdraw
from beifall.caller import Caller, Means
from beifall.commands import Command
from beifall.conduct import (
    change_poll,
    close_poll,
    create_poll,
    delete_poll,
    open_poll,
    publish_poll,
    reset_poll,
    strike_word,
)
from beifall.domain.refusals import Refused
from beifall.enter import enter, ping
from beifall.feel import feel
from beifall.frames import Frame, encode, parts, refused
from beifall.helpdesk import answer_help, take_help
from beifall.moderate import (
    answer_question,
    erase_question,
    hide_question,
    label_question,
    merge_question,
    pin_question,
    show_question,
    unmerge_question,
    unpin_question,
    wait_question,
)
from beifall.revocation import check
from beifall.rooms import call, set_room
from beifall.sit import sit, stand
from beifall.store.port import Overloaded
from beifall.support import support
from beifall.vote import vote

STEPS: dict[type[Command], Callable[[Any, Caller, Means], Frame]] = {
    asked.Enter: enter,
    asked.Ping: ping,
    asked.Vote: vote,
    asked.Support: support,
    asked.Feel: feel,
    asked.Ask: ask,
    asked.Withdraw: withdraw,
    asked.Sit: sit,
    asked.Stand: stand,
    asked.Help: ask_for_help,
    asked.CreatePoll: create_poll,
    asked.ChangePoll: change_poll,
    asked.DeletePoll: delete_poll,
    asked.OpenPoll: open_poll,
    asked.ClosePoll: close_poll,
    asked.PublishPoll: publish_poll,
    asked.ResetPoll: reset_poll,
    asked.StrikeWord: strike_word,
    asked.ShowQuestion: show_question,
    asked.WaitQuestion: wait_question,
    asked.HideQuestion: hide_question,
    asked.PinQuestion: pin_question,
    asked.UnpinQuestion: unpin_question,
    asked.LabelQuestion: label_question,
    asked.MergeQuestion: merge_question,
    asked.UnmergeQuestion: unmerge_question,
    asked.AnswerQuestion: answer_question,
    asked.EraseQuestion: erase_question,
    asked.SetRoom: set_room,
    asked.TakeHelp: take_help,
    asked.AnswerHelp: answer_help,
    asked.Call: call,
}


def handle(text: str, caller: Caller, means: Means) -> Frame:
    """The reply to one frame. What is too long for one frame is sent ahead of the reply, which is its last part."""
    *ahead, reply = parts(answer(text, caller, means))
    for part in ahead:
        means.gateway.post_all([caller.connection], encode(part))
    if ends(reply, caller, means):
        # A reply would come after the end: it is sent before, and once more by the route where that is still possible.
        means.gateway.post_all([caller.connection], encode(reply))
        means.gateway.close([caller.connection])
    return reply


def answer(text: str, caller: Caller, means: Means) -> Frame:
    """The whole answer to one frame, however long. Bugs and a silent store are not answered: the client sends again."""
    id_ = None
    try:
        command = admit(text, caller, means)
        id_ = command.id
        check(caller.person, means.store)
        reply = STEPS[type(command)](command, caller, means)
        stay(command, caller, means)
    except Refused as no:
        return refused(no.command or id_, no)
    except Overloaded:
        means.load.overloaded(means.clock())
        return refused(id_, Refused("try_again", retry_after=1))
    return reply
