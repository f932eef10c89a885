"""Frames get through, whatever lines and servers do."""

from __future__ import annotations

import gc
import itertools
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from beifall.gateway.addresses import KEPT, Address
from beifall.gateway.api_gateway import ApiGateway
from beifall.gateway.exchange import Answer
from beifall.gateway.lines import Lines
from beifall.gateway.port import Posted
from beifall.gateway.round import Patience, Round
from tests.gateway.certificate import certificate
from tests.gateway.names import NO_ANSWER, Names, here
from tests.gateway.servers import OK, Server, Visit, serving

ALL = Posted()
"""Nothing is missing."""

QUICK = Patience(connect=1, read=1)


def some(number: int) -> list[str]:
    return [f"c{one}=" for one in range(number)]


@pytest.fixture
def gateway_of() -> Iterator[Callable[..., ApiGateway]]:
    """Makes gateways that are let go of in the end."""
    made: list[ApiGateway] = []

    def of(server: Server, **changes: object) -> ApiGateway:
        made.append(ApiGateway(server.address, **changes))  # type: ignore[arg-type] # its own keywords
        return made[-1]

    yield of
    for one in made:
        one.release()


Of = Callable[..., ApiGateway]


def test_lines_are_kept_from_one_round_to_the_next(gateway_of: Of) -> None:
    with serving(Visit.answer_all) as server:
        gateway = gateway_of(server, at_once=4)
        for _ in range(5):
            assert gateway.post_all(some(100), b"{}") == ALL
        assert server.posts == dict.fromkeys(some(100), 5)
        assert server.lines <= 4


def test_no_more_lines_are_opened_than_there_are_connections(gateway_of: Of) -> None:
    with serving(Visit.answer_all) as server:
        assert gateway_of(server).post_all(some(2), b"{}") == ALL
        assert server.lines <= 2


def test_ten_thousand_posts_from_cold_arrive_once_each(gateway_of: Of) -> None:
    with serving(Visit.answer_all) as server:
        assert gateway_of(server, patience=Patience(whole=120)).post_all(some(10_000), b"{}") == ALL
        assert server.posts == Counter(some(10_000))


def test_a_server_that_has_closed_its_idle_lines_is_called_anew(gateway_of: Of) -> None:
    with serving(Visit.answer_all) as server:
        gateway = gateway_of(server, at_once=8)
        gateway.post_all(some(50), b"{}")
        server.close_lines()
        assert gateway.post_all(some(50), b"{}") == ALL
        assert server.posts == dict.fromkeys(some(50), 2)


