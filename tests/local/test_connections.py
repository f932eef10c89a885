"""`@connections`, as clients of botocore use it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from websockets.asyncio.client import ClientConnection, connect

from local.runner import Runner
from local.sockets import Sockets
from tests.local.stands import Json, Recorder, a_deployment, until

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient


def a_poster(endpoint: str, **changes: Any) -> ApiGatewayManagementApiClient:
    # A session of its own: the default one keeps the credentials of whoever asked it first.
    client: ApiGatewayManagementApiClient = boto3.Session().client(
        "apigatewaymanagementapi",
        endpoint_url=endpoint,
        config=Config(retries={"total_max_attempts": 1}, inject_host_prefix=False),
        **changes,
    )
    return client


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[Runner, ClientConnection, str]]:
    """A run, a client, and the id of its connection."""
    connection = Recorder()
    deployment = a_deployment(handlers={"connection": connection})
    async with Runner(deployment) as runner, connect(runner.address.socket, compression=None) as client:
        yield runner, client, connection.requests[0]["requestContext"]["connectionId"]


def status(error: pytest.ExceptionInfo[ClientError]) -> tuple[int, str]:
    answer = error.value.response
    return answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"]


async def test_a_post_reaches_the_client() -> None:
    async with connected() as (runner, client, id_):
        poster = a_poster(runner.address.endpoint)
        await asyncio.to_thread(poster.post_to_connection, ConnectionId=id_, Data="häppy".encode())
        assert await client.recv() == "häppy"


async def test_who_is_not_there_is_gone() -> None:
    async with connected() as (runner, _, _):
        poster = a_poster(runner.address.endpoint)
        with pytest.raises(poster.exceptions.GoneException) as gone:
            await asyncio.to_thread(poster.post_to_connection, ConnectionId="nobody=", Data=b"x")
        assert status(gone) == (410, "GoneException")


@pytest.mark.parametrize("end", [Sockets.close, Sockets.cut])
async def test_who_is_being_turned_out_is_gone_before_the_line_is_down(end: Callable[[Sockets, str], object]) -> None:
    async with connected() as (runner, client, id_):
        end(runner.sockets, id_)
        assert len(runner.sockets) == 1
        assert runner.sockets.post(id_, b"too late") == 410
        assert runner.sockets.info(id_) is None
        assert not runner.sockets.close(id_)
        await client.wait_closed()


async def test_more_than_128_kb_is_too_large() -> None:
    async with connected() as (runner, client, id_):
        poster = a_poster(runner.address.endpoint)
        await asyncio.to_thread(poster.post_to_connection, ConnectionId=id_, Data=b"x" * 131072)
        assert len(await client.recv()) == 131072
        with pytest.raises(poster.exceptions.PayloadTooLargeException):
            await asyncio.to_thread(poster.post_to_connection, ConnectionId=id_, Data=b"x" * 131073)


async def test_info_and_close_go_the_same_way() -> None:
    async with connected() as (runner, client, id_):
        poster = a_poster(runner.address.endpoint)
        info = await asyncio.to_thread(poster.get_connection, ConnectionId=id_)
        assert info["Identity"]["SourceIp"] == "127.0.0.1"
        assert info["ConnectedAt"] <= info["LastActiveAt"]
        await asyncio.to_thread(poster.delete_connection, ConnectionId=id_)
        await client.wait_closed()
        assert client.close_code == 1000
        await until(lambda: not len(runner.sockets))
        with pytest.raises(poster.exceptions.GoneException):
            await asyncio.to_thread(poster.get_connection, ConnectionId=id_)


async def test_a_wrong_secret_is_forbidden() -> None:
    async with connected() as (runner, _, id_):
        keys = {"aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": "wrong"}
        poster = a_poster(runner.address.endpoint, **keys)
        with pytest.raises(poster.exceptions.ForbiddenException):
            await asyncio.to_thread(poster.post_to_connection, ConnectionId=id_, Data=b"x")


async def test_a_request_without_a_signature_is_forbidden() -> None:
    async with connected() as (runner, _, id_), httpx.AsyncClient(timeout=20) as http:
        answer = await http.post(f"{runner.address.endpoint}/@connections/{id_}", content=b"x")
        assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})


async def test_a_client_with_another_address_is_told_so_and_never_goes_there() -> None:
    async with connected() as (_, _, id_):
        poster = a_poster("https://somewhere.invalid/live")
        with pytest.raises(RuntimeError, match="this run's endpoint is"):
            await asyncio.to_thread(poster.post_to_connection, ConnectionId=id_, Data=b"x")


async def test_a_push_inside_connect_gets_410() -> None:
    answers: list[int] = []

    def push(request: Json, _context: object) -> Json:
        answers.append(runner.sockets.post(request["requestContext"]["connectionId"], b"too early"))
        return {"statusCode": 200}

    async with Runner(a_deployment(handlers={"connection": push})) as runner, connect(runner.address.socket):
        assert answers == [410]


async def test_who_does_not_read_is_refused_with_429_and_nobody_else_waits_for_them() -> None:
    connection = Recorder()
    async with Runner(a_deployment(handlers={"connection": connection})) as runner:
        slow = await connect(runner.address.socket, compression=None, max_queue=1, max_size=None)
        async with connect(runner.address.socket, compression=None) as quick:
            slow_id, quick_id = [request["requestContext"]["connectionId"] for request in connection.requests]
            slow.transport.pause_reading()
            async with asyncio.timeout(30):
                while runner.sockets.post(slow_id, b"x" * 131072) == 200:
                    await asyncio.sleep(0)
            assert runner.sockets.post(slow_id, b"x" * 131072) == 429
            assert runner.sockets.post(quick_id, b"for you") == 200
            assert await quick.recv() == "for you"
        slow.transport.abort()


async def test_six_hundred_frames_posted_at_once_arrive_in_their_order() -> None:
    async with connected() as (runner, client, id_):
        codes = await asyncio.to_thread(lambda: {runner.sockets.post(id_, str(n).encode()) for n in range(600)})
        assert codes == {200}
        assert [int(await client.recv()) for _ in range(600)] == list(range(600))
