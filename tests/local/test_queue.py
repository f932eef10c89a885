"""The delay queue, through boto3."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from blueprint.queue import Rules
from local.lambdas import Handler
from local.runner import Runner
from tests.local.stands import Clock, Json, Recorder, a_deployment, nothing_failed, until

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

RULES = Rules(receives=3)


@asynccontextmanager
async def running(housekeeping: Handler) -> AsyncIterator[tuple[Runner, SQSClient]]:
    deployment = a_deployment(handlers={"housekeeping": housekeeping}, rules=RULES, every=3_600)
    async with Runner(deployment) as runner:
        yield runner, boto3.client("sqs")


async def ended(runner: Runner, number: int) -> None:
    """So many invocations of housekeeping are over, and judged."""
    await until(lambda: runner.lambdas.invocations["housekeeping"] == number and not runner.queue._work)


def bodies(requests: list[Json]) -> list[str]:
    return [record["body"] for request in requests for record in request["Records"]]


async def test_a_letter_arrives_at_once_or_after_its_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, housekeeping = Clock(monkeypatch), Recorder(nothing_failed)
    async with running(housekeeping) as (runner, sqs):
        url = runner.address.queue
        await asyncio.to_thread(sqs.send_message, QueueUrl=url, MessageBody="later", DelaySeconds=600)
        await asyncio.to_thread(sqs.send_message, QueueUrl=url, MessageBody="now")
        await ended(runner, 1)
        clock.forward(500)
        await asyncio.to_thread(sqs.send_message, QueueUrl=url, MessageBody="still before")
        await ended(runner, 2)
        clock.forward(100)
        await until(lambda: len(bodies(housekeeping.requests)) == 3)
    assert bodies(housekeeping.requests) == ["now", "still before", "later"]


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


async def test_only_the_failed_letters_of_a_batch_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    counts: list[tuple[str, str]] = []

    def housekeeping(batch: Json, _context: object) -> Json:
        counts.extend((record["body"], record["attributes"]["ApproximateReceiveCount"]) for record in batch["Records"])
        bad = [record["messageId"] for record in batch["Records"] if record["body"] == "bad" and len(counts) < 3]
        return {"batchItemFailures": [{"itemIdentifier": id_} for id_ in bad]}

    async with running(housekeeping) as (runner, sqs):
        entries: Any = [{"Id": body, "MessageBody": body} for body in ("good", "bad")]
        await asyncio.to_thread(sqs.send_message_batch, QueueUrl=runner.address.queue, Entries=entries)
        await until(lambda: len(counts) == 2)
        await ended(runner, runner.lambdas.invocations["housekeeping"])
        clock.forward(RULES.visibility)
        await until(lambda: len(counts) == 3)
        assert runner.queue.dead == []
    assert sorted(counts) == [("bad", "1"), ("bad", "2"), ("good", "1")]


async def test_a_letter_that_nobody_can_take_is_dead_after_its_receives(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)

    def broken(_batch: Json, _context: object) -> Json:
        raise RuntimeError("on purpose")

    housekeeping = Recorder(broken)
    async with running(housekeeping) as (runner, sqs):
        await asyncio.to_thread(sqs.send_message, QueueUrl=runner.address.queue, MessageBody="poison")
        for number in (1, 2):
            await ended(runner, number)
            assert runner.queue.dead == []
            clock.forward(RULES.visibility)
        await until(lambda: runner.queue.dead)
        assert runner.queue.dead[0].body == "poison"
    assert len(housekeeping.requests) == 3


@pytest.mark.parametrize("named", ["", None, "foreign"])
@pytest.mark.parametrize("is_good_one_named", [False, True])
async def test_an_answer_that_names_an_id_of_no_letter_fails_them_all(
    named: object, monkeypatch: pytest.MonkeyPatch, *, is_good_one_named: bool
) -> None:
    clock = Clock(monkeypatch)
    housekeeping = Recorder()

    def answer(batch: Json, _context: object) -> Json:
        ids = [named, *([batch["Records"][0]["messageId"]] if is_good_one_named else [])]
        return {
            "batchItemFailures": [{"itemIdentifier": id_} for id_ in ids] if len(housekeeping.requests) == 1 else []
        }

    housekeeping = Recorder(answer)
    async with running(housekeeping) as (runner, sqs):
        entries: Any = [{"Id": body, "MessageBody": body, "DelaySeconds": 60} for body in ("a", "b")]
        await asyncio.to_thread(sqs.send_message_batch, QueueUrl=runner.address.queue, Entries=entries)
        await until(lambda: len(runner.queue._due) == 2)
        clock.forward(60)
        await ended(runner, 1)
        clock.forward(RULES.visibility)
        await ended(runner, 2)
    assert [sorted(bodies([request])) for request in housekeeping.requests] == [["a", "b"]] * 2


async def test_a_letter_comes_again_so_long_after_it_was_received_and_not_after_it_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, release, began = Clock(monkeypatch), threading.Event(), threading.Event()

    def slow(_batch: Json, _context: object) -> Json:
        began.set()
        release.wait(60)
        raise RuntimeError("on purpose")

    housekeeping = Recorder(slow)
    async with running(housekeeping) as (runner, sqs):
        await asyncio.to_thread(sqs.send_message, QueueUrl=runner.address.queue, MessageBody="x")
        await until(began.is_set)
        clock.forward(RULES.visibility - 60)
        release.set()
        await ended(runner, 1)
        clock.forward(60)
        await until(lambda: len(housekeeping.requests) == 2)


def test_a_letter_that_came_again_while_it_is_worked_on_is_refused_by_lambda_and_here() -> None:
    with pytest.raises(ValueError, match=r"visibility of 5.0 s is below the functions' timeout of 29 s"):
        a_deployment(rules=Rules(visibility=5.0))
