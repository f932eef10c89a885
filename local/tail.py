"""The end of a table's stream, read as it grows."""

from __future__ import annotations

import logging
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient
    from mypy_boto3_dynamodbstreams.type_defs import GetRecordsOutputTypeDef

log = logging.getLogger("local")

Record = dict[str, Any]

PAGE = 1000
"""As many records as GetRecords hands out at once."""


class Tail:
    """Reads from the oldest record on, each one once, the records of one shard in their order. For one thread. A shard
    that cannot be read keeps nobody from what was read of the others; what it has dropped already is lost, with an
    error in the log.

    A table that after `patience` (s of the clock) still has no stream is an error in the log: nobody would be told
    anything, and everything would look alive.
    """

    def __init__(
        self,
        client: DynamoDBStreamsClient,
        table: str,
        *,
        look_every: float = 30,
        patience: float = 5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._table = table
        self._look_every = look_every
        self._clock = clock
        self._patience = patience
        self._since: float | None = None  # when a look first found no stream
        self._is_missed = False
        self._looked = float("-inf")
        self._arn = ""
        self._iterators: dict[str, str] = {}
        self._last: dict[str, str] = {}  # sequence numbers, of every shard that was ever begun

    def read(self) -> list[Record]:
        """What has come since, as Lambda passes it on; PAGE records or more mean that there may be more at once."""
        if not self._iterators or self._clock() - self._looked > self._look_every:
            with _patiently():
                self._look()
        records: list[Record] = []
        for shard in list(self._iterators):
            with _patiently():
                records += self._read(shard)
        return records

    def _read(self, shard: str) -> list[Record]:
        try:
            page = self._page(shard)
        except self._client.exceptions.TrimmedDataAccessException:  # 24 hours old
            log.error("records of the table %s are lost: its stream has dropped them unread", self._table)
            self._last[shard] = ""
            self._begin(shard)
            return []
        if page is None:
            return []
        records = [{**_plain(record), "eventSourceARN": self._arn} for record in cast("list[Any]", page["Records"])]
        if records:
            self._last[shard] = records[-1]["dynamodb"]["SequenceNumber"]
        if following := page.get("NextShardIterator"):
            self._iterators[shard] = following
        else:
            del self._iterators[shard]
            self._looked = float("-inf")
        return records

    def _page(self, shard: str) -> GetRecordsOutputTypeDef | None:
        """None if there is an iterator again, to go on with."""
        try:
            return self._client.get_records(ShardIterator=self._iterators[shard], Limit=PAGE)
        except self._client.exceptions.ExpiredIteratorException:  # this machine was asleep for 15 minutes
            self._begin(shard)
            return None

    def _look(self) -> None:
        """Begins shards that are new; a child waits until its parent has been read to the end."""
        self._looked = self._clock()
        streams = self._client.list_streams(TableName=self._table)["Streams"]
        if not streams:
            self._miss()
            return
        self._arn = streams[-1]["StreamArn"]
        described = self._client.describe_stream(StreamArn=self._arn)["StreamDescription"]
        for shard in described.get("Shards", []):
            if shard["ShardId"] not in self._last and shard.get("ParentShardId", "") not in self._iterators:
                # Not known before it is begun: while the store is away, it is tried again.
                self._begin(shard["ShardId"])
                self._last[shard["ShardId"]] = ""

    def _miss(self) -> None:
        self._since = self._looked if self._since is None else self._since
        if self._looked - self._since >= self._patience and not self._is_missed:
            self._is_missed = True
            region = self._client.meta.region_name
            log.error("the table %s has no stream in %s: what is written to it reaches nobody", self._table, region)

    def _begin(self, shard: str) -> None:
        last = self._last.get(shard)
        if last:
            answer = self._client.get_shard_iterator(
                StreamArn=self._arn, ShardId=shard, ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=last
            )
        else:
            answer = self._client.get_shard_iterator(
                StreamArn=self._arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
            )
        self._iterators[shard] = answer["ShardIterator"]


@contextmanager
def _patiently() -> Iterator[None]:
    """A store at another address may be away for a while."""
    try:
        yield
    except (BotoCoreError, ClientError):
        log.warning("the stream could not be read", exc_info=True)


def _plain(record: Record) -> Record:
    """As Lambda sends it. What has come by the short way (`local/seam.py`) is nearly so already."""
    at = record["dynamodb"].get("ApproximateCreationDateTime")
    if not isinstance(at, int | float):
        return cast("Record", _sent(record))
    record["dynamodb"]["ApproximateCreationDateTime"] = float(at)
    return record


def _sent(value: Any) -> Any:
    """Seconds instead of a time, base64 instead of bytes."""
    if isinstance(value, Mapping):
        return {name: _sent(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_sent(part) for part in value]
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value
