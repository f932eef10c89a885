"""A worklet that cannot be loaded at first: no browser lets a test hold up its request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

from playwright.sync_api import Page


@contextmanager
def failing_once(page: Page, site: str) -> Iterator[list[int]]:
    """The page's worklet lies where the first request fails; what was answered. It takes a page without its policy."""
    with urlopen(f"{site}applause.js") as found:
        module = found.read()
    answered: list[int] = []

    class Once(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answered.append(200 if answered else 503)
            self.send_response(answered[-1])
            self.send_header("Content-Type", "text/javascript")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(module)

        def log_message(self, *_: object) -> None:
            """Nothing of it belongs among what a test says."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Once) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/applause.js"
        page.locator('meta[name="applause"]').evaluate("(meta, address) => { meta.content = address }", address)
        yield answered
        server.shutdown()
