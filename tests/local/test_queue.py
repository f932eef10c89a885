"""The delay queue, through boto3."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from local.lambdas import Handler
from local.queue import Rules
from local.runner import Runner
from tests.local.stands import Json, Recorder, a_deployment, nothing_failed, until

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

RULES = Rules(visibility=0.05, receives=3)


@asynccontextmanager
async def running(housekeeping: Handler) -> AsyncIterator[tuple[Runner, SQSClient]]:
    async with Runner(a_deployment(handlers={"housekeeping": housekeeping}, rules=RULES)) as runner:
        yield runner, boto3.client("sqs")


def bodies(requests: list[Json]) -> list[str]:
    return [record["body"] for request in requests for record in request["Records"]]


async def test_a_letter_arrives_at_once_or_after_its_delay() -> None:
    housekeeping = Recorder(nothing_failed)
    async with running(housekeeping) as (runner, sqs):
        began = time.monotonic()
        url = runner.address.queue
        await asyncio.to_thread(sqs.send_message, QueueUrl=url, MessageBody="later", DelaySeconds=1)
        await asyncio.to_thread(sqs.send_message, QueueUrl=url, MessageBody="now")
        await until(lambda: bodies(housekeeping.requests) == ["now"])
        assert time.monotonic() - began < 0.9
        await until(lambda: bodies(housekeeping.requests) == ["now", "later"])
        assert time.monotonic() - began >= 1


async def test_a_batch_is_sent_and_what_is_wrong_in_it_is_said() -> None:
    housekeeping = Recorder(nothing_failed)
    async with running(housekeeping) as (runner, sqs):
        answer = await asyncio.to_thread(
            sqs.send_message_batch,
            QueueUrl=runner.address.queue,
            Entries=[
                {"Id": "good", "MessageBody": "a"},
                {"Id": "bad", "MessageBody": "b", "DelaySeconds": 901},
            ],
        )
        await until(lambda: housekeeping.requests)
    assert [entry["Id"] for entry in answer["Successful"]] == ["good"]
    assert [entry["Id"] for entry in answer["Failed"]] == ["bad"]
    assert bodies(housekeeping.requests) == ["a"]


async def test_a_delay_above_15_minutes_is_refused() -> None:
    async with running(nothing_failed) as (runner, sqs):
        url = runner.address.queue
        with pytest.raises(sqs.exceptions.ClientError, match="DelaySeconds must be >= 0 and <= 900"):
            await asyncio.to_thread(sqs.send_message, QueueUrl=url, MessageBody="x", DelaySeconds=901)


async def test_an_unknown_queue_does_not_exist() -> None:
    async with running(nothing_failed) as (_, sqs):
        with pytest.raises(sqs.exceptions.QueueDoesNotExist):
            await asyncio.to_thread(sqs.send_message, QueueUrl="https://sqs.invalid/0/other", MessageBody="x")


async def test_only_the_failed_letters_of_a_batch_come_again() -> None:
    counts: list[tuple[str, str]] = []

    def housekeeping(batch: Json, _context: object) -> Json:
        counts.extend((record["body"], record["attributes"]["ApproximateReceiveCount"]) for record in batch["Records"])
        bad = [record["messageId"] for record in batch["Records"] if record["body"] == "bad" and len(counts) < 3]
        return {"batchItemFailures": [{"itemIdentifier": id_} for id_ in bad]}

    async with running(housekeeping) as (runner, sqs):
        entries: Any = [{"Id": body, "MessageBody": body} for body in ("good", "bad")]
        await asyncio.to_thread(sqs.send_message_batch, QueueUrl=runner.address.queue, Entries=entries)
        await until(lambda: len(counts) == 3)
        assert runner.queue.dead == []
    assert sorted(counts) == [("bad", "1"), ("bad", "2"), ("good", "1")]


async def test_a_letter_that_nobody_can_take_is_dead_after_its_receives() -> None:
    def broken(_batch: Json, _context: object) -> Json:
        raise RuntimeError("on purpose")

    housekeeping = Recorder(broken)
    async with running(housekeeping) as (runner, sqs):
        await asyncio.to_thread(sqs.send_message, QueueUrl=runner.address.queue, MessageBody="poison")
        await until(lambda: runner.queue.dead)
        assert runner.queue.dead[0].body == "poison"
    assert len(housekeeping.requests) == 3
