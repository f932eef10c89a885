"""What a client may ask: one frozen value per action. The bounds are the protocol's, checked by `parse`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beifall.commands.audience import Ask, Feel, Help, Sit, Stand, Support, Vote, Withdraw
from beifall.commands.bounds import ANSWER, CALL, LABEL, NAME, NOTICE, OPTION, PROMPT, TEXT, Id, Texts
from beifall.commands.house import AnswerHelp, Call, SetRoom, TakeHelp
from beifall.commands.polls import (
    ChangePoll,
    ClosePoll,
    CreatePoll,
    DeletePoll,
    Form,
    OpenPoll,
    OptionForm,
    PublishPoll,
    ResetPoll,
    StrikeWord,
)
from beifall.commands.presence import Enter, Ping
from beifall.commands.questions import (
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
from beifall.domain.people import AUDIENCE, Role

__all__ = [
    "ACTIONS",
    "ANSWER",
    "CALL",
    "LABEL",
    "NAME",
    "NOTICE",
    "OPTION",
    "PROMPT",
    "TEXT",
    "Action",
    "AnswerHelp",
    "AnswerQuestion",
    "Ask",
    "Call",
    "ChangePoll",
    "ClosePoll",
    "Command",
    "CreatePoll",
    "DeletePoll",
    "Enter",
    "EraseQuestion",
    "Feel",
    "Form",
    "Help",
    "HideQuestion",
    "Id",
    "LabelQuestion",
    "MergeQuestion",
    "OpenPoll",
    "OptionForm",
    "PinQuestion",
    "Ping",
    "PublishPoll",
    "ResetPoll",
    "Right",
    "SetRoom",
    "ShowQuestion",
    "Sit",
    "Stand",
    "StrikeWord",
    "Support",
    "TakeHelp",
    "Texts",
    "UnmergeQuestion",
    "UnpinQuestion",
    "Vote",
    "WaitQuestion",
    "Withdraw",
]

CONDUCTORS: frozenset[Role] = frozenset({"moderator", "organiser"})
ANSWERING: frozenset[Role] = CONDUCTORS | {"speaker"}
HELPERS: frozenset[Role] = frozenset({"info", "organiser"})
ORGANISERS: frozenset[Role] = frozenset({"organiser"})
EVERYBODY: frozenset[Role] = AUDIENCE | {"stage"}


Command = (
    Enter
    | Ping
    | Vote
    | Support
    | Feel
    | Ask
    | Withdraw
    | Sit
    | Stand
    | Help
    | CreatePoll
    | ChangePoll
    | DeletePoll
    | OpenPoll
    | ClosePoll
    | PublishPoll
    | ResetPoll
    | StrikeWord
    | ShowQuestion
    | WaitQuestion
    | HideQuestion
    | PinQuestion
    | UnpinQuestion
    | LabelQuestion
    | MergeQuestion
    | UnmergeQuestion
    | AnswerQuestion
    | EraseQuestion
    | SetRoom
    | TakeHelp
    | AnswerHelp
    | Call
)

Right = Literal["anywhere", "runs", "speaks"]
"""Where a role may: anywhere, in the rooms that it runs, or in those where it speaks too."""


@dataclass(frozen=True)
class Action:
    """What an action is, which roles may ask for it, and in which rooms."""

    command: type[Command]
    roles: frozenset[Role]
    right: Right = "anywhere"


def _staffs(command: type[Command]) -> Action:
    return Action(command, CONDUCTORS, "runs")


ACTIONS: dict[str, Action] = {
    "enter": Action(Enter, EVERYBODY),
    "ping": Action(Ping, EVERYBODY),
    "vote": Action(Vote, AUDIENCE),
    "upvote": Action(Support, AUDIENCE),
    "mood": Action(Feel, AUDIENCE),
    "ask": Action(Ask, AUDIENCE),
    "question.withdraw": Action(Withdraw, AUDIENCE),
    "sit": Action(Sit, AUDIENCE),
    "stand": Action(Stand, AUDIENCE),
    "help": Action(Help, AUDIENCE),
    "poll.create": _staffs(CreatePoll),
    "poll.change": _staffs(ChangePoll),
    "poll.delete": _staffs(DeletePoll),
    "poll.open": _staffs(OpenPoll),
    "poll.close": _staffs(ClosePoll),
    "poll.publish": _staffs(PublishPoll),
    "poll.reset": _staffs(ResetPoll),
    "poll.strike": _staffs(StrikeWord),
    "question.show": _staffs(ShowQuestion),
    "question.wait": _staffs(WaitQuestion),
    "question.hide": _staffs(HideQuestion),
    "question.pin": _staffs(PinQuestion),
    "question.unpin": _staffs(UnpinQuestion),
    "question.label": _staffs(LabelQuestion),
    "question.merge": _staffs(MergeQuestion),
    "question.unmerge": _staffs(UnmergeQuestion),
    "question.answer": Action(AnswerQuestion, ANSWERING, "speaks"),
    "question.erase": Action(EraseQuestion, ORGANISERS),
    "room.set": _staffs(SetRoom),
    "help.take": Action(TakeHelp, HELPERS),
    "help.answer": Action(AnswerHelp, HELPERS),
    "call": Action(Call, ORGANISERS),
}
"""`clap` is not among them: it has no reply, and a function of its own."""
