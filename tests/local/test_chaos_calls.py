"""Chaos in what handlers ask of AWS: each kind is injected, counted, and does what its name says and no more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from beifall.discretion import discreet
from beifall.store.dynamo.calls import OVERLOAD
from local.chaos import Chaos, chaos
from local.invocation import Killed
from local.lambdas import Crashed, Handler
from local.runner import Runner
from tests.local.stands import (
    Json,
    Recorder,
    a_deployment,
    create_table,
    fine,
    nothing_failed,
    put,
    sort_keys,
    until,
    with_stream,
)

Write = Callable[[], object]


def a_write(number: int = 1, *, only_if_new: bool = False) -> None:
    condition = {"ConditionExpression": "attribute_not_exists(pk)"} if only_if_new else {}
    client: Any = boto3.client("dynamodb", config=Config(retries={"total_max_attempts": 1}))
    client.put_item(TableName="facts", Item={"pk": {"S": "a"}, "sk": {"S": str(number)}}, **condition)


def rows() -> int:
    count: int = boto3.client("dynamodb").scan(TableName="facts")["Count"]
    return count


def running(command: Handler, one: Chaos, prepare: Write = create_table) -> Runner:
    return Runner(a_deployment(handlers={"command": command}, prepare=prepare, chaos=one))


async def test_a_throttled_call_says_what_dynamodb_says_and_changes_nothing() -> None:
    codes: set[str] = set()

    def command(request: Json, context: object) -> Json:
        for _ in range(20):
            with pytest.raises(ClientError) as refused:
                a_write()
            codes.add(refused.value.response["Error"]["Code"])
            assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
        return fine(request, context)

    one = chaos("throttle=1")
    async with running(command, one) as runner:
        await runner.lambdas.invoke("command", {})
        assert await asyncio.to_thread(rows) == 0
    assert codes == {"ProvisionedThroughputExceededException", "ThrottlingException"}
    assert codes <= OVERLOAD
    assert one.injected == {"throttle": 20}


@pytest.mark.parametrize(("kind", "written"), [("crash-before", 0), ("crash-after", 1)])
async def test_a_handler_dies_at_its_write_and_nobody_catches_it(
    kind: str, written: int, caplog: pytest.LogCaptureFixture
) -> None:
    went_on: list[str] = []

    @discreet
    def command(_request: Json, _context: object) -> Json:
        try:
            a_write()
        except Exception:  # noqa: BLE001 - what it must not be
            went_on.append("caught")
        went_on.append("returned")
        return {}

    one = chaos(f"{kind}=1")
    async with running(command, one) as runner:
        with pytest.raises(Crashed) as crashed:
            await runner.lambdas.invoke("command", {})
        assert await asyncio.to_thread(rows) == written
        assert runner.failures == {"command crashed": 1}
    assert isinstance(crashed.value.__cause__, Killed)
    assert went_on == []
    assert one.injected == {kind: 1}
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == [], "it was counted instead"


async def test_nobody_dies_after_a_write_that_was_refused() -> None:
    def command(request: Json, context: object) -> Json:
        with pytest.raises(ClientError, match="ConditionalCheckFailed"):
            a_write(only_if_new=True)
        return fine(request, context)

    def prepare() -> None:
        create_table()
        a_write()

    one = chaos("crash-after=1")
    async with running(command, one, prepare) as runner:
        assert await runner.lambdas.invoke("command", {}) == {"statusCode": 200}
    assert not one.injected


async def test_who_only_reads_does_not_die() -> None:
    def command(_request: Json, _context: object) -> Json:
        return {"statusCode": 200, "body": str(rows())}

    async with running(command, chaos("crash-before=1,crash-after=1")) as runner:
        assert await runner.lambdas.invoke("command", {}) == {"statusCode": 200, "body": "0"}


async def test_a_client_is_told_of_a_dead_handler_as_api_gateway_does() -> None:
    def command(_request: Json, _context: object) -> Json:
        a_write()
        return {}

    one = chaos("crash-after=1")
    v1 = [Subprotocol("beifall.v1")]
    async with running(command, one) as runner, connect(runner.address.socket, subprotocols=v1) as client:
        await client.send("hello")
        assert '"message": "Internal server error", "connectionId": "' in str(await client.recv())


async def test_neither_preparing_nor_reading_streams_is_ever_broken() -> None:
    tally = Recorder(nothing_failed)

    def prepare() -> None:
        create_table()
        a_write()

    one = chaos("throttle=1,crash-before=1,crash-after=1")
    deployment = with_stream(tally)
    async with Runner(type(deployment)(**{**vars(deployment), "prepare": prepare, "chaos": one})):
        await asyncio.to_thread(a_write, 2)
        await until(lambda: sum(len(batch["Records"]) for batch in tally.requests) == 2)
    assert not one.injected


async def test_a_batch_whose_function_died_comes_again_and_is_counted() -> None:
    done: list[str] = []

    def tally(batch: Json, context: object) -> Json:
        if len(done) == 1:
            one.rates.clear()
        done.extend(sort_keys(batch))
        a_write(9)
        return nothing_failed(batch, context)

    one = chaos("crash-before=1")
    deployment = with_stream(tally, filters=({"dynamodb": {"Keys": {"sk": {"S": ["1"]}}}},))
    async with Runner(type(deployment)(**{**vars(deployment), "chaos": one})) as runner:
        await asyncio.to_thread(put, "a", "1")
        await until(lambda: len(done) == 2)
        assert runner.failures == {"tally crashed": 1, "tally retried": 1}
    assert one.injected == {"crash-before": 1}
