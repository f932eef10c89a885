"""Questions that nobody can ask any more, because too many are waiting."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.questions import IN_A_ROOM, WAITING
from bill.model.commands import OK
from bill.model.contents import Contents
from bill.model.house import Place
from bill.model.invoked import heard, invoked, sent
from bill.model.spent import read
from bill.usage import Usage
from crowd.scenes import Act, Scene


def admitted(act: Act, scene: Scene, lies: Contents) -> Act:
    """The act with those questions that the room takes, as it is before the scene."""
    if act.action != "ask":
        return act
    shown = sum(one.times for one in scene.acts if (one.action, one.room) == ("question.show", act.room))
    places = min(WAITING - lies.waiting + shown, IN_A_ROOM - lies.waiting - lies.shown)
    times = min(act.times, max(0, round(places)))
    return replace(act, times=times, again=min(act.again, times))


def refused(place: Place, questions: float) -> Usage:
    """So many were read the room for, and told that it is full."""
    spent = place.event + read(place.contents.all_) + read()
    asked = invoked("command", "questions", questions, spent)
    return asked + heard("questions", questions) + sent("questions", questions, OK)
