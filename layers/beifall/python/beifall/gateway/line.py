"""A line: one keep-alive connection to `@connections`, which never blocks."""

from __future__ import annotations

import os
import socket
import ssl
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE

from beifall.gateway.addresses import Address
from beifall.gateway.exchange import Answer, Exchange, Malformed

AT_A_TIME = 64 * 1024
"""Bytes read at a time."""

_LATER = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Broken(ConnectionError):
    """The other side has closed, or says what nobody has asked for."""


class Line:
    """Use: `go_on` until it `is_ready`, `send` a request, `go_on` until there is its answer, `send` the next. Between
    two calls of `go_on` the socket must be ready for what it `wants`. All raise OSError (Broken, or what the system and
    TLS say) when the line cannot be used any more; it is for `close` then. With `tls` it speaks it, to whoever can
    prove to be `host`.
    """

    def __init__(self, address: Address, *, host: str, tls: ssl.SSLContext | None) -> None:
        self.is_ready = False
        self.wants = EVENT_WRITE
        self.until = 0.0
        """Kept by whoever waits: when it is too late."""
        self.post: int | None = None
        """Kept by whoever waits: what it is busy with."""
        self.round: object = None
        """Kept by whoever waits: for what it was last taken or opened."""
        self.has_rested = False
        """Whether it comes from an earlier round, says whoever waits, and has answered nothing since."""
        self.address = address
        self._host = host
        self._tls = tls
        self._exchange = Exchange()
        self._answers = 0
        self._out: bytes | memoryview = b""
        self._is_over = False
        self._socket: socket.socket | ssl.SSLSocket = socket.socket(address.family, socket.SOCK_STREAM)
        try:
            self._socket.settimeout(0)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with suppress(BlockingIOError):
                self._socket.connect(address.at)
        except BaseException:
            self.close()
            raise

    def fileno(self) -> int:
        """For selectors."""
        return self._socket.fileno()

    @property
    def is_stale(self) -> bool:
        """Whether it was there before, and nothing has come of what was sent last: if it is broken, the other side had
        closed it meanwhile and has never looked at that request.
        """
        return (self.has_rested or self._answers > 0) and not self._exchange.began

    def is_quiet(self) -> bool:
        """Whether it is as it should be after a time of rest: open, and without a word from the other side (such as
        408, which would be taken for an answer). To be asked of a line that `is_ready`.
        """
        try:
            self._socket.recv(AT_A_TIME)
        except _LATER:
            return True
        except OSError:
            return False
        return False

    def send(self, request: bytes) -> None:
        """Begins to send a request; the answer is for `go_on`."""
        self._out = request
        self._write()

    def go_on(self) -> Answer | None:
        """Does what can be done now; an answer, when it is complete."""
        if not self.is_ready:
            self._open()
            return None
        if self._out:
            try:
                self._write()
            except ConnectionError:
                # Whoever does not like a request may answer it, and close, before the whole of it is sent.
                self._out = b""
                self._is_over = True
        return self._read()

    def close(self) -> None:
        """May be called twice."""
        self._socket.close()

    def _open(self) -> None:
        if self._tls is not None and not isinstance(self._socket, ssl.SSLSocket):
            self._connected()
            self._socket = self._tls.wrap_socket(
                self._socket, server_hostname=self._host, do_handshake_on_connect=False
            )
        if isinstance(self._socket, ssl.SSLSocket):
            try:
                self._socket.do_handshake()
            except ssl.SSLWantReadError:
                self.wants = EVENT_READ
                return
            except ssl.SSLWantWriteError:
                self.wants = EVENT_WRITE
                return
        else:
            self._connected()
        self.wants = EVENT_READ
        self.is_ready = True

    def _connected(self) -> None:
        failed = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if failed:
            raise OSError(failed, os.strerror(failed))  # Python chooses the class by the number

    def _write(self) -> None:
        try:
            sent = self._socket.send(self._out)
        except ssl.SSLWantReadError:
            self.wants = EVENT_READ
            return
        except (BlockingIOError, ssl.SSLWantWriteError):
            sent = 0
        # TLS must be offered the same bytes again, and is.
        self._out = b"" if sent == len(self._out) else memoryview(self._out)[sent:]
        self.wants = EVENT_READ | EVENT_WRITE if self._out else EVENT_READ

    def _read(self) -> Answer | None:
        while True:
            try:
                came = self._socket.recv(AT_A_TIME)
            except _LATER:
                return None
            try:
                answer = self._exchange.feed(came) if came else self._exchange.end()
            except Malformed as why:
                raise Broken(str(why)) from None
            if answer is not None:
                self._answers += 1
                self.has_rested = False
                if not came or self._out or self._is_over or self._exchange.began:
                    answer = answer._replace(lasts=False)
                return answer
