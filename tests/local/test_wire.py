"""Requests are found in bytes, however these are cut."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.wire import BODY, HEAD, Bad, Request, Wire, answer

POST = b"POST /live/@connections/abc%3D HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\nX:  y \r\n\r\nhello"
GET = b"GET / HTTP/1.1\r\nconnection: Close\r\n\r\n"
REQUESTS = {
    POST: Request("POST", "/live/@connections/abc%3D", {"host": "here", "content-length": "5", "x": "y"}, b"hello"),
    GET: Request("GET", "/", {"connection": "Close"}, b""),
}
BAD = {
    b"hello\r\n\r\n": 400,
    b"GET / HTTP/1.0\r\n\r\n": 400,
    b"GET http://elsewhere/ HTTP/1.1\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nx: y\r\n folded: z\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\ncontent-length: \xb2\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\ncontent-length: %d\r\n\r\n" % (BODY + 1): 413,
    b"POST / HTTP/1.1\r\ncontent-length: " + b"9" * 5_000 + b"\r\n\r\n": 413,
    b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n": 501,
    b"x" * (HEAD + 1): 431,
}


@pytest.mark.parametrize(("came", "request_"), REQUESTS.items())
def test_a_request_is_complete_with_its_last_byte_and_not_before(came: bytes, request_: Request) -> None:
    wire = Wire()
    for at in range(len(came)):
        assert wire.next() is None
        wire.feed(came[at : at + 1])
    assert wire.next() == request_
    assert wire.next() is None
    assert not wire.has_more


@given(st.lists(st.sampled_from(list(REQUESTS)), max_size=5), st.data())
def test_one_request_follows_the_other_however_they_are_cut(came: list[bytes], data: st.DataObject) -> None:
    together = b"".join(came)
    cut = data.draw(st.integers(0, len(together)))
    wire = Wire()
    found = []
    for part in (together[:cut], together[cut:]):
        wire.feed(part)
        while (request := wire.next()) is not None:
            found.append(request)
    assert found == [REQUESTS[one] for one in came]


@pytest.mark.parametrize(("came", "status"), BAD.items())
def test_what_is_no_request_is_answered_with_why(came: bytes, status: int) -> None:
    wire = Wire()
    wire.feed(came)
    with pytest.raises(Bad) as why:
        wire.next()
    assert why.value.status == status


@given(st.binary())
def test_whatever_comes_it_is_a_request_or_none_or_bad(came: bytes) -> None:
    for start in (b"", b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\n"):
        wire = Wire()
        wire.feed(start + came)
        with suppress(Bad):
            wire.next()


def test_a_connection_lasts_unless_its_client_says_otherwise() -> None:
    assert [REQUESTS[one].lasts for one in (POST, GET)] == [True, False]


def test_an_answer_says_how_long_it_is() -> None:
    assert answer(200) == b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
    assert answer(204) == b"HTTP/1.1 204 No Content\r\n\r\n"
    assert answer(403, {"message": "no"}, {"x": "y"}) == (
        b"HTTP/1.1 403 Forbidden\r\ncontent-length: 17\r\ncontent-type: application/json\r\nx: y\r\n\r\n"
        b'{"message": "no"}'
    )
