"""The limits on frames, below aiohttp."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local import frames

MASK = b"\0\0\0\0"


def masked(kind: int, payload: bytes, *, is_last: bool = True) -> bytes:
    """A frame as a client sends it."""
    first = bytes(((0x80 if is_last else 0) | kind,))
    length = len(payload)
    if length < 126:
        return first + bytes((0x80 | length,)) + MASK + payload
    if length < 65536:
        return first + b"\xfe" + length.to_bytes(2, "big") + MASK + payload
    return first + b"\xff" + length.to_bytes(8, "big") + MASK + payload


class Inner(asyncio.Protocol):
    def __init__(self) -> None:
        self.got = b""

    def data_received(self, data: bytes) -> None:
        self.got += data


def through(data: bytes, size: int | None = None) -> tuple[bytes, list[int]]:
    """What gets through, and the codes of what does not, if the data comes in parts of `size`."""
    inner = Inner()
    codes: list[int] = []
    limits = frames.Limits(inner, broken=codes.append, full=lambda _: None, heard=lambda: None)
    for start in range(0, len(data), size or len(data)):
        limits.data_received(data[start : start + (size or len(data))])
    return inner.got, codes


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000, None])
def test_frames_that_keep_the_limits_get_through_however_they_are_cut(size: int | None) -> None:
    data = masked(1, b"a" * 200) + masked(9, b"ping") + masked(1, b"") + masked(1, b"b" * 3000)
    assert through(data, size) == (data, [])


def test_a_frame_of_exactly_32_kb_gets_through() -> None:
    assert through(masked(1, b"a" * 32768))[1] == []


@pytest.mark.parametrize("size", [1, 5, 4096, None])
def test_a_frame_above_32_kb_is_kept_back_but_the_closing_frame_after_it_is_not(size: int | None) -> None:
    small, closing = masked(1, b"before"), masked(8, b"\x03\xf1")
    data = small + masked(1, b"a" * 32769) + masked(1, b"after") + closing
    assert through(data, size) == (small + closing, [1009])


def test_a_text_of_several_frames_may_have_128_kb_and_no_more() -> None:
    parts = [masked(1, b"a" * 32768, is_last=False), *[masked(0, b"a" * 32768, is_last=False)] * 3]
    assert through(b"".join([*parts, masked(0, b"")]))[1] == []
    assert through(b"".join([*parts, masked(0, b"a")]))[1] == [1009]


def test_a_binary_frame_is_told_once_whatever_follows() -> None:
    assert through(masked(2, b"x") + masked(1, b"y") + masked(2, b"z")) == (b"", [1003])


@given(st.binary(max_size=70_000))
def test_a_text_is_framed_so_that_its_header_says_its_length(payload: bytes) -> None:
    framed = frames.text(payload)
    head = frames.header(framed)
    assert head is not None
    assert (head.kind, head.payload, framed[head.size :]) == (1, len(payload), payload)
