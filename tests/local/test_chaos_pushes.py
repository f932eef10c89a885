"""Chaos at connections: each kind is injected, counted, and does what its name says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError
from websockets.asyncio.client import ClientConnection, connect

from local.chaos import Chaos, chaos
from local.runner import Runner
from tests.local.stands import Recorder, a_deployment, until
from tests.local.test_connections import a_poster


@asynccontextmanager
async def connected(one: Chaos) -> AsyncIterator[tuple[Any, ClientConnection, Recorder]]:
    """One who posts, one client, and who hears of connections."""
    connection = Recorder()
    deployment = a_deployment(handlers={"connection": connection}, chaos=one)
    async with Runner(deployment) as runner, connect(runner.address.socket, compression=None) as client:
        id_ = connection.requests[0]["requestContext"]["connectionId"]
        poster = a_poster(runner.address.endpoint)

        async def post(text: str) -> int:
            try:
                done = await asyncio.to_thread(poster.post_to_connection, ConnectionId=id_, Data=text.encode())
            except ClientError as error:
                return error.response["ResponseMetadata"]["HTTPStatusCode"]
            return done["ResponseMetadata"]["HTTPStatusCode"]

        yield post, client, connection


@pytest.mark.parametrize(("kind", "status"), [("drop", 200), ("429", 429), ("5xx", 503)])
async def test_a_push_is_lost_and_the_connection_stays(kind: str, status: int) -> None:
    one = chaos(f"{kind}=1")
    async with connected(one) as (post, client, _):
        assert await post("lost") == status
        one.rates.clear()
        assert await post("heard") == 200
        assert await client.recv() == "heard"
    assert one.injected == {kind: 1}


async def test_a_connection_that_is_said_to_be_gone_is_gone() -> None:
    one = chaos("410=1")
    async with connected(one) as (post, client, connection):
        assert await post("never heard") == 410
        await client.wait_closed()
        assert client.close_code == 1006
        await until(lambda: len(connection.requests) == 2)
        assert connection.requests[1]["requestContext"]["disconnectStatusCode"] == 1006
        one.rates.clear()
        assert await post("too late") == 410
    assert one.injected == {"410": 1}


@pytest.mark.parametrize("kind", ["drop", "410", "429", "5xx"])
async def test_a_push_to_nobody_is_told_so_and_nothing_was_injected(kind: str) -> None:
    one = chaos(f"{kind}=1")
    async with connected(one) as (post, client, connection):
        await client.close()
        await until(lambda: len(connection.requests) == 2)
        assert await post("to nobody") == 410
    assert not one.injected


async def test_of_who_went_nobody_is_told() -> None:
    one = chaos("miss-disconnect=1")
    async with connected(one) as (_, client, connection):
        await client.close()
        await until(lambda: one.injected["miss-disconnect"])
    assert len(connection.requests) == 1
