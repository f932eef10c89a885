"""One open connection: what is written to it, and when it must end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from aiohttp import WSCloseCode, web

from local import frames
from local.requests.socket import Arrival
from local.way import Way


@dataclass(frozen=True)
class Ages:
    """How long a connection may live, in seconds; the defaults are API Gateway's."""

    idle: float = 600
    life: float = 7200


@dataclass(frozen=True)
class Ending:
    """How a connection ended, in the words of `$disconnect`."""

    code: int
    reason: str


_REASONS = {
    1001: "Going away",
    1003: "Binary frames are not supported",
    1005: "Client-side close frame status not set",
    1006: "Connection Closed Abnormally",
    1009: "Frame or text is too long",
}


def ending(code: int, reason: str = "") -> Ending:
    """With API Gateway's own reason where the client gave none."""
    return Ending(code, reason or _REASONS.get(code, ""))


class Socket:
    """A connection whose `$connect` has been answered. Lives on the event loop; `is_full` and `is_gone` may be read
    from anywhere, and `is_given_up` written: it is to be ended or cut, and the loop has not come to that yet.

    `way` is how long it is to the client; without one, what is written is there.
    """

    def __init__(
        self,
        arrival: Arrival,
        ws: web.WebSocketResponse,
        transport: asyncio.Transport,
        ages: Ages,
        way: Way | None = None,
    ) -> None:
        self.arrival = arrival
        self.is_full = False
        self.is_given_up = False
        self.waiting = 0  # bytes that were posted and are not written yet; kept by the gateway under its lock
        self._ws = ws
        self._transport = transport
        self._ages = ages
        self._way = way
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._heard = self._began
        self._watch: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None
        self.ended_by: Ending | None = None

    @property
    def silent(self) -> float:
        """Seconds since anything went in or out."""
        return self._loop.time() - self._heard

    @property
    def is_gone(self) -> bool:
        """Whether nothing can be sent any more: either side has ended it, or its line is cut."""
        is_ended = self.is_given_up or self.ended_by is not None
        return is_ended or self._ws.closed or self._transport.is_closing()

    def heard(self) -> None:
        """Something went in or out: the idle limit begins anew."""
        self._heard = self._loop.time()

    def full(self, is_full: bool) -> None:  # noqa: FBT001 - called by the transport
        """The client has stopped reading, or reads again."""
        self.is_full = is_full

    def open(self) -> None:
        """From here on the limits run."""
        self._watch = self._loop.call_later(0, self._look)

    def _look(self) -> None:
        now = self._loop.time()
        left = min(self._heard + self._ages.idle, self._began + self._ages.life) - now
        if left <= 0:
            self.end(WSCloseCode.GOING_AWAY)
        else:
            self._watch = self._loop.call_later(left, self._look)

    def write(self, payload: bytes) -> None:
        """Sends a text."""
        if self._way is None:
            self._put(payload)
        else:
            self._way.send(partial(self._put, payload))

    def _put(self, payload: bytes) -> None:
        # Straight to the transport: aiohttp would make everybody wait for one slow reader.
        if not self._ws.closed and not self._transport.is_closing():
            self._transport.write(frames.text(payload))
            self.heard()

    def end(self, code: int) -> None:
        """Closes from this side; the first code counts."""
        if self.ended_by is None:
            self.ended_by = ending(code)
            self._closing = self._loop.create_task(self._close(code))

    def cut(self) -> None:
        """Breaks off without a word, as a network does."""
        self._transport.abort()

    async def _close(self, code: int) -> None:
        if self._way is not None:
            await self._way.clear()
        # A client that does not read would never see the close frame: after 2 s the line is cut.
        with suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(self._ws.close(code=code, drain=False), 2)
        if not self._transport.is_closing():
            self._transport.abort()

    async def read(self, take: Callable[[str], Awaitable[None]]) -> Ending:
        """Hands each text on and says how it ended; `take` returns what to wait for before the next one is read."""
        while True:
            came = await self._ws.receive()
            if came.type is web.WSMsgType.TEXT:
                await take(came.data)
            elif came.type is web.WSMsgType.CLOSE:
                break
            elif came.type is web.WSMsgType.ERROR:  # aiohttp has closed it with a code of its own
                return await self._ended(ending(self._ws.close_code or 1006))
            elif came.type in {web.WSMsgType.CLOSING, web.WSMsgType.CLOSED}:
                return await self._ended(ending(1006))
        return await self._ended(ending(came.data or 1005, came.extra or ""))

    async def _ended(self, theirs: Ending) -> Ending:
        if self._watch is not None:
            self._watch.cancel()
        if self._closing is not None:
            await self._closing
        return self.ended_by or theirs
