"""The gateway's promises, kept with the runner as the other side: real signatures, real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect

from beifall.gateway.api_gateway import ApiGateway
from beifall.gateway.port import Posted
from bill.usage import UNATTRIBUTED
from local.chaos import Chaos
from local.deployment import Deployment
from local.latency import Delay, Latency
from local.runner import Runner
from tests.local.stands import Recorder, a_deployment, until

LONGEST = 131_072


@asynccontextmanager
async def running(
    clients: int, **changes: object
) -> AsyncIterator[tuple[Runner, ApiGateway, dict[str, ClientConnection]]]:
    """A run, a gateway as a function has it, and clients by the ids of their connections."""
    connection = Recorder()
    deployment: Deployment = a_deployment(handlers={"connection": connection}, **changes)
    async with Runner(deployment) as runner, AsyncExitStack() as stack:
        there: dict[str, ClientConnection] = {}
        for _ in range(clients):
            one = await stack.enter_async_context(connect(runner.address.socket, compression=None, max_queue=1))
            there[connection.requests[-1]["requestContext"]["connectionId"]] = one
        gateway = ApiGateway(runner.address.endpoint)
        yield runner, gateway, there
        gateway.release()


async def test_a_frame_reaches_every_connection_once_and_in_turn() -> None:
    async with running(5) as (runner, gateway, there):
        for number in range(20):
            assert await asyncio.to_thread(gateway.post_all, list(there), b'{"n":%d}' % number) == Posted()
        for client in there.values():
            assert [await client.recv() for _ in range(20)] == [f'{{"n":{number}}}' for number in range(20)]
        assert runner.meter.usage().of("websocket_message") == 100


async def test_each_connections_outcome_is_its_own() -> None:
    async with running(2) as (runner, gateway, there):
        slow, quick = there
        there[slow].transport.pause_reading()
        posted = Posted()
        while not posted.busy:
            posted = await asyncio.to_thread(gateway.post_all, [slow], b"x" * LONGEST)
        posted = await asyncio.to_thread(gateway.post_all, ["gone+/=", slow, quick, "L0SM9cOFvHcCIhw="], b"{}")
        assert posted == Posted(gone=("gone+/=", "L0SM9cOFvHcCIhw="), busy=(slow,))
        assert await there[quick].recv() == "{}"
        there[slow].transport.abort()
        await until(lambda: len(runner.sockets) == 1)


async def test_what_is_too_long_is_a_failure_with_a_name() -> None:
    async with running(1) as (_, gateway, there):
        (one,) = there
        posted = await asyncio.to_thread(gateway.post_all, [one], b"x" * (LONGEST + 1))
        assert posted.failed == ((one, "PayloadTooLargeException"),)


async def test_a_wrong_secret_is_forbidden_as_is_another_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(1) as (runner, _, there):
        elsewhere = ApiGateway(runner.address.endpoint.replace("live", "test"))
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "guessed")
        guessing = ApiGateway(runner.address.endpoint)
        for gateway in (elsewhere, guessing):
            posted = await asyncio.to_thread(gateway.post_all, list(there), b"{}")
            assert dict(posted.failed) == dict.fromkeys(there, "ForbiddenException")
            gateway.release()


async def test_connections_are_closed_as_far_as_somebody_is_there() -> None:
    async with running(3) as (_, gateway, there):
        first, second, third = there
        await asyncio.to_thread(gateway.close, [first, "nobody=", third])
        for one in (first, third):
            await there[one].wait_closed()
            assert there[one].close_code == 1000
        assert await asyncio.to_thread(gateway.post_all, [second], b"{}") == Posted()
        assert await there[second].recv() == "{}"


async def test_answers_that_are_late_keep_nobody_waiting() -> None:
    async with running(3, latency=Latency(post=Delay(least=20))) as (_, gateway, there):
        assert await asyncio.to_thread(gateway.post_all, list(there) * 50, b"{}") == Posted()
        assert [await client.recv() for client in there.values()] == ["{}"] * 3


@pytest.mark.parametrize(
    ("kind", "posted"),
    [
        ("drop", Posted()),
        ("429", Posted(busy=("",))),
        ("410", Posted(gone=("",))),
        ("5xx", Posted(failed=(("", "ServiceUnavailableException"),))),
    ],
)
async def test_what_goes_wrong_on_purpose_is_said_as_aws_says_it(kind: str, posted: Posted) -> None:
    chaos = Chaos({kind: 1})
    async with running(1, chaos=chaos) as (_, gateway, there):
        (one,) = there
        came = await asyncio.to_thread(gateway.post_all, [one], b"{}")
        assert repr(came) == repr(posted).replace("''", repr(one))
        assert chaos.injected[kind] == (2 if kind == "5xx" else 1)


async def test_what_is_posted_is_attributed_by_what_it_says() -> None:
    async with running(1) as (runner, gateway, there):
        for frame, cause in {
            b'{"type":"applause","room":"a","a":[1]}': "applause",
            b'{"type":"update","room":"a","items":{"tallies":[{}]}}': "votes",
        }.items():
            await asyncio.to_thread(gateway.post_all, list(there), frame)
            assert runner.meter.usage().of("websocket_message", cause) == 1
        assert runner.meter.usage().of("websocket_message", UNATTRIBUTED) == 0
