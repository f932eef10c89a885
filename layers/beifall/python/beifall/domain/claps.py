"""Claps as they come in: a frame's worth of one connection, and the name under which their maker is counted."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

Milliseconds = int
"""Since 1970, UTC. Not taken from `texts`: the function that takes claps in shall import next to nothing."""

AT_ONCE = 16
"""Claps in one frame at most."""

GRADES = 15
"""The strongest grade; 8 is an ordinary clap, a step is 0.9 dB."""

OLDEST = 2_000
"""A clap that was older (ms) when it was sent is dropped: nobody would know it for an answer to anything."""

LATE = 5_000
"""A frame that was written longer ago (ms) is dropped, as is one that a wrong clock has written so far ahead."""

ALL = 1_000
"""Frames are thinned by thousandths: so many of them are all."""

SLOTS = 64

TURNS = 4
"""Rows of a connection, which its frames overwrite by turns. Lambda keeps no order: while a container starts, the frame
after the one that waits for it passes by, and with one row it would leave no place for it. What comes so late that
three others have come since is not heard of any more.
"""


@dataclass(frozen=True)
class Claps:
    """What one connection has clapped since it last said so. `s` rises with each frame; `ages` are in ms before `at`,
    by the server's clock; `clapper` is not the participant but the name that `clapper` makes of it. Of a thousand such
    frames `part` are sent, drawn by lot: this is one of them.
    """

    room: str
    connection: str
    clapper: str
    s: int
    ages: tuple[int, ...]
    grade: int
    at: Milliseconds
    part: int = ALL

    @property
    def turn(self) -> int:
        """Which of its connection's rows it goes into."""
        return self.s % TURNS


def clapper(participant: str) -> str:
    """The short name under which a participant claps, the same on all their devices: 8 hexadecimal digits. Two of
    three thousand people share one about once in a thousand events, and then share a second's allowance. It is no
    secret: whoever knows the participant can make it.
    """
    return hmac.new(b"slot", participant.encode(), hashlib.sha256).hexdigest()[:8]


def slot(clapper: str) -> int:
    """Which of the 64 voices of a small group is theirs, as `you.slot` and the ticks say."""
    return int(clapper, 16) % SLOTS
