"""What a name server and TLS do elsewhere: an event of the emulator at an address that can be opened here."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PATIENCE = 30
"""Seconds for an answer."""

BETWEEN = {"connection", "content-length", "date", "server", "transfer-encoding"}
"""Headers of an answer that are not passed on."""


@contextmanager
def front(outputs: Mapping[str, str], port: int) -> Iterator[str]:
    """The address of a deployment's site. All of it comes from the emulator's edge; only in `config.json` the addresses
    are those that can be opened here.
    """
    site, socket = urlsplit(outputs["Site"]).netloc, urlsplit(outputs["Socket"])

    class Passing(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            headers |= {"host": site, "x-forwarded-proto": "https"}
            edge = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            try:
                edge.request(self.command, self.path, body, headers)
                answer = edge.getresponse()
                content = answer.read()
            finally:
                edge.close()
            if self.path == "/config.json" and answer.status == 200:
                assert json.loads(content) == {"api": outputs["Api"], "socket": outputs["Socket"]}
                content = json.dumps({"api": f"{address}/api", "socket": _direct(socket.netloc, socket.path)}).encode()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in BETWEEN:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    def _direct(host: str, path: str) -> str:
        return f"ws://127.0.0.1:{port}/_aws/execute-api/{host.partition('.')[0]}{path}"

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Who has hung up is no trouble of the front's."""

    server = Server(("127.0.0.1", 0), Passing)
    address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
