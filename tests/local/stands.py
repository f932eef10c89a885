"""Stand-ins for the handlers, and a deployment of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from blueprint.mappings import StreamMapping
from local.deployment import Deployment
from local.lambdas import Handler

Json = dict[str, Any]


def allow(request: Json, _context: object) -> Json:
    """An authorizer that lets everybody in."""
    return policy("Allow", request["methodArn"], role="attendee", level=3, staff=False)


def policy(effect: str, resource: str, **context: str | float | bool) -> Json:
    """An authorizer's answer."""
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}
    return {
        "principalId": "somebody",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": context,
    }


def welcome(_request: Json, _context: object) -> Json:
    """A `$connect` that selects the subprotocol."""
    return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": "beifall.v1"}}


def echo(request: Json, _context: object) -> Json:
    """A command that says what it got."""
    return {"statusCode": 200, "body": f"got {request['body']}"}


def fine(_request: Json, _context: object) -> Json:
    """Has nothing to say."""
    return {"statusCode": 200}


def nothing_failed(_batch: Json, _context: object) -> Json:
    """Took the whole batch."""
    return {"batchItemFailures": []}


class Recorder:
    """A handler that keeps what it was asked and answers what `then` says."""

    def __init__(self, then: Handler = fine) -> None:
        self.requests: list[Json] = []
        self.arns: list[str] = []
        self._then = then

    def has_got(self, number: int) -> bool:
        """True when that many requests have come."""
        return len(self.requests) >= number

    def __call__(self, request: Json, context: Any) -> Any:
        self.requests.append(request)
        self.arns.append(context.invoked_function_arn)
        return self._then(request, context)


def a_deployment(*, handlers: dict[str, Handler] | None = None, **changes: Any) -> Deployment:
    """A deployment in which everything is a stand-in."""
    stands: dict[str, Handler] = {
        "authorize": allow,
        "connection": welcome,
        "command": echo,
        "reception": fine,
        "housekeeping": nothing_failed,
    }
    return Deployment(handlers={**stands, **(handlers or {})}, **changes)


def create_table(name: str = "facts", view: str = "KEYS_ONLY") -> None:
    """A table with a stream, keyed as all of ours are."""
    boto3.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": view},
    )


def put(pk: str, sk: str, table: str = "facts") -> None:
    """One row."""
    boto3.client("dynamodb").put_item(TableName=table, Item={"pk": {"S": pk}, "sk": {"S": sk}})


def with_stream(handler: Handler, *, table: str = "facts", **mapping: Any) -> Deployment:
    """A deployment with one table whose stream goes to `handler`."""
    return a_deployment(
        handlers={"tally": handler},
        prepare=lambda: create_table(table),
        mappings=[StreamMapping(table, "tally", **mapping)],
        polls=50,
        pause=0.01,
    )


def sort_keys(batch: Json) -> list[str]:
    """What a batch is about, in its order."""
    return [record["dynamodb"]["Keys"]["sk"]["S"] for record in batch["Records"]]


class Clock:
    """The running loop's time, which a test can put forward: nobody has to wait for what is due then. One that
    `stands_still` goes on by that alone.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, stands_still: bool = False) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        own = loop.time
        self._ahead = 0.0
        monkeypatch.setattr(loop, "time", lambda: (began if stands_still else own()) + self._ahead)

    def forward(self, seconds: float) -> None:
        """From here on it is so much later."""
        self._ahead += seconds


async def until(true: Callable[[], object], within: float = 15.0) -> None:
    """Waits for something that another thread or the loop does."""
    async with asyncio.timeout(within):
        while not true():
            await asyncio.sleep(0.005)
