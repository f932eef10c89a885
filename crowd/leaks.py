"""What attendees and stages were sent that they may not see: words that are nowhere else, searched in the raw text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from crowd.early import Early
from crowd.held import Frame

SHORTEST = 16
"""Signs of a marker at least: shorter words might be anything, such as the claps of a tick."""

WORD = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST},}}")
"""What a marker is made of."""

SIGNATURE = "."
"""Between the parts of a token, of which no other has the longer ones."""

GRACE = 10.0
"""Seconds after the reply to `question.hide` in which a frame may still carry its words: a broadcast reads the state
before it posts to hundreds of connections, a snapshot is read before it is sent, and both may have read just before
the hiding. With delays as on AWS that is over within three seconds; a client short of time reads it somewhat later.
"""

PRIVILEGED = frozenset({"moderator", "organiser"})
"""Who may see all that is in a room."""


@dataclass(frozen=True)
class Leak:
    """Something that somebody was sent, at a moment (s, monotonic)."""

    participant: str
    role: str
    what: str
    at: float


@dataclass
class Secret:
    """A word, who may see it (participants or roles), and when (s, monotonic) it is everybody's: from `shown` on, but
    not after `hidden`.
    """

    allowed: set[str]
    shown: float = inf
    hidden: float = inf

    def may(self, participant: str, role: str, at: float) -> bool:
        """Whether this frame may carry it."""
        return participant in self.allowed or role in self.allowed or self.shown <= at <= self.hidden


class Leaks:
    """The judge of all frames. `early` judges what has no words: tallies and the states of things."""

    def __init__(self) -> None:
        self.early = Early()
        self._secrets: dict[str, Secret] = {}
        self._beginnings: dict[str, set[str]] = {}
        self._found: dict[tuple[str, str], Leak] = {}

    @property
    def leaked(self) -> int:
        """How much was leaked: of each thing, once for each person."""
        return len(self._found)

    @property
    def found(self) -> list[Leak]:
        """What was leaked, in the order in which it came."""
        return list(self._found.values())

    def forbid(self, marker: str, allowed: Collection[str] = PRIVILEGED) -> None:
        """A word that only these participants or roles may be sent; more of them each time that this is said. Raises
        ValueError if it would not be found.
        """
        if not WORD.fullmatch(marker):
            raise ValueError(f"{marker!r} is no word of {SHORTEST} characters or more")
        self._secrets.setdefault(marker, Secret(set())).allowed.update(allowed)
        self._beginnings.setdefault(marker[:SHORTEST], set()).add(marker)

    def person(self, participant: str, token: str) -> None:
        """The id and the token of somebody, which nobody else may be sent, whatever their role."""
        for word in (participant, *token.split(SIGNATURE)):
            if WORD.fullmatch(word):
                self.forbid(word, (participant,))

    def show(self, marker: str, at: float) -> None:
        """A moderator is about to show it to everybody."""
        secret = self._secrets[marker]
        secret.shown = min(secret.shown, at)

    def hide(self, marker: str, at: float) -> None:
        """It was acknowledged that it is hidden; what was on its way then may still come."""
        secret = self._secrets[marker]
        secret.hidden = min(secret.hidden, at + GRACE)

    def hears(self, participant: str, role: str, raw: str, frame: Frame, at: float) -> None:
        """A frame that came for somebody; `role` is what they are in this room: a moderator of others is a speaker."""
        for word in words(raw):
            for secret in (word,) if word in self._secrets else self._within(word):
                if not self._secrets[secret].may(participant, role, at):
                    self._say(participant, role, secret, at)
        if role not in PRIVILEGED or "tallies" in frame.get("items", ()):
            for what in self.early.judge(role, frame, at):
                self._say(participant, role, what, at)

    def _within(self, word: str) -> list[str]:
        """Secrets that something else is joined to: an escaped line break, a dash, a prefix."""
        places = range(len(word) - SHORTEST + 1)
        begun = ((at, self._beginnings.get(word[at : at + SHORTEST], ())) for at in places)
        return [secret for at, secrets in begun for secret in secrets if word.startswith(secret, at)]

    def _say(self, participant: str, role: str, what: str, at: float) -> None:
        self._found.setdefault((participant, what), Leak(participant, role, what, at))


@lru_cache(maxsize=512)
def words(raw: str) -> frozenset[str]:
    """All words of a frame that could be markers: hundreds of screens are sent the same text."""
    return frozenset(WORD.findall(raw))