def test_a_word_that_nobody_has_asked_for_is_not_taken_for_an_answer(gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        visit.ask()
        visit.say(OK)
        if visit.number == 0:
            visit.say(b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            said.set()
        else:
            visit.answer_all()

    said = threading.Event()
    with serving(serve) as server:
        gateway = gateway_of(server, at_once=1)
        assert gateway.post_all(some(1), b"{}") == ALL
        assert said.wait(15)
        assert gateway.post_all(some(1), b"{}") == ALL
        assert server.lines == 2


def test_a_line_that_is_closed_after_each_answer_costs_time_and_no_frame(gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        visit.ask()
        visit.say(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")

    with serving(serve) as server:
        assert gateway_of(server, at_once=8).post_all(some(60), b"{}") == ALL
        assert server.posts == Counter(some(60))


def test_lines_that_are_closed_without_a_word_after_some_answers_cost_no_frame_either(gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        for _ in range(3):
            visit.ask()
            visit.say(OK)

    with serving(serve) as server:
        gateway = gateway_of(server, at_once=4)
        for _ in range(5):
            assert gateway.post_all(some(40), b"{}") == ALL
        assert set(server.posts) == set(some(40))


def test_who_is_cut_off_in_the_middle_of_an_answer_is_asked_again(gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        asked = visit.ask()
        while asked is not None:
            if server.posts[asked.connection] == 1:
                visit.say(b"HTTP/1.1 200 OK\r\ncontent-le")
                return
            visit.say(OK)
            asked = visit.ask()

    with serving(serve) as server:
        assert gateway_of(server, at_once=8).post_all(some(40), b"{}") == ALL
        assert server.posts == dict.fromkeys(some(40), 2)


@pytest.mark.parametrize("wire", [b"", b"HTTP/1.1 200 OK\r\n", b"220 smtp.example.org\r\n\r\n"])
def test_who_never_answers_rightly_is_asked_twice_and_then_left_alone(wire: bytes, gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        visit.ask()
        visit.say(wire)

    with serving(serve) as server:
        posted = gateway_of(server, at_once=8).post_all(some(20), b"{}")
        assert dict(posted.failed) == dict.fromkeys(some(20), "Broken")
        assert server.posts == dict.fromkeys(some(20), 2)


def test_who_is_silent_is_asked_twice_and_nobody_waits_for_them(gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        asked = visit.ask()
        while asked is not None:
            if asked.connection != "c7=":
                visit.say(OK)
            asked = visit.ask()

    with serving(serve) as server:
        posted = gateway_of(server, patience=QUICK).post_all(some(50), b"{}")
        assert posted.failed == (("c7=", "TimeoutError"),)
        assert server.posts == Counter(some(50)) + Counter(["c7="])


def test_who_is_silent_is_asked_once_more_where_the_line_might_have_been_forgotten(gateway_of: Of) -> None:
    hushed = threading.Event()

    def serve(visit: Visit) -> None:
        while visit.ask() is not None:
            if not hushed.is_set():
                visit.say(OK)

    with serving(serve) as server:
        gateway = gateway_of(server, patience=Patience(read=1, rested=1))
        assert gateway.post_all(some(20), b"{}") == ALL
        before = server.posts
        hushed.set()
        posted = gateway.post_all(some(3), b"{}")
        assert dict(posted.failed) == dict.fromkeys(some(3), "TimeoutError")
        assert server.posts - before == dict.fromkeys(some(3), 3)


def test_a_round_ends_in_time_though_nobody_answers(gateway_of: Of) -> None:
    ended = threading.Event()

    def serve(visit: Visit) -> None:
        visit.ask()
        ended.wait(10)

    with serving(serve) as server:
        gateway = gateway_of(server, at_once=4, patience=Patience(read=0.2, whole=0.5))
        posted = gateway.post_all(some(1_000), b"{}")
        ended.set()
        assert dict(posted.failed) == dict.fromkeys(some(1_000), "TimeoutError")


@contextmanager
def black_hole() -> Iterator[Server]:
    """Takes no line, and says nothing of it."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as held:
        for _ in range(8):  # until there is no place left to wait in
            one = held.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        yield Server(f"http://127.0.0.1:{full.getsockname()[1]}/live")


def test_an_address_that_accepts_nobody_is_given_up_in_time(gateway_of: Of) -> None:
    with black_hole() as server:
        posted = gateway_of(server, patience=QUICK).post_all(some(100), b"{}")
        assert dict(posted.failed) == dict.fromkeys(some(100), "TimeoutError")


def test_a_single_frame_arrives_though_only_the_last_of_many_addresses_is_any_good(gateway_of: Of) -> None:
    with black_hole() as first, black_hole() as second, black_hole() as third, serving(Visit.answer_all) as server:
        names = Names([here(one) for one in (first, second, third, server)])
        gateway = gateway_of(server, patience=QUICK, names=names)
        assert gateway.post_all(some(1), b"{}") == ALL
        assert server.posts == Counter(some(1))


def test_a_host_without_an_address_is_a_failure_and_no_exception(gateway_of: Of) -> None:
    posted = gateway_of(Server("http://nobody.invalid/live")).post_all(some(3), b"{}")
    assert dict(posted.failed) == dict.fromkeys(some(3), "gaierror")


def test_a_name_service_that_fails_costs_no_frame(gateway_of: Of) -> None:
    now = [1_606_204_800.0]
    with serving(Visit.answer_all) as server:
        names = Names(NO_ANSWER, [here(server)], NO_ANSWER)
        gateway = gateway_of(server, names=names, clock=lambda: now[0])
        assert gateway.post_all(some(2), b"{}") == ALL
        lines = server.lines
        now[0] += KEPT
        assert gateway.post_all(some(2), b"{}") == ALL
        assert names.asked == 3
        assert server.lines > lines


def test_nobody_is_late_because_a_name_was_long_looked_up(gateway_of: Of) -> None:
    with serving(Visit.answer_all) as server:

        def slowly(host: str, port: int) -> Sequence[Address]:
            time.sleep(QUICK.connect + QUICK.read)
            return [here(server)]

        assert gateway_of(server, patience=QUICK, names=slowly).post_all(some(8), b"{}") == ALL
        assert server.posts == Counter(some(8))
        assert server.lines <= 8


def test_what_a_name_has_cost_is_not_lost_once_more_on_an_address_in_vain(gateway_of: Of) -> None:
    with black_hole() as full, serving(Visit.answer_all) as server:

        def slowly(host: str, port: int) -> Sequence[Address]:
            time.sleep(1)
            return [here(full), here(server)]

        gateway = gateway_of(server, patience=Patience(connect=0.3), names=slowly)
        assert gateway.post_all(some(1), b"{}") == ALL


def test_nobody_is_late_because_this_side_had_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with serving(Visit.answer_all, pem=pem) as server:
        lines = Lines(server.address)
        pauses = itertools.chain([QUICK.connect + QUICK.read], itertools.repeat(0.0))

        def request(number: int) -> bytes:
            time.sleep(next(pauses))
            return b"POST /c%d HTTP/1.1\r\ncontent-length: 0\r\n\r\n" % number

        round_ = Round(lines, 8, request, at=time.time(), at_once=8, patience=QUICK)
        assert round_.outcomes() == [Answer(200, "", True)] * 8
        assert len(server.asked) == 8
        assert server.lines <= 8
        lines.close()


@pytest.mark.parametrize("is_silent", [True, False], ids=["without a word", "with a reset"])
@pytest.mark.parametrize("number", [1, 8, 50])
def test_lines_that_were_forgotten_while_they_rested_cost_one_wait_and_no_frame(
    number: int, is_silent: bool, gateway_of: Of
) -> None:
    frozen = threading.Event()

    def serve(visit: Visit) -> None:
        is_old = not frozen.is_set()
        while visit.ask() is not None:
            if not (is_old and frozen.is_set()):
                visit.say(OK)
            elif not is_silent:
                return

    with serving(serve) as server:
        gateway = gateway_of(server, at_once=8, patience=Patience(read=30, rested=1))
        assert gateway.post_all(some(50), b"{}") == ALL
        before, lines = server.posts, server.lines
        frozen.set()
        assert gateway.post_all(some(number), b"{}") == ALL
        again = server.posts - before
        assert set(again) == set(some(number))
        # Each old line swallows one request at most; nobody is led from one to the next.
        assert sum(again.values()) <= number + min(number, lines)
        assert server.lines <= lines + min(number, 8)


def test_who_answers_late_after_a_rest_is_given_the_whole_time_on_another_line(gateway_of: Of) -> None:
    late = threading.Event()

    def serve(visit: Visit) -> None:
        while visit.ask() is not None:
            if late.is_set():
                time.sleep(0.6)
            visit.say(OK)

    with serving(serve) as server:
        gateway = gateway_of(server, at_once=2, patience=Patience(read=10, rested=0.2))
        assert gateway.post_all(some(2), b"{}") == ALL
        late.set()
        assert gateway.post_all(some(2), b"{}") == ALL


def test_an_answer_that_an_exception_left_on_its_way_is_not_taken_for_the_next_ones(gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        """Answers one request late: when there is another one."""
        owed = b""
        while (asked := visit.ask()) is not None:
            if asked.connection == "gone=":
                owed = b"HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n"
            else:
                visit.say(owed or OK)

    with serving(serve) as server:
        gateway = gateway_of(server, at_once=2)
        with pytest.raises(UnicodeEncodeError):
            gateway.post_all(["gone=", "\ud800"], b"{}")
        assert gateway.post_all(some(2), b"{}") == ALL


def test_a_line_that_is_half_open_at_the_end_of_a_round_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gateway_of: Of
) -> None:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    closed = threading.Event()

    def serve(visit: Visit) -> None:
        if visit.number == 0:
            with closing(Visit(server, tls.wrap_socket(visit.line, server_side=True), 0)) as one:
                server.open.append(one)
                one.answer_all()
        else:
            while visit.line.recv(65536):
                pass
            closed.set()

    with serving(serve) as server:
        server.address = server.address.replace("http:", "https:")
        assert gateway_of(server, at_once=2).post_all(some(2), b"{}") == ALL
        assert closed.wait(15)


@pytest.mark.parametrize("size", [28 * 1024, 1024 * 1024], ids=["the longest", "more than fits on the way"])
def test_a_frame_arrives_whole_however_often_its_writing_has_to_wait(size: int, gateway_of: Of) -> None:
    frame = bytes(range(256)) * (size // 256)
    with serving(Visit.answer_all, buffer=2048) as server:
        assert gateway_of(server, at_once=2).post_all(some(4), frame) == ALL
        assert [asked.body == frame for asked in server.asked] == [True] * 4
        assert server.posts == Counter(some(4))


def test_a_refusal_that_does_not_wait_for_the_end_of_a_frame_is_heard(gateway_of: Of) -> None:
    def serve(visit: Visit) -> None:
        visit.head()
        visit.say(
            b"HTTP/1.1 413 Payload Too Large\r\nx-amzn-ErrorType: PayloadTooLargeException\r\n"
            b"content-length: 0\r\nconnection: close\r\n\r\n"
        )
        visit.line.shutdown(socket.SHUT_WR)
        while visit.line.recv(65536):  # or the answer would get lost: a TCP stack throws it away
            pass

    with serving(serve, buffer=2048) as server:
        posted = gateway_of(server).post_all(["c="], b"x" * 1_000_000)
        assert posted.failed == (("c=", "PayloadTooLargeException"),)


def test_threads_share_one_gateway(gateway_of: Of) -> None:
    with serving(Visit.answer_all) as server:
        gateway = gateway_of(server, at_once=4)
        posted: list[Posted] = []
        threads = [
            threading.Thread(target=lambda: posted.extend(gateway.post_all(some(50), b"{}") for _ in range(4)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert posted == [ALL] * 32
        assert server.posts == dict.fromkeys(some(50), 32)


def test_over_tls_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gateway_of: Of) -> None:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with serving(Visit.answer_all, pem=pem) as server:
        gateway = gateway_of(server, at_once=8)
        assert gateway.post_all(some(100), b"{}") == ALL
        assert gateway.post_all(some(100), b"{}") == ALL
        assert gateway.post_all(["large="], bytes(1_000_000)) == ALL
        assert server.asked.pop().body == bytes(1_000_000)
        assert server.lines <= 8
        server.close_lines()
        assert gateway.post_all(some(100), b"{}") == ALL
        assert server.posts == dict.fromkeys(some(100), 3)


@pytest.mark.parametrize("is_known", [False, True], ids=["unknown authority", "another host's name"])
def test_nothing_is_said_to_who_cannot_prove_who_they_are(
    is_known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gateway_of: Of
) -> None:
    pem = certificate(tmp_path, "somebody.example")
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with serving(Visit.answer_all, pem=pem) as server:
        posted = gateway_of(server).post_all(some(10), b"{}")
        assert dict(posted.failed) == dict.fromkeys(some(10), "SSLCertVerificationError")
        assert server.asked == []


def test_a_gateway_that_nobody_needs_any_more_closes_its_lines() -> None:
    closed = threading.Semaphore(0)

    def serve(visit: Visit) -> None:
        visit.answer_all()
        closed.release()

    with serving(serve) as server:
        gateway = ApiGateway(server.address, at_once=3)
        gateway.post_all(some(3), b"{}")
        del gateway
        gc.collect()
        for _ in range(server.lines):
            assert closed.acquire(timeout=15)


def test_nobody_to_post_to_is_no_request(gateway_of: Of) -> None:
    with serving(Visit.answer_all) as server:
        assert gateway_of(server).post_all([], b"{}") == ALL
        assert server.lines == 0
