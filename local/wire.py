"""HTTP/1.1 as a small server sees it, without a socket: bytes come in, requests come out, answers are bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

HEAD = 64 * 1024
BODY = 1024 * 1024
"""Bytes that a request may have."""


class Bad(ValueError):
    """It cannot be read any further; the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(HTTPStatus(status).phrase)
        self.status = status


class Request(NamedTuple):
    """`path` as it came, with the query if there is one; names of `headers` are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def lasts(self) -> bool:
        """Whether the client wants the connection to stay."""
        return "close" not in self.headers.get("connection", "").lower()


class Wire:
    """What one client sends. A request that comes before the last one was answered waits."""

    def __init__(self) -> None:
        self._came = b""
        self._head: tuple[str, str, Mapping[str, str], int] | None = None

    def feed(self, data: bytes) -> None:
        """Bytes have come."""
        self._came = self._came + data if self._came else data

    @property
    def has_more(self) -> bool:
        """Whether something of another request is there."""
        return bool(self._came)

    def next(self) -> Request | None:
        """The next request, if all of it is there. Raises Bad."""
        if self._head is None:
            end = self._came.find(b"\r\n\r\n")
            if end > HEAD or (end < 0 and len(self._came) > HEAD):
                raise Bad(431)
            if end < 0:
                return None
            self._head = _head(self._came[:end])
            self._came = self._came[end + 4 :]
        method, path, headers, length = self._head
        if len(self._came) < length:
            return None
        body, self._came = self._came[:length], self._came[length:]
        self._head = None
        return Request(method, path, headers, body)


def _head(head: bytes) -> tuple[str, str, Mapping[str, str], int]:
    first, *lines = head.decode("latin-1").split("\r\n")
    match first.split(" "):
        case [method, path, "HTTP/1.1"] if path.startswith("/"):
            pass
        case _:
            raise Bad(400)
    headers: dict[str, str] = {}
    for line in lines:
        name, found, value = line.partition(":")
        if not found or name != name.strip():
            raise Bad(400)
        headers[name.lower()] = value.strip()
    if "transfer-encoding" in headers:
        raise Bad(501)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        raise Bad(400)
    if len(length) > 10 or int(length) > BODY:
        raise Bad(413)
    return method, path, headers, int(length)


def answer(status: int, fields: Mapping[str, object] | None = None, headers: Mapping[str, str] | None = None) -> bytes:
    """An answer with a body of JSON, or none."""
    body = b"" if fields is None else json.dumps(fields).encode()
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    if status != HTTPStatus.NO_CONTENT:
        lines.append(f"content-length: {len(body)}")
    if fields is not None:
        lines.append("content-type: application/json")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join((*lines, "", "")).encode() + body
