"""A municipal network whose proxy lets no socket through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.pages import by, choose, conduct, counted, phase, without_barriers
from tests.serving import Served


@pytest.fixture
def proxy(served: Served) -> Iterator[str]:
    """The address by which the event is reached through it: HTTP passes, an upgrade to a socket does not."""
    behind = urlsplit(served.site).netloc

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if "upgrade" in self.headers.get("Connection", "").lower():
                self.send_error(403)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with closing(HTTPConnection(behind)) as connection:
                connection.request(self.command, self.path, body, dict(self.headers))
                answer = connection.getresponse()
                content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - its name there

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


# The pages are closed before the proxy is, or one of them could look just then and complain.
def test_where_no_socket_opens_one_takes_part_by_http_all_by_itself(served: Served, proxy: str, visit: Visits) -> None:
    desk = visit(served.url("moderator"))
    visit.homes.add(proxy)
    phone = visit(f"{proxy}/#{served.code}")
    by(phone, "join").click()
    expect(by(phone, "waiting")).to_be_visible()
    expect(by(phone, "way")).to_be_visible()
    without_barriers(phone)
    conduct(desk, "short", "open")
    phase(phone, "poll", "short", "open")
    choose(phone, "no")
    counted(phone, "no")
    expect(by(by(desk, "desk-poll", poll="short"), "bar", option="no")).to_have_attribute("data-votes", "1")
    conduct(desk, "short", "close")
    phase(phone, "poll", "short", "closed")
    visit.forgive("WebSocket")
