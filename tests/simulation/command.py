"""One command, however often it was sent, and what it was answered."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from beifall.domain.people import Person

Frame = dict[str, Any]

TRANSIENT = frozenset({"try_again", "too_many_requests", "token_expired"})
"""These decide nothing of the command."""


@dataclass
class Command:
    """`sent` is when it left first (ms). `handled` are the replies that the stack has given, with when the handling was
    begun and ended; `heard` those that have come.
    """

    person: Person
    frame: Frame
    sent: float
    handled: list[tuple[float, float, Frame]] = field(default_factory=list)
    heard: list[Frame] = field(default_factory=list)

    @property
    def action(self) -> str:
        """What it asks for."""
        return str(self.frame.get("action"))

    @property
    def granted(self) -> bool:
        """Whether it was answered with `ok`."""
        return any(reply["type"] == "ok" for _, _, reply in self.handled)

    @property
    def denied(self) -> bool:
        """Whether it was refused, and never granted."""
        final = [reply for _, _, reply in self.handled if reply.get("code") not in TRANSIENT]
        return bool(final) and all(reply["type"] == "refused" for reply in final)


def mark(command: Command) -> str:
    """The name under which things remember a command."""
    who, id_ = command.person.participant, command.frame["id"]
    return hmac.new(who.encode(), id_.encode(), hashlib.sha256).hexdigest()[:24]


def folded(word: str) -> str:
    """What two spellings of one word have in common."""
    return unicodedata.normalize("NFKC", word).casefold()
