"""Frames reach whom they can, and nobody waits for another."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import unquote

import pytest

from beifall.gateway.api_gateway import ApiGateway

ANSWERS = {
    "gone": (410, "GoneException"),
    "busy": (429, "LimitExceededException"),
    "large": (413, "PayloadTooLargeException"),
    "strange": (403, "ForbiddenException"),
    "broken": (500, "InternalServerErrorException"),
}


class Connections(BaseHTTPRequestHandler):
    """`@connections` as AWS answers it, by the name that a connection begins with."""

    protocol_version = "HTTP/1.1"
    posts: ClassVar[Counter[str]]
    lock: threading.Lock
    address: str

    def do_POST(self) -> None:
        connection = unquote(self.path.rpartition("/")[2])
        self.rfile.read(int(self.headers["content-length"]))
        with self.lock:
            self.posts[connection] += 1
            again = self.posts[connection] > 1
        status, error = ANSWERS.get(connection.partition("-")[0], (200, ""))
        if connection.startswith("shaky"):
            status, error = (200, "") if again else (503, "ServiceUnavailableException")
        self.send_response(status)
        if error:
            self.send_header("x-amzn-ErrorType", error)
        self.send_header("content-length", "0")
        self.end_headers()

    def do_DELETE(self) -> None:
        connection = unquote(self.path.rpartition("/")[2])
        with self.lock:
            self.posts[f"closed {connection}"] += 1
        self.send_response(ANSWERS.get(connection.partition("-")[0], (204, ""))[0])
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[type[Connections]]:
    class Handler(Connections):
        posts: ClassVar[Counter[str]] = Counter()
        lock = threading.Lock()

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.address = f"http://127.0.0.1:{listening.server_port}/live"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Handler
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.fixture
def gateway(server: type[Connections]) -> Iterator[ApiGateway]:
    gateway = ApiGateway(server.address)
    yield gateway
    gateway.release()


def test_a_frame_reaches_every_connection_once(gateway: ApiGateway, server: type[Connections]) -> None:
    connections = [f"c{number}=" for number in range(100)]
    posted = gateway.post_all(connections, b"{}")
    assert (posted.gone, posted.busy, posted.failed) == ((), (), ())
    assert server.posts == Counter(connections)


def test_each_connections_outcome_is_its_own(gateway: ApiGateway) -> None:
    posted = gateway.post_all(["ok=", "gone-1=", "busy-1=", "large-1=", "strange-1=", "broken-1=", "gone-2="], b"{}")
    assert posted.gone == ("gone-1=", "gone-2=")
    assert posted.busy == ("busy-1=",)
    assert dict(posted.failed) == {
        "large-1=": "PayloadTooLargeException",
        "strange-1=": "ForbiddenException",
        "broken-1=": "InternalServerErrorException",
    }


def test_a_failure_of_the_platform_is_tried_once_more_and_a_full_buffer_is_not(
    gateway: ApiGateway, server: type[Connections]
) -> None:
    posted = gateway.post_all(["shaky-1=", "broken-1=", "busy-1=", "gone-1="], b"{}")
    assert "shaky-1=" not in dict(posted.failed)
    assert server.posts == Counter({"shaky-1=": 2, "broken-1=": 2, "busy-1=": 1, "gone-1=": 1})


def test_nobody_listening_is_a_failure_and_no_exception() -> None:
    gateway = ApiGateway("http://127.0.0.1:9/live")
    assert dict(gateway.post_all(["c1="], b"{}").failed) == {"c1=": "ConnectionRefusedError"}
    gateway.release()


def test_connections_are_closed_whatever_has_become_of_them(server: type[Connections]) -> None:
    gateway = ApiGateway(server.address)
    gateway.close(["gone-1=", "c2=", "broken-3="])
    gateway.release()
    assert set(server.posts) == {"closed gone-1=", "closed c2=", "closed broken-3="}
