"""Posts without HTTP: what comes of them is the same, and how long they take is drawn."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from beifall.gateway.api_gateway import ApiGateway
from beifall.gateway.port import Posted
from local.chaos import Chaos
from local.invocation import POST, POSTING, Invocation
from local.lambdas import Handler
from local.latency import Delay, Latency
from local.meter import CURRENT
from local.runner import Runner
from tests.local.stands import Recorder, a_deployment, until

SLOW = Latency(post=Delay(least=40), network=Delay(least=1))


class Poster:
    """A function that posts each frame it gets to the connections that it names."""

    def __init__(self) -> None:
        self.gateway: ApiGateway | None = None
        self.posted: list[Posted] = []

    def __call__(self, request: dict[str, Any], _context: object) -> dict[str, Any]:
        assert self.gateway is not None
        asked = json.loads(request["body"])
        self.posted.append(self.gateway.post_all(asked["to"], b"x" * asked.get("size", 2)))
        return {"statusCode": 200, "body": "posted"}


@asynccontextmanager
async def running(clients: int, **changes: object) -> AsyncIterator[tuple[Runner, Poster, dict[str, ClientConnection]]]:
    connection, poster = Recorder(), Poster()
    handlers: dict[str, Handler] = {"connection": connection, "command": poster}
    deployment = a_deployment(handlers=handlers, **{"latency": SLOW, **changes})
    async with Runner(deployment) as runner, AsyncExitStack() as stack:
        there: dict[str, ClientConnection] = {}
        for _ in range(clients):
            one = await stack.enter_async_context(connect(runner.address.socket, compression=None, max_queue=1))
            there[connection.requests[-1]["requestContext"]["connectionId"]] = one
        poster.gateway = ApiGateway(runner.address.endpoint)
        yield runner, poster, there
        poster.gateway.release()


async def say(client: ClientConnection, **fields: object) -> float:
    """Asks the function, and how long it took to answer (s)."""
    began = time.monotonic()
    await client.send(json.dumps(fields))
    while await client.recv() != "posted":
        continue
    return time.monotonic() - began


async def test_frames_arrive_and_no_request_was_made() -> None:
    async with running(3) as (runner, poster, there):
        first, *_ = there.values()
        took = await say(first, to=list(there))
        assert took >= 0.04
        for client in list(there.values())[1:]:
            assert await client.recv() == "xx"
        assert poster.posted == [Posted()]
        assert poster.gateway is not None
        assert not poster.gateway._lines._resting, "nobody opened a line"
        assert runner.meter.usage().of("websocket_message") == 3 + 2


async def test_each_connections_outcome_is_that_of_the_way_by_http() -> None:
    outcomes = []
    for latency in (SLOW, Latency()):
        async with running(2, latency=latency) as (_, poster, there):
            asking, other = there
            await say(there[asking], to=["gone=", other])
            await say(there[asking], to=[other], size=131_073)
            outcomes.append([(one.gone, one.busy, [why for _, why in one.failed]) for one in poster.posted])
    assert outcomes[0] == outcomes[1] == [(("gone=",), (), []), ((), (), ["PayloadTooLargeException"])]


async def test_what_is_to_go_wrong_on_its_way_has_one() -> None:
    async with running(2, chaos=Chaos({"drop": 1e-9})) as (runner, poster, there):
        first, *_ = there.values()
        await say(first, to=list(there))
        assert poster.gateway is not None
        assert poster.gateway._lines._resting
        await until(lambda: runner.meter.usage().of("websocket_message") == 4)


async def test_posts_of_one_function_take_turns_at_its_lines() -> None:
    async with running(1) as (runner, poster, there):
        poster.gateway = ApiGateway(runner.address.endpoint, at_once=2)
        (client,) = there.values()
        assert await say(client, to=[*there, *["gone="] * 5]) >= 3 * 0.04


@pytest.mark.parametrize("latency", [SLOW, Latency()])
async def test_each_round_is_billed_whatever_becomes_of_it_and_by_either_way(latency: Latency) -> None:
    waited: list[float] = []

    def command(_request: dict[str, Any], _context: object) -> dict[str, Any]:
        invocation = CURRENT.get()
        assert invocation is not None
        for _ in range(3):
            gateway.post_all(["gone="], b"{}")
        waited.append(invocation._waited)
        return {}

    async with Runner(a_deployment(handlers={"command": command}, latency=latency)) as runner:
        gateway = ApiGateway(runner.address.endpoint)
        await runner.lambdas.invoke("command", {})
        gateway.release()
    share = Invocation("command", {}, since=0).share
    assert waited == [pytest.approx(3 * (POST - POSTING / share))]


async def test_who_is_no_function_of_the_run_goes_by_http() -> None:
    async with running(1) as (runner, _, there):
        gateway = ApiGateway(runner.address.endpoint)
        assert await asyncio.to_thread(gateway.post_all, list(there), b"{}") == Posted()
        assert gateway._lines._resting
        gateway.release()
