"""Event source mappings, on a real stream of the embedded engine."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import defaultdict
from typing import Any

import pytest

from bill.usage import UNATTRIBUTED
from blueprint.mappings import StreamMapping
from local.lambdas import Context
from local.runner import Runner
from local.streams import PAYLOAD, Shard
from tests.local.stands import (
    Clock,
    Json,
    Recorder,
    a_deployment,
    create_table,
    nothing_failed,
    put,
    sort_keys,
    until,
    with_stream,
)
from tests.local.test_requests import RECORD, paths


async def write(*rows: tuple[str, str]) -> None:
    for pk, sk in rows:
        await asyncio.to_thread(put, pk, sk)


@pytest.mark.parametrize("engine", ["ministack", "moto"])
async def test_what_is_written_arrives_as_a_complete_batch(engine: str) -> None:
    tally = Recorder(nothing_failed)
    deployment = with_stream(tally)
    async with Runner(type(deployment)(**{**vars(deployment), "engine": engine})):
        await write(("a", "1"))
        await until(lambda: tally.requests)
    assert dict(paths(tally.requests[0])) == RECORD


async def test_records_of_one_key_stay_in_order() -> None:
    seen: dict[str, list[int]] = defaultdict(list)

    def tally(batch: Json, _context: object) -> Json:
        for record in batch["Records"]:
            keys = record["dynamodb"]["Keys"]
            seen[keys["pk"]["S"]].append(int(keys["sk"]["S"]))
        return {"batchItemFailures": []}

    async with Runner(with_stream(tally, batch=3)):
        await write(*[(f"room{n % 5}", f"{n:03}") for n in range(50)])
        await until(lambda: sum(map(len, seen.values())) == 50)
    assert {pk: sorted(numbers) for pk, numbers in seen.items()} == dict(seen)


async def test_one_key_is_in_one_batch_at_a_time_while_others_go_on() -> None:
    held, released, seen = threading.Event(), threading.Event(), []

    def tally(batch: Json, _context: object) -> Json:
        seen.extend(sort_keys(batch))
        if "held" in sort_keys(batch):
            held.set()
            released.wait(60)
        return {"batchItemFailures": []}

    async with Runner(with_stream(tally, batch=1)):
        await write(("a", "held"), ("a", "after"), *[(f"other{n}", "free") for n in range(12)])
        await until(held.is_set)
        await until(lambda: seen.count("free") > 0)
        assert "after" not in seen
        released.set()
        await until(lambda: "after" in seen)


async def test_two_mappings_read_the_same_stream_independently() -> None:
    slow = threading.Event()
    seen: dict[str, list[str]] = defaultdict(list)

    def broadcast(batch: Json, context: Context) -> Json:
        alias = context.invoked_function_arn.rpartition(":")[2]
        if alias == "bundled":
            slow.wait(60)
        seen[alias] += sort_keys(batch)
        return {"batchItemFailures": []}

    bundled: Any = {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "TALLY#"}]}}}}
    deployment = a_deployment(
        handlers={"broadcast": broadcast},
        prepare=lambda: create_table("state"),
        mappings=[
            StreamMapping("state", "broadcast", alias="at-once"),
            StreamMapping("state", "broadcast", alias="bundled", filters=(bundled,)),
        ],
        polls=50,
    )
    async with Runner(deployment):
        for sk in ("ROOM#1", "TALLY#1", "TALLY#2"):
            await asyncio.to_thread(put, "room", sk, "state")
        await until(lambda: len(seen["at-once"]) == 3)
        assert seen["bundled"] == []
        slow.set()
        await until(lambda: len(seen["bundled"]) == 2)
    assert seen["bundled"] == ["TALLY#1", "TALLY#2"]


async def test_what_the_filter_drops_invokes_nobody() -> None:
    tally = Recorder(nothing_failed)
    pattern: Any = {"dynamodb": {"Keys": {"sk": {"S": ["wanted"]}}}}
    async with Runner(with_stream(tally, filters=(pattern,))):
        await write(("a", "other"), ("b", "other"), ("a", "wanted"))
        await until(lambda: tally.requests)
    assert [sort_keys(batch) for batch in tally.requests] == [["wanted"]]


async def test_a_failed_record_is_retried_from_its_sequence_number() -> None:
    seen: list[list[str]] = []

    def tally(batch: Json, _context: object) -> Json:
        seen.append(sort_keys(batch))
        bad = [record["dynamodb"]["SequenceNumber"] for record in batch["Records"] if sort_keys(batch)[0] == "1"]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in bad[1:2]]}

    async with Runner(with_stream(tally, window=60, batch=4)):
        await write(("a", "1"), ("a", "2"), ("a", "3"), ("a", "4"))
        await until(lambda: len(seen) == 2)
    assert seen == [["1", "2", "3", "4"], ["2", "3", "4"]]


async def test_a_poison_record_is_cut_out_given_up_and_blocks_nobody() -> None:
    done: list[str] = []

    def tally(batch: Json, _context: object) -> Json:
        if "poison" in sort_keys(batch):
            raise RuntimeError("on purpose")
        done.extend(sort_keys(batch))
        return {"batchItemFailures": []}

    async with Runner(with_stream(tally, retries=2)) as runner:
        await write(("a", "1"), ("a", "2"), ("a", "poison"), ("a", "3"))
        await until(lambda: len(done) == 3)
        await until(lambda: runner.streams.failures)
        (failure,) = runner.streams.failures
        assert runner.meter.usage().of("sqs_request", UNATTRIBUTED) == 1  # and nobody knows such keys
    assert done == ["1", "2", "3"]
    assert (failure.condition, failure.attempts, failure.size) == ("RetryAttemptsExhausted", 3, 1)


async def test_a_record_that_is_too_old_is_given_up_untried() -> None:
    tally = Recorder(nothing_failed)
    async with Runner(with_stream(tally, max_age=-10)) as runner:
        await write(("a", "1"))
        await until(lambda: runner.streams.failures)
        assert runner.streams.failures[0].condition == "RecordAgeExceeded"
    assert tally.requests == []


async def test_what_was_there_before_the_run_began_reading_is_read() -> None:
    tally = Recorder(nothing_failed)
    deployment = with_stream(tally)

    def prepare() -> None:
        create_table()
        put("a", "early")

    async with Runner(type(deployment)(**{**vars(deployment), "prepare": prepare})):
        await until(lambda: tally.requests)
    assert sort_keys(tally.requests[0]) == ["early"]


def a_record(sk: str) -> Json:
    return {"dynamodb": {"Keys": {"sk": {"S": sk}}}}


async def test_a_window_gathers_from_the_first_record_on(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    shard = Shard("0")
    taken = asyncio.create_task(shard.take(100, window=300))
    for number in range(3):
        shard.put(a_record(str(number)))
        clock.forward(90)
        await turns(5)
        assert not taken.done()
    clock.forward(90)
    assert len(await asyncio.wait_for(taken, 15)) == 3


async def turns(number: int) -> None:
    """Lets everybody on the loop go on so many times."""
    for _ in range(number):
        await asyncio.sleep(0)


async def test_a_window_ends_when_the_batch_is_full() -> None:
    shard = Shard("0")
    taken = asyncio.create_task(shard.take(2, window=60))
    for number in range(3):
        shard.put(a_record(str(number)))
    assert len(await asyncio.wait_for(taken, 15)) == 2
    assert len(shard) == 1


async def test_a_batch_is_no_larger_than_what_a_function_can_be_called_with() -> None:
    shard = Shard("0")
    taken = asyncio.create_task(shard.take(100, window=60))
    for number in range(17):
        shard.put({"dynamodb": {"NewImage": {"text": {"S": str(number) + "x" * 400_000}}}})
    sizes = [len(json.dumps(await asyncio.wait_for(batch, 15))) for batch in (taken, shard.take(100, window=0))]
    assert 15 * 400_000 < sizes[0] <= PAYLOAD
    assert 2 * 400_000 < sizes[1] < 3 * 400_000
    assert len(shard) == 0


async def test_without_a_window_nothing_waits() -> None:
    shard = Shard("0")
    shard.put(a_record("1"))
    assert len(await asyncio.wait_for(shard.take(100, window=0), 15)) == 1


def test_a_filter_that_is_not_understood_is_said_when_the_mapping_is_made() -> None:
    with pytest.raises(ValueError, match="filter pattern"):
        StreamMapping("state", "broadcast", filters=({"eventName": [{"cidr": "x"}]},))
