"""The whole: one port, a clean end, and several runs one after another."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import Any

import boto3
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from blueprint.schedule import Calls
from local.deployment import Address
from local.lambdas import Handler
from local.port import CannotListen
from local.runner import Runner
from tests.local.stands import Clock, Json, Recorder, a_deployment, create_table, nothing_failed, until, with_stream

V1 = [Subprotocol("beifall.v1")]


async def test_a_busy_port_is_said_in_one_line() -> None:
    async with Runner(a_deployment()) as runner:
        port = int(runner.address.site.rpartition(":")[2])
        with pytest.raises(CannotListen) as taken:
            Runner(a_deployment(), port=port)
    assert taken.value.strerror == f"port {port} on 127.0.0.1 is taken: choose another one with --port"


async def test_after_the_end_no_thread_no_task_and_no_setting_is_left() -> None:
    # ministack's reaper of expired rows begins when it is imported, and is a daemon.
    async with Runner(a_deployment()):
        pass
    threads, settings = set(threading.enumerate()), dict(os.environ)
    async with Runner(with_stream(nothing_failed)) as runner, connect(runner.address.socket, subprotocols=V1) as client:
        await client.send("hello")
        await client.recv()
    assert set(threading.enumerate()) == threads
    assert dict(os.environ) == settings
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_runs_one_after_another_share_nothing() -> None:
    for _ in range(2):
        async with Runner(a_deployment(prepare=create_table)):
            names = await asyncio.to_thread(lambda: boto3.client("dynamodb").list_tables()["TableNames"])
            assert names == ["facts"]


async def test_handlers_find_their_environment_before_they_are_prepared() -> None:
    found: dict[str, str] = {}

    def environment(address: Address) -> dict[str, str]:
        return {"BEIFALL_ENDPOINT": address.endpoint}

    async with Runner(a_deployment(environment=environment, prepare=lambda: found.update(os.environ))) as runner:
        assert found["BEIFALL_ENDPOINT"] == runner.address.endpoint
        assert found["AWS_REGION"] == "eu-central-1"
    assert "BEIFALL_ENDPOINT" not in os.environ


async def test_a_start_that_fails_leaves_nothing_behind() -> None:
    def prepare() -> None:
        raise RuntimeError("no tables today")

    with pytest.raises(RuntimeError, match="no tables today"):
        async with Runner(a_deployment(prepare=prepare)):
            pass
    async with Runner(a_deployment()):
        pass


async def test_a_run_that_is_cancelled_ends_cleanly() -> None:
    began = asyncio.Event()

    async def serve() -> None:
        async with Runner(a_deployment()) as runner:
            await asyncio.create_task(_knock(runner))
            began.set()
            await asyncio.Event().wait()

    serving = asyncio.create_task(serve())
    await began.wait()
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


async def _knock(runner: Runner) -> None:
    async with connect(runner.address.socket, subprotocols=V1):
        pass


async def test_housekeeping_is_called_by_the_clock() -> None:
    housekeeping = Recorder(nothing_failed)
    async with Runner(a_deployment(handlers={"housekeeping": housekeeping}, every=0.05)):
        await until(lambda: len(housekeeping.requests) >= 2)
    assert housekeeping.requests[0]["detail-type"] == "Scheduled Event"


async def test_the_clock_calls_what_is_kept_awake_by_its_alias(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    called = list[str]()
    together = threading.Barrier(4, timeout=15)

    def awoken(request: dict[str, Any], context: Any) -> Any:
        assert request["detail-type"] == "Scheduled Event"
        together.wait()
        called.append(context.invoked_function_arn.rpartition("function:")[2])
        return {"statusCode": 200}

    handlers: dict[str, Handler] = {"clap": awoken, "applause": awoken}
    awake: Calls = {"clap": (None, None), "applause": ("loud", "quiet")}
    light = frozenset({"clap"})
    async with Runner(a_deployment(handlers=handlers, awake=awake, light=light, every=3_600)):
        await asyncio.sleep(0)  # until the clock's first hour has begun
        clock.forward(3_600)
        await until(lambda: len(called) == 4)
    assert sorted(called) == ["applause:loud", "applause:quiet", "clap", "clap"]


async def test_secrets_are_asked_for_as_from_aws() -> None:
    def reception(_request: Json, _context: object) -> str:
        text: str = boto3.client("secretsmanager").get_secret_value(SecretId="token-key")["SecretString"]
        return text

    async with Runner(a_deployment(handlers={"reception": reception}, secrets={"token-key": "sesame"})) as runner:
        assert await runner.lambdas.invoke("reception", {}) == "sesame"


async def test_three_hundred_people_with_two_sockets_each_come_at_once_and_are_all_reached() -> None:
    connection = Recorder()
    async with Runner(a_deployment(handlers={"connection": connection})) as runner:
        clients = await asyncio.gather(
            *[connect(runner.address.socket, open_timeout=60, compression=None) for _ in range(600)]
        )
        ids = [request["requestContext"]["connectionId"] for request in connection.requests]
        codes = await asyncio.to_thread(lambda: {runner.sockets.post(id_, b"gong") for id_ in ids})
        assert codes == {200}
        assert {await client.recv() for client in clients} == {"gong"}
        await asyncio.gather(*[client.close() for client in clients])
        await until(lambda: len(connection.requests) == 1200, within=60)
