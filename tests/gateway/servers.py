"""Servers that are as bad as one can be: each line of a client is served by a function of one's own."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"


class Asked:
    """One request: to which connection, and with what."""

    def __init__(self, first: bytes, fields: dict[str, str], body: bytes) -> None:
        self.connection = unquote(first.decode().split(" ")[1].rpartition("/")[2])
        self.fields = fields
        self.body = body


class Visit:
    """One line of a client, from the server's side. `number` counts the lines from 0."""

    def __init__(self, server: Server, line: socket.socket, number: int) -> None:
        self.number = number
        self.line = line
        self._server = server
        self._file: BinaryIO = line.makefile("rb")

    def head(self) -> tuple[bytes, dict[str, str]] | None:
        """The head of the next request; None if there comes none."""
        first = self._file.readline()
        if not first:
            return None
        fields = {}
        while line := self._file.readline().strip():
            name, _, value = line.decode().partition(":")
            fields[name] = value.strip()
        return first, fields

    def ask(self) -> Asked | None:
        """The next request, read whole and counted."""
        head = self.head()
        if head is None:
            return None
        first, fields = head
        asked = Asked(first, fields, self._file.read(int(fields["content-length"])))
        with self._server.lock:
            self._server.asked.append(asked)
        return asked

    def say(self, wire: bytes) -> None:
        self.line.sendall(wire)

    def answer_all(self) -> None:
        """As a good server does."""
        while self.ask() is not None:
            self.say(OK)

    def close(self) -> None:
        self._file.close()
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()


class Server:
    """What it has seen: requests, and how many lines."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.lock = threading.Lock()
        self.asked: list[Asked] = []
        self.lines = 0
        self.open: list[Visit] = []

    @property
    def posts(self) -> Counter[str]:
        """How often each connection was asked for."""
        with self.lock:
            return Counter(asked.connection for asked in self.asked)

    def close_lines(self) -> None:
        """All that are open now."""
        while self.open:
            with suppress(OSError):
                self.open.pop().line.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(
    serve: Callable[[Visit], None], *, pem: Path | None = None, host: str = "localhost", buffer: int | None = None
) -> Iterator[Server]:
    """A server on 127.0.0.1; with `pem` it speaks TLS. `buffer`: bytes that may wait until it reads them."""
    tls = None
    if pem is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(pem)
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    if buffer is not None:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    server = Server(f"{'https' if tls else 'http'}://{host}:{listener.getsockname()[1]}/live")
    threads: list[threading.Thread] = []

    def visit(line: socket.socket, number: int) -> None:
        # A client that goes, in whatever moment, is nothing to tell of.
        with suppress(OSError):
            one = Visit(server, tls.wrap_socket(line, server_side=True) if tls else line, number)
            server.open.append(one)
            try:
                serve(one)
            finally:
                one.close()
        line.close()

    def accept() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=visit, args=(line, server.lines)))
            server.lines += 1
            threads[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        server.close_lines()
        for thread in threads:
            thread.join()
