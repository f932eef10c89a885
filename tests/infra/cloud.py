"""moto on a port: for functions that know AWS by an address only."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import moto.secretsmanager.models
import moto.sqs.models
from botocore.awsrequest import AWSPreparedRequest
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
    """Services that are empty in the beginning; DynamoDB's tables are those of the embedded engine `moto`."""

    class Service(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            scope = SCOPE.search(self.headers["authorization"])
            assert scope is not None, "every request is signed"
            region, service = scope.groups()
            status, headers, answer = 200, dict[str, str](), b""
            with there.lock:  # moto loses updates otherwise
                if service == "execute-api":
                    there.posts.append((unquote(self.path.rpartition("/")[2]), body))
                else:
                    status, headers, answer = _asked(self.path, service, region, dict(self.headers), body)
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in {"content-length", "date", "server"}:
                    self.send_header(name, str(value))
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

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
        moto.secretsmanager.models.secretsmanager_backends.reset()
        moto.sqs.models.sqs_backends.reset()


def _asked(
    path: str, service: str, region: str, headers: dict[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    url = f"https://{service}.{region}.amazonaws.com{path}"
    request = AWSPreparedRequest("POST", url, headers, body, stream_output=False)  # type: ignore[arg-type]
    answered = botocore_stubber.process_request(request)
    assert answered is not None, f"moto knows nothing of {service}"
    status, said, content = answered
    return status, said, content if isinstance(content, bytes) else content.encode()
