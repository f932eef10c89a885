"""Lambda's event source mappings on the streams of DynamoDB."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from blueprint import filters
from blueprint.mappings import StreamMapping
from local.batch import Batch, Outcome, judge
from local.lambdas import Crashed, Lambdas
from local.meter import Meter
from local.requests import batches
from local.tail import PAGE, Record, Tail

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

log = logging.getLogger("local")

BACKLOG = 10_000
"""Records that may wait in a shard before its stream is read on."""

PAYLOAD = 6 * 1024 * 1024
"""Bytes of JSON that a function can be called with (AWS Lambda Developer Guide, gettingstarted-limits)."""

Mishaps = Callable[[list[Record]], Sequence[tuple[float, list[Record]]]]
"""What comes instead of a batch: by how many seconds each part is late, and its records."""


@dataclass(frozen=True)
class Failure:
    """What the on-failure destination gets: where the records are, not the records."""

    function: str
    condition: str
    attempts: int
    stream: str
    shard: str
    start: str
    end: str
    size: int

    @property
    def name(self) -> str:
        """The function, without its address."""
        return self.function.partition(":function:")[2].partition(":")[0]


class Shard:
    """Records of some keys, in order, waiting for their batch."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._records: deque[tuple[float, int, Record]] = deque()  # when they came, and their bytes
        self._bytes = 0
        self._grew = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def __len__(self) -> int:
        return len(self._records)

    def put(self, record: Record) -> None:
        """Behind the others."""
        bytes_ = len(msgspec.json.encode(record))
        self._records.append((self._loop.time(), bytes_, record))
        self._bytes += bytes_
        self._grew.set()

    async def take(self, size: int, window: float) -> list[Record]:
        """The next batch: at once, or when `window` has passed since its first record came, or when it is full: so many
        records, or as many as a function can be called with.
        """
        while not self._records:
            await self._grow()
        until = self._records[0][0] + window
        while window and len(self._records) < size and self._bytes < PAYLOAD:
            try:
                async with asyncio.timeout_at(until):
                    await self._grow()
            except TimeoutError:
                break
        return list(self._taken(size))

    def _taken(self, size: int) -> Iterator[Record]:
        room = PAYLOAD
        while self._records and size and room >= self._records[0][1]:
            _, bytes_, record = self._records.popleft()
            self._bytes -= bytes_
            room -= bytes_
            size -= 1
            yield record

    async def _grow(self) -> None:
        self._grew.clear()
        await self._grew.wait()


class Streams:
    """Reads the streams and calls the functions, each mapping for itself. `failures` is the on-failure destination.

    `connect` makes the client, in a thread because that takes a while. `pause` is how many seconds the first retry
    waits; each further one waits twice as long, at most 4 s. `lag` draws how many seconds after it is
    written a record can be read, `mishaps` what becomes of a batch on its way. `retries` counts by function what was
    invoked again because it had failed; `meter` counts what is sent to the destination.
    """

    def __init__(
        self,
        lambdas: Lambdas,
        connect: Callable[[], DynamoDBStreamsClient],
        *,
        mappings: Sequence[StreamMapping],
        polls: float = 4.0,
        pause: float = 0.25,
        lag: Callable[[], float] | None = None,
        mishaps: Mishaps | None = None,
        meter: Meter | None = None,
    ) -> None:
        self._meter = meter or Meter()
        self._lambdas = lambdas
        self._connect = connect
        self._mappings = mappings
        self._interval = 1 / polls
        self._pause = pause
        self._threads = ThreadPoolExecutor(max(2, len(mappings)), thread_name_prefix="stream")
        self._lag = lag
        self._mishaps = mishaps
        self.failures: list[Failure] = []
        self.retries: Counter[str] = Counter()

    async def run(self) -> None:
        """Reads until it is cancelled."""
        try:
            if not self._mappings:
                return
            client = await asyncio.get_running_loop().run_in_executor(self._threads, self._connect)
            async with asyncio.TaskGroup() as group:
                for mapping in self._mappings:
                    shards = [Shard(f"shardId-{number:012}") for number in range(mapping.shards)]
                    group.create_task(self._read(Tail(client, mapping.table), mapping, shards))
                    for shard in shards:
                        group.create_task(self._work(mapping, shard))
        finally:
            self._threads.shutdown(cancel_futures=True)  # a poll on its way must not outlive the seam

    async def _read(self, tail: Tail, mapping: StreamMapping, shards: Sequence[Shard]) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            records = await loop.run_in_executor(self._threads, tail.read)
            if records and self._lag is not None:
                # A poll that looks at what was written some time ago, or one whose answer comes some time later: the
                # same, for nobody writes in step with the polls.
                await asyncio.sleep(self._lag())
            for record in records:
                if filters.passes(mapping.filters, record):
                    shards[_slot(record, len(shards))].put(record)
            while max(len(shard) for shard in shards) > BACKLOG:
                await asyncio.sleep(self._interval)
            if len(records) < PAGE:
                await asyncio.sleep(max(0.0, began + self._interval - loop.time()))

    async def _work(self, mapping: StreamMapping, shard: Shard) -> None:
        while True:
            records = await shard.take(mapping.batch, mapping.window)
            if self._mishaps is None:
                await self._deliver(mapping, shard, records)
                continue
            for late, part in self._mishaps(records):
                await asyncio.sleep(late)
                await self._deliver(mapping, shard, part)

    async def _deliver(self, mapping: StreamMapping, shard: Shard, records: list[Record]) -> None:
        waiting = [Batch(tuple(records))]
        while waiting:
            batch, old = waiting.pop(0).young(time.time() - mapping.max_age)
            if old:
                self._give_up(mapping, shard, old, "RecordAgeExceeded")
            if not batch.records:
                continue
            outcome = await self._invoke(mapping, batch)
            if outcome.given_up is not None:
                self._give_up(mapping, shard, outcome.given_up, "RetryAttemptsExhausted")
            waiting = [*outcome.again, *waiting]
            if outcome.again:
                self.retries[mapping.function] += len(outcome.again)
            if outcome.again and outcome.again[0].tries:
                await asyncio.sleep(min(4.0, self._pause * 2 ** (outcome.again[0].tries - 1)))

    async def _invoke(self, mapping: StreamMapping, batch: Batch) -> Outcome:
        answer: object = Crashed
        with suppress(Crashed):
            answer = await self._lambdas.invoke(mapping.function, batches.stream(batch.records), alias=mapping.alias)
        return judge(batch, answer, retries=mapping.retries, bisects=mapping.bisects, reports=mapping.reports)

    def _give_up(self, mapping: StreamMapping, shard: Shard, batch: Batch, condition: str) -> None:
        failure = Failure(
            function=self._lambdas.arn(mapping.function, mapping.alias),
            condition=condition,
            attempts=batch.tries,
            stream=batch.records[0]["eventSourceARN"],
            shard=shard.name,
            start=batch.records[0]["dynamodb"]["SequenceNumber"],
            end=batch.records[-1]["dynamodb"]["SequenceNumber"],
            size=len(batch.records),
        )
        self.failures.append(failure)
        self._meter.gave_up(batch.records)
        log.error("%d records for %s are given up: %s", failure.size, mapping.function, condition)


def _slot(record: Record, slots: int) -> int:
    """The shard of a record: that of its partition key, the same in every run."""
    key = record["dynamodb"]["Keys"]
    partition = key.get("pk") or next(iter(key.values()))
    return crc32(repr(sorted(partition.items())).encode()) % slots
