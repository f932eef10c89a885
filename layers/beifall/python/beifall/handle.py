"""Frame → command → decision → reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beifall.caller import Caller, Means
from beifall.commands import ClosePoll, Command, Enter, OpenPoll, Ping, PublishPoll, Vote
from beifall.conduct import close_poll, open_poll, publish_poll
from beifall.domain.refusals import Refused
from beifall.enter import enter, ping
from beifall.frames import Frame, encode, parts, refused
from beifall.parse import parse
from beifall.store.port import Overloaded
from beifall.vote import vote

STEPS: dict[type[Command], Callable[[Any, Caller, Means], Frame]] = {
    Enter: enter,
    Ping: ping,
    Vote: vote,
    OpenPoll: open_poll,
    ClosePoll: close_poll,
    PublishPoll: publish_poll,
}


def handle(text: str, caller: Caller, means: Means) -> Frame:
    """The reply to one frame. What is too long for one frame is sent ahead of the reply, which is its last part."""
    *ahead, reply = parts(answer(text, caller, means))
    for part in ahead:
        means.gateway.post_all([caller.connection], encode(part))
    return reply


def answer(text: str, caller: Caller, means: Means) -> Frame:
    """The whole answer to one frame, however long. Bugs and a silent store are not answered: the client sends again."""
    try:
        command = parse(text, caller.person)
    except Refused as no:
        return refused(no.command, no)
    try:
        return STEPS[type(command)](command, caller, means)
    except Refused as no:
        return refused(command.id, no)
    except Overloaded:
        return refused(command.id, Refused("try_again"))
