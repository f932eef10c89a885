"""`python -P emulator.py`: ministack, mended where it is not as AWS in what a deployment of ours stands on.

It is a program of its own, so that functions, which run as children of it, find nothing of this checkout but what was
deployed.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from functools import partialmethod
from socket import socket
from typing import Any

from hypercorn.config import Config
from ministack import app
from ministack.core import lambda_runtime
from ministack.services import apigateway, cloudfront, lambda_svc
from ministack.services.cloudformation import provisioners

Record = dict[str, Any]

ACCEPTED: ContextVar[dict[str, str] | None] = ContextVar("accepted")
"""What `$connect` has answered for this connection."""


def name_aliases() -> None:
    """A function is told by which alias it was called: in ministack, `invoked_function_arn` ends in the version that
    the alias stands for, and two readers of one stream could not tell who they are.
    """
    found = lambda_svc._effective_func_record_for_qualifier

    def named(function: Record | None, qualifier: str | None) -> tuple[Record | None, Record | None]:
        record, config = found(function, qualifier)
        if function is None or record is None or config is None or qualifier not in function.get("aliases", {}):
            return record, config
        alias = {**config, "FunctionArn": function["aliases"][qualifier]["AliasArn"]}
        return {**record, "config": alias}, alias

    lambda_svc._effective_func_record_for_qualifier = named


def select_subprotocols() -> None:
    """A handshake selects the subprotocol that `$connect` has: ministack selects none, and browsers then hang up."""
    handle, invoke = apigateway.handle_websocket, apigateway._invoke_ws_lambda

    async def invoked(*args: Any, **named: Any) -> Any:
        answer = await invoke(*args, **named)
        if "CONNECT" in args:
            ACCEPTED.set((answer or {}).get("headers"))
        return answer

    async def handled(scope: Any, receive: Any, send: Any, *args: Any, **named: Any) -> None:
        async def sent(message: Record) -> None:
            if message["type"] == "websocket.accept":
                headers = {name.lower(): value for name, value in (ACCEPTED.get(None) or {}).items()}
                message = {**message, "subprotocol": headers.get("sec-websocket-protocol")}
            await send(message)

        await handle(scope, receive, sent, *args, **named)

    apigateway._invoke_ws_lambda, apigateway.handle_websocket = invoked, handled


def say_little_of_crashes() -> None:
    """Who has sent a command that a function crashed of is told so as by AWS, and sends it again: ministack sends what
    the function has died of, which is no frame. Here it stands in the log.
    """
    invoke = apigateway._invoke_ws_lambda

    async def invoked(*args: Any, **named: Any) -> Any:
        answer = await invoke(*args, **named)
        if not answer or answer.get("statusCode") != 500:
            return answer
        sys.stderr.write(f"{answer['body']}\n")
        ids = {"connectionId": args[5], "requestId": args[7]}
        return {"statusCode": 500, "body": json.dumps({"message": "Internal server error", **ids})}

    apigateway._invoke_ws_lambda = invoked


def refer_to_secrets() -> None:
    """`Ref` of a secret is its ARN, which a role's policy names and a function is told: in ministack it is its name."""
    handler = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, delete = handler["create"], handler["delete"]

    def created(*args: Any) -> tuple[str, Record]:
        _, attributes = create(*args)
        return attributes["Arn"], attributes

    def deleted(arn: str, *args: Any) -> Any:
        return delete(arn.rpartition(":")[2].rpartition("-")[0], *args)

    handler["create"], handler["delete"] = created, deleted


def lead_to_apis() -> None:
    """The edge reaches an API at the address that AWS gives it: ministack refuses to, lest it be AWS's own."""
    port = int(os.environ["GATEWAY_PORT"])
    target, owned = cloudfront._origin_connect_target, cloudfront._is_aws_owned_host

    def connected(origin: Record, viewer_is_https: bool) -> tuple[str, int, bool]:
        host, *_ = found = target(origin, viewer_is_https)
        return ("127.0.0.1", port, False) if ".execute-api." in host else found

    cloudfront._origin_connect_target = connected
    cloudfront._is_aws_owned_host = lambda host: ".execute-api." not in host and owned(host)
    app._EXECUTE_API_RE = re.compile(r"([a-f0-9]{8})\.execute-api\.[a-z0-9.-]+(?::\d+)?$")


def hurry() -> None:
    """After each call, ministack waits 50 ms for lines of a log: ours say nothing as long as all goes well."""
    drain = lambda_runtime.Worker._drain_stderr_bounded
    lambda_runtime.Worker._drain_stderr_bounded = partialmethod(drain, first_line_wait=0.002)


def read_side_by_side() -> None:
    """Each mapping reads its stream by itself: in ministack one thread reads for all, so that votes would have to wait
    while applause is played.
    """
    poll, mappings, only = lambda_svc._poll_dynamodb_streams, lambda_svc._iter_all_esms, ContextVar("only", default="")
    busy: set[str] = set()

    def chosen() -> Iterator[Any]:
        return (one for one in mappings() if only.get() in ("", one[2]["UUID"]))

    def read(mapping: str) -> None:
        only.set(mapping)
        try:
            while poll():
                pass
        finally:
            busy.discard(mapping)

    def all_read() -> bool:
        for mapping in {one[2]["UUID"] for one in mappings()} - busy:
            busy.add(mapping)
            threading.Thread(target=read, args=(mapping,), daemon=True).start()
        return False

    lambda_svc._poll_dynamodb_streams, lambda_svc._iter_all_esms = all_read, chosen


def end_with_who_has_started_it() -> None:
    """Also if that was killed: what it holds open as our input ends then, and with this process all functions do."""

    def watch() -> None:
        sys.stdin.read()
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def listen_where_it_was_told() -> None:
    """At a port that whoever has started it has kept since: one that was free may be somebody else's by now."""
    kept = socket(fileno=int(os.environ["KEPT"]))
    Config._create_sockets = lambda *_: [kept]  # type: ignore[method-assign]  # it takes no socket that is there


def be_secure() -> None:
    """Policies that want TLS take this as TLS: it is the loop-back device, and a certificate for it would have to be
    trusted by the CDK, by Node and by each function.
    """
    pin = app.pin_request_origin
    app.pin_request_origin = lambda address, _secure: pin(address, True)


if __name__ == "__main__":
    name_aliases()
    say_little_of_crashes()
    select_subprotocols()
    refer_to_secrets()
    lead_to_apis()
    end_with_who_has_started_it()
    read_side_by_side()
    hurry()
    listen_where_it_was_told()
    be_secure()
    app.main()
