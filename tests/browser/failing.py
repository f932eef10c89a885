"""A worklet that cannot be loaded at first: no browser lets a test hold up its request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

from playwright.sync_api import Page


@dataclass
class Module:
    """What requests for it are answered with, and have been."""

    status: int = 503
    answered: list[int] = field(default_factory=list)

    def mend(self) -> None:
        """From now on it can be loaded."""
        self.status = 200

    def is_loaded_once(self) -> bool:
        """It was asked for in vain, and not again once it was there."""
        *before, last = self.answered
        return (set(before), last) == ({503}, 200)


@contextmanager
def failing(page: Page, site: str) -> Iterator[Module]:
    """The page's worklet lies where requests fail until it is mended. It takes a page without its policy."""
    with urlopen(f"{site}applause.js") as found:
        source = found.read()
    module = Module()

    class Failing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            module.answered.append(module.status)
            self.send_response(module.answered[-1])
            self.send_header("Content-Type", "text/javascript")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(source)

        def log_message(self, *_: object) -> None:
            """Nothing of it belongs among what a test says."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Failing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/applause.js"
        page.locator('meta[name="applause"]').evaluate("(meta, address) => { meta.content = address }", address)
        yield module
        server.shutdown()
