"""How fast one caller may ask. It is this process's own count: another container has its own, and the hard limit is the
throttle of the stage.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Literal

from beifall.domain.texts import Milliseconds

Kind = Literal["vote", "other"]

KNOWN = 10_000
"""Callers that are remembered; whoever was not heard of for the longest is forgotten first."""

FLOOD, WITHIN = 30, 10_000
"""Whoever is refused so many times within so many ms goes on without listening."""


@dataclass(frozen=True)
class Bucket:
    """So many per second, and `burst` at once for whoever has been quiet."""

    per_second: int
    burst: int

    def filled(self, left: float, milliseconds: int) -> float:
        """What is in it after so long."""
        return min(self.burst, left + self.per_second * max(0, milliseconds) / 1_000)


COMMANDS = Bucket(5, 10)
VOTES = Bucket(2, 8)


@dataclass(frozen=True)
class Allowance:
    """What one caller has left in each bucket, when (ms), and the refusals since a time (ms)."""

    commands: float
    votes: float
    at: Milliseconds
    refused: int
    since: Milliseconds


class Rates:
    """The allowances of those callers that this process has seen last. `who` is a connection, or a participant without
    one.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, Allowance] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str, kind: Kind, now: Milliseconds) -> int:
        """0 if this command may pass; else nothing is taken, and in so many seconds it may."""
        with self._lock:
            before = self._known.pop(who, None) or Allowance(COMMANDS.burst, VOTES.burst, now, 0, now)
            self._known[who], wait = _taken(before, kind, now)
            if len(self._known) > KNOWN:
                self._known.popitem(last=False)
        return wait

    def floods(self, who: str) -> bool:
        """Whether this caller has been refused too often to be listened to any longer."""
        left = self._known.get(who)
        return left is not None and left.refused >= FLOOD


def _taken(left: Allowance, kind: Kind, now: Milliseconds) -> tuple[Allowance, int]:
    past = now - left.at
    commands, votes = COMMANDS.filled(left.commands, past), VOTES.filled(left.votes, past)
    is_vote = kind == "vote"
    refused, since = (0, now) if now - left.since > WITHIN else (left.refused, left.since)
    if commands < 1 or (is_vote and votes < 1):
        # Within a second each bucket has one again, and one is all that is asked for.
        return Allowance(commands, votes, now, refused + 1, since), 1
    return Allowance(commands - 1, votes - is_vote, now, refused, since), 0
