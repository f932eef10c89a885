"""One direction of one connection through a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

TICK = 1e-6
"""Seconds between two arrivals: a loop keeps no order among timers of the same moment."""


class Way:
    """What is sent arrives a while later, in its order: as with TCP, the late one keeps up those behind it. `travel`
    draws how long one takes (s). For the event loop.
    """

    def __init__(self, travel: Callable[[], float]) -> None:
        self._travel = travel
        self._loop = asyncio.get_running_loop()
        self._last = 0.0  # when the last one arrives

    def send(self, arrive: Callable[[], object]) -> None:
        """Calls `arrive` when it is there."""
        self._last = max(self._loop.time() + self._travel(), self._last + TICK)
        self._loop.call_at(self._last, arrive)

    async def clear(self) -> None:
        """Returns when all that was sent before has arrived."""
        arrived = self._loop.create_future()
        self._last = max(self._loop.time(), self._last + TICK)
        arrival = self._loop.call_at(self._last, arrived.set_result, None)
        try:
            await arrived
        finally:
            arrival.cancel()
