"""Answers are found in bytes, however these are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beifall.gateway.exchange import HEAD, Answer, Exchange, Malformed

ANSWERS = {
    b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n": Answer(200, "", True),
    b"HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello": Answer(200, "", True),
    b"HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n": Answer(200, "", True),
    b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nConnection: Close\r\n\r\n": Answer(200, "", False),
    b"HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n": Answer(200, "", False),
    b"HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n": Answer(200, "", True),
    b"HTTP/1.1 204 No Content\r\n\r\n": Answer(204, "", True),
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n": (
        Answer(204, "", True)
    ),
    b"HTTP/1.1 410 Gone\r\nx-amzn-ErrorType: GoneException:http://docs/\r\nContent-Length: 2\r\n\r\n{}": (
        Answer(410, "GoneException", True)
    ),
    b"HTTP/1.1 403 Forbidden\r\nx-amzn-ErrorType:com.aws#ForbiddenException\r\nContent-Length: 0\r\n\r\n": (
        Answer(403, "ForbiddenException", True)
    ),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n": Answer(200, "", True),
    b"HTTP/1.1 500 Oh\r\ntransfer-encoding: Chunked\r\n\r\n"
    b"3\r\nabc\r\nB ;x=y\r\n\r\n0\r\n\r\nabcd\r\n0\r\nAfter: all\r\n\r\n": Answer(500, "", True),
}

BROKEN = (
    b"HTTP/2 200 OK\r\n\r\n",
    b"SSH-2.0-OpenSSH\r\n\r\n",
    b"HTTP/1.1 20 OK\r\n\r\n",
    b"HTTP/1.1 2000 OK\r\n\r\n",
    b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ncontent-length: 1_0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n",
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\r\n",
    b"x" * (HEAD + 1),
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + b"1" * (HEAD + 1),
)


@pytest.mark.parametrize(("wire", "answer"), ANSWERS.items())
def test_an_answer_is_complete_with_its_last_byte_and_not_before(wire: bytes, answer: Answer) -> None:
    exchange = Exchange()
    came = [exchange.feed(wire[at : at + 1]) for at in range(len(wire))]
    assert came == [None] * (len(wire) - 1) + [answer]
    assert not exchange.began


@given(st.lists(st.sampled_from(list(ANSWERS)), min_size=1, max_size=4), st.data())
def test_one_answer_follows_the_other_however_they_are_cut(wires: list[bytes], data: st.DataObject) -> None:
    exchange = Exchange()
    for wire in wires:
        cut = data.draw(st.integers(0, len(wire) - 1))
        assert exchange.feed(wire[:cut]) is None
        assert exchange.feed(wire[cut:]) == ANSWERS[wire]


@pytest.mark.parametrize("wire", BROKEN)
def test_what_is_no_answer_is_malformed(wire: bytes) -> None:
    with pytest.raises(Malformed):
        Exchange().feed(wire)


@given(st.binary())
def test_whatever_comes_it_is_an_answer_or_none_or_malformed(data: bytes) -> None:
    for start in (b"", b"HTTP/1.1 200 ", b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"):
        exchange = Exchange()
        try:
            exchange.feed(start + data)
            exchange.feed(data)
        except Malformed:
            pass


def test_an_answer_without_a_length_ends_with_the_connection() -> None:
    exchange = Exchange()
    assert exchange.feed(b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html>") is None
    assert exchange.end() == Answer(502, "", False)


@pytest.mark.parametrize("wire", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab"])
def test_an_end_in_the_middle_is_malformed(wire: bytes) -> None:
    exchange = Exchange()
    exchange.feed(wire)
    with pytest.raises(Malformed):
        exchange.end()


def test_what_nobody_has_asked_for_is_noticed() -> None:
    exchange = Exchange()
    exchange.feed(b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 204")
    assert exchange.began
