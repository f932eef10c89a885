"""All open connections, for those who send to them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from local.frames import TEXT_LIMIT
from local.meter import Meter
from local.socket import Socket

Loses = Callable[[], int | None]
"""Asked for each post: the status by which it is lost, None if it goes its way."""


@dataclass(frozen=True)
class Info:
    """What is known about a connection; times in ms."""

    connected: int
    active: int
    ip: str
    agent: str


class Sockets:
    """`post`, `info`, `close` and `cut` may be called from any thread, the rest from the event loop.

    `buffer`: bytes that may wait for a slow client before posts are refused; AWS publishes no number.
    """

    def __init__(self, buffer: int = 1024 * 1024, meter: Meter | None = None, loses: Loses | None = None) -> None:
        self.buffer = buffer
        self._loses = loses
        self._meter = meter or Meter()
        self._loop = asyncio.get_running_loop()
        self._open: dict[str, Socket] = {}
        self._lock = threading.Lock()
        self._outbox: list[tuple[Socket, bytes, float]] = []

    def __len__(self) -> int:
        return len(self._open)

    def add(self, socket: Socket) -> None:
        """From here on it can be posted to."""
        self._open[socket.arrival.id] = socket
        self._meter.opened()

    def remove(self, socket: Socket) -> None:
        """From here on it is gone."""
        if self._open.pop(socket.arrival.id, None) is not None:
            self._meter.closed()

    def end(self, code: int) -> None:
        """Closes all."""
        for socket in self._open.values():
            socket.end(code)

    def post(self, connection: str, payload: bytes, *, at: float = 0.0) -> int:
        """Sends a text at this moment (s, monotonic), or now: 200, or 410 nobody is there (yet), 413 too long, 429 the
        client does not read.
        """
        if len(payload) > TEXT_LIMIT:
            return 413
        socket = self._find(connection)
        if socket is None:
            return 410
        if self._loses is not None and (lost := self._loses()) is not None:
            if lost == 410:
                self.cut(connection)
            return lost
        with self._lock:
            if socket.is_full or socket.waiting + len(payload) > self.buffer:
                return 429
            socket.waiting += len(payload)
            self._outbox.append((socket, payload, at))
            is_first = len(self._outbox) == 1
        if is_first:  # the loop is woken once for all that comes until it looks
            self._loop.call_soon_threadsafe(self._flush)
        return 200

    def _find(self, connection: str) -> Socket | None:
        """An open connection; None for one that has ended, even if nobody has put it away yet."""
        socket = self._open.get(connection)
        return None if socket is None or socket.is_gone else socket

    def _flush(self) -> None:
        with self._lock:
            outbox, self._outbox = self._outbox, []
            for socket, payload, _ in outbox:
                socket.waiting -= len(payload)
        now = self._loop.time()
        for socket, payload, at in outbox:
            # Not on its way before it leaves: what is written meanwhile goes first.
            if at > now:
                self._loop.call_at(at, socket.write, payload)
            else:
                socket.write(payload)

    def info(self, connection: str) -> Info | None:
        """About an open connection, or None."""
        socket = self._find(connection)
        if socket is None:
            return None
        arrival = socket.arrival
        active = time.time_ns() // 1_000_000 - int(socket.silent * 1000)
        return Info(arrival.at, active, arrival.ip, arrival.agent)

    def close(self, connection: str) -> bool:
        """Closes from this side; False if nobody is there."""
        socket = self._find(connection)
        if socket is None:
            return False
        socket.is_given_up = True
        self._loop.call_soon_threadsafe(socket.end, 1000)
        return True

    def cut(self, connection: str) -> None:
        """Breaks a connection off without a word, if there is one."""
        socket = self._find(connection)
        if socket is not None:
            socket.is_given_up = True
            self._loop.call_soon_threadsafe(socket.cut)
