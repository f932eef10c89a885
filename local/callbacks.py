"""`@connections` over HTTP, on a port of its own: signed requests of backends to connections."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import unquote

from botocore.credentials import Credentials

from local.connections import ERRORS, reply
from local.meter import Meter
from local.signature import is_signed
from local.sockets import Sockets
from local.wire import Bad, Request, Wire, answer

STAGE = "live"
"""What the deployment is called, and where paths begin."""

BEFORE = f"/{STAGE}/@connections/"
"""What stands before a connection's id."""


class Callbacks:
    """Answers whoever holds the run's credentials, on the event loop's thread. `delay` draws how many seconds an answer
    takes, without keeping anybody else waiting.
    """

    def __init__(
        self,
        sockets: Sockets,
        credentials: Credentials,
        meter: Meter | None = None,
        delay: Callable[[], float] | None = None,
    ) -> None:
        self._sockets = sockets
        self._credentials = credentials
        self._meter = meter or Meter()
        self._delay = delay
        self._lines: set[_Line] = set()

    async def start(self, listener: socket.socket) -> None:
        """Takes a listening socket over."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self._lines, self._ask), sock=listener, backlog=1024)

    async def stop(self) -> None:
        """Cuts off whoever still asks."""
        self._server.close()
        for line in list(self._lines):
            line.cut()
        await self._server.wait_closed()

    def _ask(self, request: Request, say: Callable[[bytes], None]) -> None:
        if not self._is_ours(request):
            say(_bare(403))
        elif self._delay is None:
            say(self._answer(request))
        else:
            asyncio.get_running_loop().call_later(self._delay(), lambda: say(self._answer(request)))

    def _is_ours(self, request: Request) -> bool:
        return request.path.startswith(BEFORE) and is_signed(
            self._credentials,
            method=request.method,
            url=request.path,
            headers=request.headers,
            body=request.body,
            now=datetime.now(UTC),
        )

    def _answer(self, request: Request) -> bytes:
        connection = unquote(request.path.removeprefix(BEFORE))
        status, fields = reply(self._sockets, request.method, connection, request.body)
        if request.method == "POST" and status == 200:
            self._meter.came(request.body, request.headers.get("amz-sdk-invocation-id", ""))
        return _bare(status) if fields is None else answer(status, fields)


class _Line(asyncio.Protocol):
    """One client: a request, its answer, the next request."""

    def __init__(self, open_: set[_Line], ask: Callable[[Request, Callable[[bytes], None]], None]) -> None:
        self._open = open_
        self._ask = ask
        self._wire = Wire()
        self._transport: asyncio.Transport | None = None
        self._asked: Request | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # TCP
        self._transport = transport
        self._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - so it is called
        self._transport = None
        self._open.discard(self)

    def data_received(self, data: bytes) -> None:
        self._wire.feed(data)
        if self._asked is None:
            self._next()

    def cut(self) -> None:
        """Breaks off."""
        if self._transport is not None:
            self._transport.abort()

    def _next(self) -> None:
        if self._transport is None:
            return
        try:
            self._asked = self._wire.next()
        except Bad as why:
            self._transport.write(answer(why.status, {"message": str(why)}, {"connection": "close"}))
            self._transport.close()
            return
        if self._asked is not None:
            self._ask(self._asked, self._say)

    def _say(self, wire: bytes) -> None:
        asked, self._asked = self._asked, None
        if self._transport is None or asked is None:
            return
        self._transport.write(wire)
        if asked.lasts:
            if self._wire.has_more:
                asyncio.get_running_loop().call_soon(self._next)
        else:
            self._transport.close()


@lru_cache
def _bare(status: int) -> bytes:
    """An answer without fields of its own."""
    if status not in ERRORS:
        return answer(status)
    error, message = ERRORS[status]
    return answer(status, {"message": message}, {"x-amzn-ErrorType": error})
