"""A frame of claps → one write. No id, no reply, whatever becomes of it; and next to nothing is imported here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

from beifall.domain.claps import ALL, AT_ONCE, GRADES, OLDEST, Claps, clapper
from beifall.shape import AUDIENCES_LIMIT, is_shallow, is_within

A_SECOND = 8
"""Frames of one connection in a second."""

WATCHED = 10_000
"""Connections that are remembered."""

LATER, DRIFT = 300, 5
"""So much later (ms) than the quickest one a frame may be by the network; beyond, a clock was set. And by so much with
each frame the quickest one is forgotten, for clocks and networks change.
"""

ROOM = re.compile(r"[A-Za-z0-9_-]{1,36}")
HIGHEST = 2**53 - 1


class Turnstile:
    """Lets eight frames of a connection pass in a second. It is this process's own: another one has its own."""

    def __init__(self) -> None:
        self._passed: dict[str, tuple[float, int]] = {}

    def __call__(self, connection: str, *, now: int) -> bool:
        """Whether one more may pass."""
        left, since = self._passed.pop(connection, (float(A_SECOND), now))
        left = min(float(A_SECOND), left + max(0, now - since) * A_SECOND / 1_000)
        passes = left >= 1
        # The one that was heard of last is the last to be forgotten.
        self._passed[connection] = (left - passes, now)
        if len(self._passed) > WATCHED:
            self._passed.pop(next(iter(self._passed)), None)
        return passes


class Ways:
    """How long frames are on their way, by connection: from what they say of when they were sent, by a clock of which
    only the steps are known. The quickest one tells what it reads, so that claps keep their rhythm though the network
    does not. It is this process's own, as a turnstile is.
    """

    def __init__(self) -> None:
        self._quickest: dict[str, int] = {}

    def came(self, connection: str, sent: int, *, now: int) -> int:
        """When a frame that was sent at `sent`, by its own clock, would have come if it had been as quick as others."""
        way = now - sent
        quickest = min(way, self._quickest.pop(connection, way) + DRIFT)
        if way - quickest > LATER:
            quickest = way
        self._quickest[connection] = quickest
        if len(self._quickest) > WATCHED:
            self._quickest.pop(next(iter(self._quickest)), None)
        return now - way + quickest


def clap(
    text: str,
    *,
    role: str,
    participant: str,
    expires: int,
    connection: str,
    put: Callable[[Claps], bool],
    turnstile: Turnstile,
    ways: Ways,
    now: int,
) -> bool:
    """Stores what the frame says; whether it did. A stage only watches. One call, none for what is malformed, too fast
    or too old, nor after the token has expired (ms).
    """
    if role == "stage" or now >= expires or not turnstile(connection, now=now):
        return False
    claps = read(text, participant, connection, ways=ways, now=now)
    return claps is not None and put(claps)


def read(text: str, participant: str, connection: str, *, ways: Ways, now: int) -> Claps | None:
    """What the frame says, without what was too old when it was sent; None if it says nothing or is malformed."""
    fields = _fields(text)
    match fields:
        case {"action": "clap", "room": str(room), "s": s, "c": [*ages], "g": grade}:
            part, sent = fields.get("p", ALL), fields.get("t", 0)
            right = (
                ROOM.fullmatch(room)
                and _whole(s, 1, HIGHEST)
                and _whole(grade, 0, GRADES)
                and _whole(part, 1, ALL)
                and _whole(sent, 0, HIGHEST)
                and len(ages) <= AT_ONCE
                and all(_whole(age, 0, HIGHEST) for age in ages)
            )
            young = tuple(age for age in ages if age <= OLDEST) if right else ()
            if not young:
                return None
            at = ways.came(connection, sent, now=now) if "t" in fields else now
            return Claps(room, connection, clapper(participant), s, young, grade, at, part)
    return None


def _fields(text: str) -> Any:
    if not is_within(text, AUDIENCES_LIMIT):
        return None
    try:
        fields = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return fields if is_shallow(fields) else None


def _no(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_no)


def _whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most
