"""API Gateway's WebSocket API: from the upgrade to `$disconnect`, and what is posted in between."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

from aiohttp import hdrs, web

from blueprint.routes import ROUTES, Route
from local import policy, routes
from local.frames import Limits
from local.lambdas import Crashed, Lambdas
from local.meter import Meter
from local.requests import Place
from local.requests import socket as requests
from local.requests.socket import Arrival
from local.socket import Ages, Ending, Socket, ending
from local.sockets import Sockets
from local.way import Way

log = logging.getLogger("local")


class Gateway:
    """Takes connections in.

    `at_once`: texts of one connection that are handled at the same time; a further one is not even read. It is a small
    part of the runner's `workers`, so that somebody who sends without end leaves the others theirs. `opening` draws how
    many seconds it takes to open a socket, `travel` how many a text is under way, each way; without them there is no
    network in between. Where `misses` says so, an ended connection is not told of.
    """

    def __init__(
        self,
        lambdas: Lambdas,
        sockets: Sockets,
        *,
        place: Place,
        table: Mapping[str, Route] = ROUTES,
        authorizer: str | None = "authorize",
        ages: Ages = Ages(),  # noqa: B008 - frozen
        at_once: int = 4,
        opening: Callable[[], float] | None = None,
        travel: Callable[[], float] | None = None,
        misses: Callable[[], bool] = lambda: False,
        meter: Meter | None = None,
    ) -> None:
        self._lambdas = lambdas
        self._place = place
        self._routes = table
        self._authorizer = authorizer
        self._ages = ages
        self._at_once = at_once
        self._opening = opening
        self._travel = travel
        self._misses = misses
        self._meter = meter or Meter()
        self._loop = asyncio.get_running_loop()
        self._sockets = sockets
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_stopping = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection from its first to its last byte."""
        task = asyncio.current_task()
        assert task is not None  # aiohttp runs every handler in one
        self._tasks.add(task)
        try:
            return await self._live(request)
        finally:
            self._tasks.discard(task)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        if self._is_stopping:
            return _refused(503, "Service Unavailable")
        if not web.WebSocketResponse(compress=False).can_prepare(_without_subprotocols(request)):
            return _refused(426, "Upgrade Required")
        if self._opening is not None:
            await asyncio.sleep(self._opening())
        arrival = _arrival(request)
        answer = await self._admit(arrival)
        if isinstance(answer, web.Response):
            return answer
        arrival, subprotocol = answer
        return await self._serve(request, arrival, subprotocol)

    async def _admit(self, arrival: Arrival) -> web.Response | tuple[Arrival, str | None]:
        ids = {"connectionId": arrival.id, "requestId": _id()}
        self._meter.knocked()
        try:
            arrival = await self._authorize(arrival)
            request = requests.connect(self._place, arrival, request=ids["requestId"], at=_now())
            answer = await self._lambdas.invoke(self._routes["$connect"].function, request)
            status = routes.status(answer)
        except policy.Forbidden:
            return _refused(403, "User is not authorized to access this resource", **ids)
        except _Unauthorized:
            return _refused(401, "Unauthorized", **ids)
        except policy.Unusable as why:
            log.error("the authorizer's answer is unusable: %s", why)
            return _refused(500, "Internal server error", **ids)
        except (Crashed, routes.Malformed) as why:
            _say(why)
            return _refused(502, "Internal server error", **ids)
        if not 200 <= status < 300:
            return _refused(status, "Forbidden" if status == 403 else "Refused", **ids)
        return arrival, routes.subprotocol(answer)

    async def _authorize(self, arrival: Arrival) -> Arrival:
        if self._authorizer is None:
            return arrival
        began = time.monotonic()
        request = requests.authorize(self._place, arrival, request=_id(), at=_now())
        try:
            answer = await self._lambdas.invoke(self._authorizer, request)
        except Crashed as crash:
            if crash.is_a_no:
                raise _Unauthorized from None
            raise policy.Unusable("it crashed") from crash
        context = policy.context(answer, request["methodArn"])
        latency = int((time.monotonic() - began) * 1000)
        return replace(arrival, authorizer={**context, "integrationLatency": latency})

    async def _serve(self, request: web.Request, arrival: Arrival, subprotocol: str | None) -> web.StreamResponse:
        ws = web.WebSocketResponse(compress=False, max_msg_size=0, timeout=2)
        if subprotocol is not None:
            ws.headers[hdrs.SEC_WEBSOCKET_PROTOCOL] = subprotocol
        transport = request.transport
        if transport is None or self._is_stopping:  # it went while `$connect` was at work
            self._spawn(self._disconnected(arrival, ending(1006)))
            return _refused(503, "Service Unavailable")
        inward, outward = self._way(), self._way()
        socket = Socket(arrival, ws, transport, self._ages, outward)
        inner = cast("asyncio.Protocol", transport.get_protocol())
        transport.set_write_buffer_limits(high=self._sockets.buffer)
        transport.set_protocol(Limits(inner, broken=socket.end, full=socket.full, heard=socket.heard))
        try:
            await ws.prepare(_without_subprotocols(request))
        except ConnectionError:
            # It went just now. aiohttp could not end what is half prepared; this it can, and nobody reads it.
            self._spawn(self._disconnected(arrival, ending(1006)))
            return _refused(503, "Service Unavailable")
        try:
            self._sockets.add(socket)
            socket.open()
            ended = await socket.read(self._reader(socket, inward))
            if inward is not None:
                await inward.clear()
        except ConnectionError:
            ended = ending(1006)
        finally:
            self._sockets.remove(socket)
        self._spawn(self._disconnected(arrival, ended))
        return ws

    def _way(self) -> Way | None:
        return None if self._travel is None else Way(self._travel)

    def _reader(self, socket: Socket, way: Way | None) -> Any:
        free = asyncio.Semaphore(self._at_once)

        async def answered(body: str) -> None:
            try:
                await self._answer(socket, body)
            finally:
                free.release()

        async def take(body: str) -> None:
            await free.acquire()
            if way is None:
                self._spawn(answered(body))
            else:
                way.send(lambda: self._spawn(answered(body)))

        return take

    async def _answer(self, socket: Socket, body: str) -> None:
        cause = self._meter.heard(body)

        def say(payload: bytes) -> None:
            self._meter.said(cause, len(payload))
            socket.write(payload)

        ids = {"connectionId": socket.arrival.id, "requestId": _id()}
        key = routes.select(self._routes, body)
        if key is None:
            say(_json({"message": "Forbidden", **ids}))
            return
        route = self._routes[key]
        request = requests.frame(self._place, socket.arrival, route=key, body=body, request=ids["requestId"], at=_now())
        try:
            answer = await self._lambdas.invoke(route.function, request)
            reply = routes.reply(answer) if route.returns else None
        except (Crashed, routes.Malformed) as why:
            _say(why)
            say(_json({"message": "Internal server error", **ids}))
            return
        if reply is not None and not socket.is_full:  # who asks without reading must not fill our memory
            say(reply.encode())

    async def _disconnected(self, arrival: Arrival, ended: Ending) -> None:
        route = self._routes.get("$disconnect")
        if route is None or self._misses():
            return
        self._meter.knocked()
        request = requests.disconnect(
            self._place, arrival, code=ended.code, reason=ended.reason, request=_id(), at=_now()
        )
        try:
            await self._lambdas.invoke(route.function, request)
        except Crashed:
            return  # logged where it happened; nobody is left who could be told

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Closes every connection with 1001 and gives `$disconnect` 5 s to run."""
        self._is_stopping = True
        self._sockets.end(1001)
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                while self._tasks:
                    await asyncio.wait(self._tasks)


class _Unauthorized(Exception):
    pass


def _arrival(request: web.Request) -> Arrival:
    ip = request.remote or ""
    scheme = "https" if request.secure else "http"
    came = tuple((name.decode("latin-1"), value.decode("utf-8", "replace")) for name, value in request.raw_headers)
    added = (
        ("X-Amzn-Trace-Id", f"Root=1-{int(time.time()):08x}-{secrets.token_hex(12)}"),
        ("X-Forwarded-For", ip),
        ("X-Forwarded-Port", request.host.rpartition(":")[2] if ":" in request.host else "80"),
        ("X-Forwarded-Proto", scheme),
    )
    return Arrival(_id(), _now(), ip, request.host, came + added, tuple(request.query.items()))


def _without_subprotocols(request: web.Request) -> web.BaseRequest:
    # aiohttp would choose one itself, or write all that were offered into the log: one of them is the token.
    headers = request.headers.copy()
    headers.popall(hdrs.SEC_WEBSOCKET_PROTOCOL, None)
    return request.clone(headers=headers)


def _refused(status: int, message: str, **ids: str) -> web.Response:
    return web.json_response({"message": message, **ids}, status=status)


def _say(why: Exception) -> None:
    if isinstance(why, routes.Malformed):
        log.error("%s", why)


def _json(fields: Mapping[str, str]) -> bytes:
    return json.dumps(fields).encode()


def _id() -> str:
    """As API Gateway's: 16 characters, the last one is "="."""
    return urlsafe_b64encode(secrets.token_bytes(11)).decode()


def _now() -> int:
    return time.time_ns() // 1_000_000
