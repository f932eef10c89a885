"""What somebody has asked for, and how often they had to say it: the id stays the same until a reply decides it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Frame = dict[str, Any]

TOO_SOON = "too_many_requests"
"""Whoever asks too fast has only themselves to wait for."""

AGAIN = (TOO_SOON, "try_again")
"""Refusals that decide nothing: what was asked for is asked again after `retry_after` seconds."""

RESEND = 8.0
"""Seconds without a reply after which a command is sent again."""


@dataclass(slots=True)
class Asked:
    """One command. `first` is when it was sent, and `began` the same or, if it came too soon after others, when it was
    sent after the wait that it was told (s, monotonic; None: not yet), in the phase `during`. `sendings` counts them.
    """

    id: str
    action: str
    room: str
    fields: Mapping[str, object]
    reply: asyncio.Future[Frame] = field(default_factory=asyncio.Future)
    began: float | None = None
    first: float | None = None
    sendings: int = 0
    during: str = ""

    @property
    def text(self) -> str:
        """The frame."""
        return json.dumps({"action": self.action, "room": self.room, "id": self.id, **self.fields})

    def sent(self, at: float) -> None:
        """It leaves, for whichever time."""
        self.sendings += 1
        self.first = at if self.first is None else self.first
        self.began = at if self.began is None else self.began

    def hears(self, frame: Frame) -> None:
        """The first reply is the one that counts."""
        if not self.reply.done():
            self.reply.set_result(frame)

    def lapse(self) -> None:
        """Nobody wants to know any more."""
        self.hears({"type": "lapsed"})

    async def answer(self) -> Frame | None:
        """The reply; None if it does not come in time."""
        done, _ = await asyncio.wait({self.reply}, timeout=RESEND)
        return self.reply.result() if done else None

    def undecided(self) -> float | None:
        """Seconds to wait before it is asked again, if the reply has decided nothing; then it waits for another one."""
        frame = self.reply.result()
        if frame.get("type") != "refused" or frame.get("code") not in AGAIN:
            return None
        self.reply = asyncio.Future()
        if frame["code"] == TOO_SOON:
            self.began = None
        return float(frame.get("retry_after") or 1)
