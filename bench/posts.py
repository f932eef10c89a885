"""What a post to `@connections` costs: a frame to so many connections, over a server that answers after 8 ms.

`./beifall bench posts [--posts 600] [--delay 8] [--bytes 300] [--rounds 5] [--lines 16 32 64 128]`

Prints, for HTTP and for HTTPS: the time of the first round, handshakes included; the median of the others; the CPU of
this process per post; and the same with boto3 in sixteen threads.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.config import Config

from beifall.gateway.api_gateway import ApiGateway
from tests.gateway.certificate import certificate

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 0\r\nconnection: keep-alive\r\n\r\n"


class Late(asyncio.Protocol):
    """Answers each request after a while."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # TCP or TLS
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, body = self._came.partition(b"\r\n\r\n")
        if found and len(body) >= int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]):
            self._came = b""
            asyncio.get_running_loop().call_later(self._delay, self._transport.write, ANSWER)


async def serve(delay: float, pem: str | None) -> None:
    """Says its port, and runs until it is ended."""
    tls = None
    if pem:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(pem)
    server = await asyncio.get_running_loop().create_server(lambda: Late(delay), "127.0.0.1", ssl=tls, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def serving(delay: float, pem: str | None) -> Iterator[str]:
    """Its address; it has a process of its own, so that its work is not counted."""
    command = [sys.executable, "-m", "bench.posts", "--serve", "--delay", str(delay), *(["--pem", pem] if pem else [])]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None  # it was asked for
    yield f"{'https' if pem else 'http'}://localhost:{int(server.stdout.readline())}/live"
    server.terminate()
    server.wait()
    server.stdout.close()


def boto(endpoint: str) -> tuple[Callable[[list[str], bytes], None], Callable[[], None]]:
    """As this was done before."""
    config = Config(retries={"total_max_attempts": 1}, max_pool_connections=16)
    client = boto3.client("apigatewaymanagementapi", endpoint_url=endpoint, config=config)
    pool = ThreadPoolExecutor(16)

    def post_all(connections: list[str], frame: bytes) -> None:
        list(pool.map(lambda one: client.post_to_connection(ConnectionId=one, Data=frame), connections))

    return post_all, pool.shutdown


def ours(endpoint: str, lines: int) -> tuple[Callable[[list[str], bytes], None], Callable[[], object]]:
    """As it is done."""
    gateway = ApiGateway(endpoint, at_once=lines)

    def post_all(connections: list[str], frame: bytes) -> None:
        posted = gateway.post_all(connections, frame)
        assert not posted.gone + posted.busy + posted.failed, posted

    return post_all, gateway.release


def measure(what: str, post_all: Callable[[list[str], bytes], None], options: argparse.Namespace) -> None:
    """One line."""
    connections = [f"L{number:014}=" for number in range(options.posts)]
    frame = b"x" * options.bytes
    took, used = list[float](), list[float]()
    for _ in range(options.rounds + 1):
        began, spent = time.perf_counter(), time.process_time()
        post_all(connections, frame)
        took.append(time.perf_counter() - began)
        used.append((time.process_time() - spent) / options.posts)
    print(
        f"{what:24} cold {took[0] * 1e3:6.0f} ms {used[0] * 1e6:5.0f} µs/post"
        f"   warm {statistics.median(took[1:]) * 1e3:6.0f} ms {statistics.median(used[1:]) * 1e6:5.0f} µs/post"
    )


def main() -> None:
    """Two tables."""
    parser = argparse.ArgumentParser(prog="./beifall bench posts")
    parser.add_argument("--posts", type=int, default=600)
    parser.add_argument("--delay", type=float, default=8, help="ms until the server answers")
    parser.add_argument("--bytes", type=int, default=300, help="of the frame")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lines", type=int, nargs="*", default=[16, 32, 64, 128])
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--pem", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.delay / 1_000, options.pem))
        return
    os.environ |= {"AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1"}
    os.environ |= {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_SESSION_TOKEN": "t" * 1_000}
    with tempfile.TemporaryDirectory() as folder:
        pem = certificate(Path(folder))
        os.environ |= {"SSL_CERT_FILE": str(pem), "AWS_CA_BUNDLE": str(pem)}
        for served in (None, str(pem)):
            with serving(options.delay, served) as endpoint:
                print(f"{endpoint.partition(':')[0]}, {options.posts} posts, answered after {options.delay:g} ms")
                for lines in options.lines:
                    post_all, release = ours(endpoint, lines)
                    measure(f"{lines} lines", post_all, options)
                    release()
                post_all, end = boto(endpoint)
                measure("boto3 in 16 threads", post_all, options)
                end()


if __name__ == "__main__":
    main()
