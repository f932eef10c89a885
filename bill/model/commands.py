"""Frames that people send: the frame, the invocation, the reply, and what one's own other screen is told."""

from __future__ import annotations

from bill.model.calls import AGAIN, COMMANDS, FIRST, GLIMPSE, MOVED, spent
from bill.model.house import Place
from bill.model.invoked import heard, invoked, sent
from bill.model.spent import NOTHING
from bill.usage import Usage
from crowd.scenes import Act

CAUSE = {
    "enter": "joining",
    "ping": "pings",
    "vote": "votes",
    "upvote": "questions",
    "ask": "questions",
    "mood": "moods",
    "sit": "cafeteria",
    "stand": "cafeteria",
}
"""Of the commands whose action does not say it; else `poll.` is polls, `question.` is questions, and the rest help."""

TELLS = frozenset({"vote", "upvote", "mood", "sit", "stand"})
"""Commands that one's own other screen is told of."""

OK, PONG, OWN = 130.0, 330.0, 120.0
"""Bytes of a reply, of a pong, of what one's other screen is told."""

AROUND = 450.0
"""Bytes of a snapshot besides its items."""

SHOWN, TOLD, DOOR = 0.75, 0.3, 110.0
"""What of the bytes of a room is seen of them, of the event; and bytes of each other room, in a foyer."""

MOMENT, FRESH = 5.0, 2.0
"""Seconds for which what was read of a room for a ping, and how many are there, need not be read again. That is each
container's own memory: more than one has to read more often.
"""


def cause(action: str) -> str:
    """What a command's cost is attributed to."""
    area = {"poll": "polls", "question": "questions"}.get(action.partition(".")[0], "help")
    return CAUSE.get(action, area)


def commanded(act: Act, place: Place) -> Usage:
    """All sendings of an act's command, but what becomes of it: that comes out of a stream."""
    its, tells = cause(act.action), 1.0 if act.action in TELLS else 0.0
    asked, sendings = place.house.poll(act.target), act.times + act.again
    says, reply = NOTHING, OK
    if act.action == "vote" and asked.results == "after_vote":
        says, reply = place.counting(asked), OK + asked.told(place.contents.ballots)
    calls = spent(COMMANDS[act.action], place, asked), spent(AGAIN.get(act.action, ()), place, asked)
    usage = heard(its, sendings) + sent(its, sendings, reply)
    for times, asks in zip((act.times, act.again), calls, strict=True):
        usage += invoked("command", its, times, asks + says, posts=tells, frame=OWN)
    return usage


def entered(screens: float, place: Place, seconds: float, *, is_new: bool) -> Usage:
    """So many screens enter the room within some seconds, for the first time or from another one."""
    calls = spent((*COMMANDS["enter"], *(FIRST if is_new else MOVED)), place)
    counted = place.register * _share(screens, seconds, FRESH)
    doors = len(place.house.rooms) - 1 if place.contents.kind == "foyer" else 0
    snapshot = AROUND + SHOWN * place.contents.public + TOLD * place.house.event + DOOR * doors
    entering = invoked("command", "joining", screens, calls + counted)
    return entering + heard("joining", screens) + sent("joining", screens, snapshot)


def pinged(pings: float, place: Place, seconds: float) -> Usage:
    """So many screens of a room say within some seconds that they are still there, and have missed nothing."""
    calls = spent(COMMANDS["ping"], place) + spent(GLIMPSE, place) * _share(pings, seconds, MOMENT)
    return invoked("command", "pings", pings, calls) + heard("pings", pings) + sent("pings", pings, PONG)


def _share(times: float, seconds: float, known: float) -> float:
    """The part of those who ask for something evenly through these seconds who do not find it known, which it is for so
    many seconds.
    """
    return 1 / (1 + times * known / seconds) if seconds else 1.0
