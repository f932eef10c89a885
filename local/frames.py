"""Frames of RFC 6455, as far as API Gateway's limits need them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

FRAME_LIMIT = 32 * 1024
TEXT_LIMIT = 128 * 1024

_CONTINUATION, _TEXT, _BINARY, _CLOSE = 0, 1, 2, 8


class Header(NamedTuple):
    """The beginning of a frame: its kind, and how many bytes its header and its payload have."""

    kind: int
    size: int
    payload: int


def header(data: bytes, start: int = 0) -> Header | None:
    """The header at `start`, or None if not all of it is there yet."""
    if len(data) < start + 2:
        return None
    length = data[start + 1] & 0x7F
    more = {126: 2, 127: 8}.get(length, 0)
    mask = 4 if data[start + 1] & 0x80 else 0
    size = 2 + more + mask
    if len(data) < start + size:
        return None
    if more:
        length = int.from_bytes(data[start + 2 : start + 2 + more], "big")
    return Header(data[start] & 0x0F, size, length)


def text(payload: bytes) -> bytes:
    """A whole text in one frame, as a server sends it."""
    length = len(payload)
    if length < 126:
        return bytes((0x81, length)) + payload
    if length < 65536:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload


class Limits(asyncio.Protocol):
    """Stands between a transport and aiohttp, which joins the frames of a text before anybody can measure them.

    The first frame that breaks a limit is kept back, with every text after it, and `broken` is told the close code.
    `full` is told when the client does not read what is written for it, and when it does again; `heard` that it lives.
    """

    def __init__(
        self,
        inner: asyncio.Protocol,
        *,
        broken: Callable[[int], None],
        full: Callable[[bool], None],
        heard: Callable[[], None],
    ) -> None:
        self._inner = inner
        self._broken, self._full, self._heard = broken, full, heard
        self._beginning = b""  # of a header whose rest has not come yet
        self._left = 0  # of the payload of the frame at hand
        self._text = 0  # bytes of the text so far
        self._is_broken = False
        self._drops = False

    def data_received(self, data: bytes) -> None:
        """Hands on what keeps the limits."""
        self._heard()
        data, self._beginning = self._beginning + data, b""
        kept = bytearray()
        at = 0
        while at < len(data):
            if not self._left:
                head = header(data, at)
                if head is None:
                    self._beginning = data[at:]
                    break
                self._judge(head)
                self._left = head.size + head.payload
            end = min(len(data), at + self._left)
            if not self._drops:
                kept += data[at:end]
            self._left -= end - at
            at = end
        if kept:
            self._inner.data_received(bytes(kept))

    def _judge(self, head: Header) -> None:
        if head.kind >= _CLOSE:
            self._drops = False
            return
        self._text = head.payload + (self._text if head.kind == _CONTINUATION else 0)
        if not self._is_broken and (code := self._code(head)):
            self._is_broken = True
            self._broken(code)
        self._drops = self._is_broken

    def _code(self, head: Header) -> int:
        if head.kind == _BINARY:
            return 1003
        if head.payload > FRAME_LIMIT or self._text > TEXT_LIMIT:
            return 1009
        return 0

    def pause_writing(self) -> None:
        """The client's buffer is full."""
        self._full(True)  # noqa: FBT003 - a callback has no keywords
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """The client's buffer has room again."""
        self._full(False)  # noqa: FBT003 - a callback has no keywords
        self._inner.resume_writing()

    def eof_received(self) -> bool | None:
        """The client sends nothing more."""
        return self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport is gone."""
        self._inner.connection_lost(exc)
