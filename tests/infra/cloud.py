"""moto on a port: for functions that know AWS by an address only."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from botocore.awsrequest import AWSPreparedRequest
from moto.core.base_backend import BackendDict
from moto.core.models import botocore_stubber

SCOPE = re.compile(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/aws4_request")


class Cloud:
    """Where it is reached, and what was posted to which connection."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.posts: list[tuple[str, bytes]] = []
        self.lock = threading.Lock()


@contextmanager
def cloud() -> Iterator[Cloud]:
    """All services, whose state is that of this process: the tables are those of the embedded engine `moto`. In the end
    all of it is forgotten.
    """

    class Service(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            scope = SCOPE.search(self.headers["authorization"])
            assert scope is not None, "every request is signed"
            region, service = scope.groups()
            status, headers, content = 200, dict[str, str](), b""
            with there.lock:  # moto loses updates otherwise
                if service == "execute-api":
                    there.posts.append((unquote(self.path.rpartition("/")[2]), body))
                else:
                    url = f"https://{service}.{region}.amazonaws.com{self.path}"
                    status, headers, content = _asked(self.command, url, dict(self.headers), body)
            self.send_response(status)
            length = {"content-length": str(len(content))} if self.command != "HEAD" else {}
            for name, value in ({name.lower(): value for name, value in headers.items()} | length).items():
                if name not in {"date", "server"}:
                    self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(content)

        do_DELETE = do_GET = do_HEAD = do_POST = do_PUT = answer  # noqa: N815 - the standard library names them so

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    class Port(ThreadingHTTPServer):
        daemon_threads = True

    server = Port(("127.0.0.1", 0), Service)
    there = Cloud(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        BackendDict.reset()


def _asked(method: str, url: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
    request = AWSPreparedRequest(method, url, headers, body, stream_output=False)  # type: ignore[arg-type]
    answered = botocore_stubber.process_request(request)
    assert answered is not None, f"moto knows nothing of {url}"
    status, said, content = answered
    return status, said, content if isinstance(content, bytes) else content.encode()
