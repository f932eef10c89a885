"""One connection: frames go out, and what comes in is heard until it ends."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, ClientWSTimeout, WSMsgType

CLOSING = ClientWSTimeout(ws_close=2)
"""Seconds for a goodbye."""

OPENING = 30.0
"""Seconds within which a connection is there, or is given up."""

Hears = Callable[[str, float], None]


class Line:
    """`hears` is told each frame, with the moment (s, monotonic) at which it came. `ended` is done when the connection
    is.
    """

    def __init__(self, line: ClientWebSocketResponse, hears: Hears) -> None:
        self._line, self._hears = line, hears
        self._is_silent = False
        self.ended = asyncio.create_task(self._listen())

    async def say(self, text: str) -> bool:
        """Whether it has left; on a line that is no more, it has not."""
        with suppress(ConnectionError, ClientError):
            await self._line.send_str(text)
            return True
        return False

    def cut(self, *, silently: bool = False) -> None:
        """The network is gone, without a goodbye. `silently`: the other end is told nothing, and believes for minutes
        that somebody is there, as with a phone that has left the building.
        """
        if silently:
            self._is_silent = True
            self.ended.cancel()
            return
        line: socket.socket | None = self._line.get_extra_info("socket")
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    async def close(self) -> None:
        """Nothing is heard any more."""
        self.ended.cancel()
        await asyncio.wait({self.ended})
        if not self._is_silent:
            with suppress(ConnectionError, ClientError):
                await self._line.close()

    async def _listen(self) -> None:
        async for message in self._line:
            if message.type is WSMsgType.TEXT:
                self._hears(message.data, time.monotonic())


async def opened(session: ClientSession, address: str, token: str, hears: Hears) -> Line:
    """A new connection. Raises ClientError, OSError or TimeoutError."""
    async with asyncio.timeout(OPENING):
        line = await session.ws_connect(
            address, protocols=("beifall.v1", token), max_msg_size=0, timeout=CLOSING, heartbeat=None
        )
    return Line(line, hears)
