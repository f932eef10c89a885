"""One person's trouble is written down, and the others play on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from crowd.attendee import Turned
from crowd.decisions import Undecided
from crowd.device import ShutOut
from crowd.person import Unseen

TROUBLE = (Turned, ShutOut, Unseen, Undecided)


class Troubles:
    """What somebody could not do, in words, in the order in which it happened; each with the phase in which it did."""

    def __init__(self) -> None:
        self.phase = ""
        self.found: list[str] = []

    async def note(self, work: Coroutine[Any, Any, object]) -> None:
        """Does the work, as far as that is possible."""
        try:
            await work
        except TROUBLE as trouble:
            self.found.append(f"{self.phase}: {trouble}")


class Together(asyncio.TaskGroup):
    """Several people at once, of whom each may fail."""

    def __init__(self, troubles: Troubles) -> None:
        super().__init__()
        self._troubles = troubles

    def begin(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[None]:
        """Somebody begins."""
        return self.create_task(self._troubles.note(work))
