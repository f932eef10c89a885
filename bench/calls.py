"""What a call of DynamoDB costs a function besides the code around it: by the runner's short way, by botocore's own,
and over a line. `./beifall bench calls [--calls 300] [--rounds 7]`

Prints microseconds of CPU of the calling thread, each the median of the rounds, with canned answers: of the short way,
of what botocore adds to it, and of what HTTPS adds to that. `local/spared.py` has them as the meter adds them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import botocore.session
from botocore.config import Config
from pynamodb.connection import Connection

from local.seam import Call, Seam, answer
from tests.gateway.certificate import certificate

JSON = {"Content-Type": "application/x-amz-json-1.0", "Server": "Server", "Connection": "keep-alive"}
KEY = {"pk": {"S": "room#plenum"}, "sk": {"S": "all#poll#arrived"}}
THING = {**KEY, "rev": {"N": "17"}, "thing": {"S": "x" * 700}, "expires": {"N": "1732472000"}}
CONDITION = {
    "ConditionExpression": "attribute_not_exists(pk) OR rev < :0",
    "ExpressionAttributeValues": {":0": {"N": "17"}},
}
QUERY = {
    "TableName": "state",
    "KeyConditionExpression": "#0 = :0",
    "ExpressionAttributeNames": {"#0": "pk"},
    "ExpressionAttributeValues": {":0": {"S": "room#plenum"}},
    "ConsistentRead": True,
}
UPDATE = {
    "TableName": "state",
    "Key": KEY,
    "UpdateExpression": "SET #0 = :0",
    "ExpressionAttributeNames": {"#0": "rev"},
    "ExpressionAttributeValues": {":0": {"N": "17"}},
    "ReturnValues": "ALL_NEW",
}
CALLS: Mapping[str, tuple[str, Mapping[str, Any], Mapping[str, Any]]] = {
    "put": ("PutItem", {"TableName": "state", "Item": THING, **CONDITION}, {}),
    "update": ("UpdateItem", UPDATE, {"Attributes": THING}),
    "delete": ("DeleteItem", {"TableName": "state", "Key": KEY}, {}),
    "get": ("GetItem", {"TableName": "state", "Key": KEY, "ConsistentRead": True}, {"Item": THING}),
    "get 3": ("BatchGetItem", {"RequestItems": {"state": {"Keys": [KEY] * 3}}}, {"Responses": {"state": [THING] * 3}}),
    **{f"query {rows}": ("Query", QUERY, {"Items": [THING] * rows, "Count": rows}) for rows in (0, 10, 50, 300)},
}
"""By name: the operation, what is asked, what is answered."""


class Canned(asyncio.Protocol):
    """Answers each request with what it names itself by."""

    def __init__(self) -> None:
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # TLS
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, body = self._came.partition(b"\r\n\r\n")
        if found and len(body) >= int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]):
            name = head.partition(b"/canned/")[2].partition(b" ")[0].decode().removesuffix("/").replace("_", " ")
            self._came = b""
            self._transport.write(canned(name))


def canned(name: str) -> bytes:
    """As DynamoDB says it, with its checksum."""
    body = json.dumps(CALLS[name][2]).encode()
    headers = {**JSON, "x-amzn-RequestId": "A" * 52, "x-amz-crc32": crc32(body), "Content-Length": len(body)}
    lines = ("HTTP/1.1 200 OK", *(f"{header}: {value}" for header, value in headers.items()), "", "")
    return "\r\n".join(lines).encode() + body


async def serve(pem: str) -> None:
    """Says its port, and runs until it is ended."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    server = await asyncio.get_running_loop().create_server(Canned, "127.0.0.1", ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def serving(pem: Path) -> Iterator[str]:
    """Its address; it has a process of its own, so that its work is not counted."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.calls", "--serve", str(pem)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None  # it was asked for
    yield f"https://localhost:{int(server.stdout.readline())}"
    server.terminate()
    server.wait()
    server.stdout.close()


def clients(endpoint: str) -> dict[str, Any]:
    """As the functions have them."""
    config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    raw = botocore.session.Session().create_client("dynamodb", config=config, endpoint_url=endpoint)
    return {"botocore": raw, "PynamoDB": Connection(region="eu-central-1", host=endpoint, max_retry_attempts=0).client}


def measured(call: Callable[[], object], options: argparse.Namespace) -> float:
    """Microseconds of one."""
    used = list[float]()
    for _ in range(options.rounds):
        began = time.thread_time()
        for _ in range(options.calls):
            call()
        used.append((time.thread_time() - began) / options.calls * 1e6)
    return statistics.median(used)


def by_seam(name: str, call: Callable[[], object], options: argparse.Namespace, *, is_short: bool) -> float:
    """Answered in this process."""
    body = json.dumps(CALLS[name][2]).encode()

    def target(made: Call) -> Any:
        return answer(made, 200, body, JSON)

    seam = Seam({"dynamodb": target}, shortened=("dynamodb",) if is_short else ())
    seam.open()
    try:
        return measured(call, options)
    finally:
        seam.close()


def main() -> None:
    """A line for each call and client."""
    parser = argparse.ArgumentParser(prog="./beifall bench calls")
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.serve))
        return
    os.environ |= {"AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1"}
    os.environ |= {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_SESSION_TOKEN": "t" * 1_000}
    with tempfile.TemporaryDirectory() as folder:
        pem = certificate(Path(folder))
        os.environ["AWS_CA_BUNDLE"] = str(pem)
        with serving(pem) as server:
            for name, (operation, params, _) in CALLS.items():
                for kind, client in clients(f"{server}/canned/{name.replace(' ', '_')}").items():
                    asked = {**params, "ReturnConsumedCapacity": "TOTAL"} if kind == "PynamoDB" else params

                    def call(operation: str = operation, client: Any = client, asked: Any = asked) -> None:
                        client._make_api_call(operation, asked)  # noqa: SLF001 - what PynamoDB calls

                    short, long = (by_seam(name, call, options, is_short=is_short) for is_short in (True, False))
                    wire = measured(call, options) - long
                    print(f"{name:10} {kind:9} short {short:4.0f}   botocore {long - short:5.0f}   HTTPS {wire:5.0f}")


if __name__ == "__main__":
    main()
