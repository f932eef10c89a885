"""What many things have: ids, revisions, times, texts."""

from __future__ import annotations

from beifall.domain.presence import STEPS
from protocol.schema import Schema, either, text, whole

PATTERN = r"^[A-Za-z0-9_-]+$"


def identity(about: str) -> Schema:
    """An opaque name."""
    return text(about, least=1, most=36, pattern=PATTERN)


def revision(of: str = "it") -> Schema:
    """Of each item the highest one counts."""
    return whole(f"The revision of {of}: it rises with each change, and of each item the highest one counts.")


def time(about: str) -> Schema:
    """A moment."""
    return whole(f"{about} (ms since 1970, UTC)")


def seq(about: str = "Of several the one with the highest `seq` counts.") -> Schema:
    """Which of several counts."""
    return whole(about, least=1)


def texts(about: str) -> Schema:
    """What the event's file, or staff, has written in one or several languages."""
    each = {"type": "object", "additionalProperties": {"type": "string"}, "description": "By language, such as `de`."}
    return either(about, text("For all languages."), each)


ROOM = identity("The room's id.")
ID = identity("The id that the client has chosen for the command; unique for the participant.")
POLL = identity("The poll's id.")
QUESTION = identity("The question's id.")
HELP = identity("The help request's id.")
TABLE = identity("The table's id, such as `3`.")
ROUND = whole("The round of voting, from 1 on; `poll.reset` begins the next.", least=1)
CLOSES = time("When the last ballot counts, null while nobody has said")
PEOPLE = whole("Distinct people in the room.")
STEPPED = whole(f"People in that room, in steps: {', '.join(map(str, STEPS[:8]))} and so on.")
