"""HTTP/1.1 as its client sees it, without a socket: bytes come in, answers come out."""

from __future__ import annotations

import re
from typing import NamedTuple

HEAD = 64 * 1024
"""Bytes that the head of an answer, or a line of its body, may have."""

_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9][0-9])(?=[ \r]|$)")


class Malformed(ValueError):
    """What came is no answer by HTTP/1.1, or ended before the answer did."""


class Answer(NamedTuple):
    """What counts of an answer: its status, the name that AWS gives an error ("" if none), and whether the connection
    may be used for another request.
    """

    status: int
    error: str
    lasts: bool


class Exchange:
    """One answer after the other; whoever has one may ask again. Bodies are not kept."""

    def __init__(self) -> None:
        self._came = b""
        self._answer: Answer | None = None
        # What is still to come of the body, or of a chunk: so many bytes, None until the other side closes.
        self._left: int | None = 0
        self._is_chunked = False

    @property
    def began(self) -> bool:
        """Whether there is some of an answer, or something that nobody has asked for."""
        return self._answer is not None or bool(self._came)

    def feed(self, data: bytes) -> Answer | None:
        """The answer, if it is complete with these bytes. Raises Malformed."""
        self._came = came = self._came + data if self._came else data
        while self._answer is None:
            end = came.find(b"\r\n\r\n")
            if end < 0:
                _limited(came)
                return None
            self._begin(came[:end])
            self._came = came = came[end + 4 :]
        if self._is_chunked and not self._last_chunk():
            return None
        return self._done() if self._pass() else None

    def end(self) -> Answer:
        """The answer, if the other side's closing is its end. Raises Malformed."""
        if self._answer is None or self._left is not None:
            raise Malformed("closed in the middle of an answer")
        return self._done()

    def _begin(self, head: bytes) -> None:
        line = _STATUS.match(head)
        if line is None:
            raise Malformed("no line of status")
        status = int(line[2])
        if status == 101:
            raise Malformed("another protocol, for which nobody has asked")
        if status < 200:
            return  # the answer itself is still to come
        fields = head.lower()
        connection = _field(fields, b"connection")
        lasts = b"close" not in connection if line[1] == b"1" else b"keep-alive" in connection
        self._is_chunked = status not in (204, 304) and bool(_field(fields, b"transfer-encoding"))
        self._left = 0 if status in (204, 304) else _length(fields)
        error = "" if status < 400 else _error(head, fields)
        self._answer = Answer(status, error, lasts and self._left is not None)

    def _pass(self) -> bool:
        """Passes over what is there of the body; whether that is all."""
        if self._left is None:
            self._came = b""
            return False
        if self._left:
            passed = min(self._left, len(self._came))
            self._left -= passed
            self._came = self._came[passed:]
        return not self._left

    def _last_chunk(self) -> bool:
        """Passes over chunks; whether the last one is there, with all that follows it."""
        while self._pass():
            line, found, rest = self._came.partition(b"\r\n")
            if not found:
                _limited(line)
                return False
            size = _number(line.partition(b";")[0].strip(), 16)
            if size == 0:
                # Fields may follow the last chunk; an empty line ends them.
                trailer, found, after = self._came[len(line) :].partition(b"\r\n\r\n")
                if found:
                    self._came = after
                else:
                    _limited(trailer)
                return bool(found)
            self._came = rest
            self._left = size + len(b"\r\n")
        return False

    def _done(self) -> Answer:
        answer = self._answer
        assert answer is not None  # both who call this have looked
        self._answer, self._left, self._is_chunked = None, 0, False
        return answer


def _length(fields: bytes) -> int | None:
    coding = _field(fields, b"transfer-encoding")
    if coding:
        if coding != b"chunked":
            raise Malformed("a transfer encoding besides chunked")
        return 0
    if fields.count(b"\r\ncontent-length:") > 1:
        raise Malformed("two lengths")
    length = _field(fields, b"content-length")
    return _number(length, 10) if length else None


def _error(head: bytes, fields: bytes) -> str:
    start = fields.find(b"\r\nx-amzn-errortype:")
    if start < 0:
        return ""
    value = head[start:].split(b"\r\n", 2)[1].partition(b":")[2]
    # Some add an address behind a colon, some a name space before a hash.
    return value.decode("latin-1").partition(":")[0].rpartition("#")[2].strip()


def _field(fields: bytes, name: bytes) -> bytes:
    """A field's value in a head of small letters; this way it costs a tenth of reading all fields."""
    mark = b"\r\n" + name + b":"
    start = fields.find(mark)
    if start < 0:
        return b""
    start += len(mark)
    end = fields.find(b"\r\n", start)
    return fields[start : end if end >= 0 else len(fields)].strip()


def _number(digits: bytes, base: int) -> int:
    if not (digits.isdigit() if base == 10 else re.fullmatch(rb"[0-9a-fA-F]+", digits)) or len(digits) > 15:
        raise Malformed("no length")
    return int(digits, base)


def _limited(line: bytes) -> None:
    if len(line) > HEAD:
        raise Malformed("a line without end")
