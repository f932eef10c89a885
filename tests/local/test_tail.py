"""The end of a stream whose shards come and go: a store at an address may have several."""

from __future__ import annotations

import itertools
import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest
from botocore.exceptions import EndpointConnectionError

from local.tail import Tail


class Expired(Exception):
    """An iterator that nobody used for 15 minutes."""


class Trimmed(Exception):
    """What is asked for is no longer there."""


class Stream:
    """A client of a stream with shards as given: id → (parent, records, is it closed?)."""

    class exceptions:  # noqa: N801 - as clients call it
        ExpiredIteratorException = Expired
        TrimmedDataAccessException = Trimmed

    meta = SimpleNamespace(region_name="eu-central-1")

    def __init__(self, **shards: tuple[str, list[str], bool]) -> None:
        self.shards = shards
        self.is_expired = False
        self.is_away: set[str] = set()
        self.cannot_begin: set[str] = set()
        self.trimmed: dict[str, int] = {}  # as many records as a shard has dropped

    def list_streams(self, **_: str) -> dict[str, Any]:
        return {"Streams": [{"StreamArn": "arn"}] if self.shards else []}

    def describe_stream(self, **_: str) -> dict[str, Any]:
        described = [{"ShardId": id_, "ParentShardId": parent} for id_, (parent, _, _) in self.shards.items()]
        return {"StreamDescription": {"Shards": described}}

    def get_shard_iterator(self, **wanted: str) -> dict[str, str]:
        if wanted["ShardId"] in self.cannot_begin:
            raise EndpointConnectionError(endpoint_url="http://localhost")
        _, records, _ = self.shards[wanted["ShardId"]]
        last, oldest = wanted.get("SequenceNumber"), self.trimmed.get(wanted["ShardId"], 0)
        self.is_expired = False
        at = records.index(last) + 1 if last else oldest
        if at < oldest:
            raise Trimmed
        return {"ShardIterator": f"{wanted['ShardId']}:{at}"}

    def get_records(self, **wanted: Any) -> dict[str, Any]:
        if self.is_expired:
            raise Expired
        shard, _, at = wanted["ShardIterator"].partition(":")
        if shard in self.is_away:
            raise EndpointConnectionError(endpoint_url="http://localhost")
        if int(at) < self.trimmed.get(shard, 0):
            raise Trimmed
        _, records, is_closed = self.shards[shard]
        page = [{"dynamodb": {"SequenceNumber": number}} for number in records[int(at) :]]
        following = {} if is_closed else {"NextShardIterator": f"{shard}:{len(records)}"}
        return {"Records": page, **following}


def numbers(tail: Tail) -> list[str]:
    return [record["dynamodb"]["SequenceNumber"] for record in tail.read()]


def a_tail(stream: Any) -> Tail:
    return Tail(stream, "facts")


def test_each_record_is_read_once_and_new_ones_are_found() -> None:
    stream = Stream(only=("", ["1", "2"], False))
    tail = a_tail(stream)
    assert numbers(tail) == ["1", "2"]
    assert numbers(tail) == []
    stream.shards["only"][1].append("3")
    assert numbers(tail) == ["3"]


def test_a_shard_that_cannot_be_begun_is_begun_later() -> None:
    stream = Stream(one=("", ["1"], False), other=("", ["2"], False))
    stream.cannot_begin = {"other"}
    tail = Tail(cast("Any", stream), "facts", clock=itertools.count(0, 60).__next__)
    assert numbers(tail) == ["1"]
    stream.cannot_begin = set()
    assert numbers(tail) == ["2"]


def test_a_child_is_begun_when_its_parent_has_been_read_to_the_end() -> None:
    stream = Stream(parent=("", ["1"], False), child=("parent", ["3"], False))
    tail = a_tail(stream)
    assert numbers(tail) == ["1"]
    stream.shards["parent"] = ("", ["1", "2"], True)
    assert numbers(tail) == ["2"]
    assert numbers(tail) == ["3"]


def test_after_a_long_sleep_reading_goes_on_where_it_stopped() -> None:
    stream = Stream(only=("", ["1", "2"], False))
    tail = a_tail(stream)
    assert numbers(tail) == ["1", "2"]
    stream.shards["only"][1].append("3")
    stream.is_expired = True
    assert numbers(tail) == []
    assert numbers(tail) == ["3"]


def test_what_was_read_of_a_shard_is_not_lost_with_another_that_cannot_be_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stream = Stream(one=("", ["1"], False), other=("", ["2"], False))
    tail = a_tail(stream)
    stream.is_away = {"other"}
    assert numbers(tail) == ["1"]
    (said,) = caplog.records
    assert said.getMessage() == "the stream could not be read"
    stream.is_away = set()
    assert numbers(tail) == ["2"]


@pytest.mark.parametrize("is_expired", [False, True])
def test_what_a_stream_has_dropped_is_lost_and_reading_goes_on_with_what_it_has(
    caplog: pytest.LogCaptureFixture, *, is_expired: bool
) -> None:
    stream = Stream(only=("", ["1", "2", "3"], False))
    tail = a_tail(stream)
    assert numbers(tail) == ["1", "2", "3"]
    stream.shards["only"][1].extend(["4", "5", "6"])
    stream.trimmed["only"] = 5
    stream.is_expired = is_expired
    assert numbers(tail) == []
    assert numbers(tail) == ["6"]
    (said,) = caplog.records
    assert (said.levelno, said.getMessage()) == (
        logging.ERROR,
        "records of the table facts are lost: its stream has dropped them unread",
    )


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_table_without_a_stream_is_an_error_in_the_log_but_not_at_once_and_not_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    watch, stream = Watch(), Stream()
    tail = Tail(cast("Any", stream), "facts", patience=5, clock=watch)
    for watch.now in (100.0, 104.9):
        assert numbers(tail) == []
    assert caplog.records == []
    for watch.now in (105.0, 110.0):
        assert numbers(tail) == []
    (said,) = caplog.records
    assert said.levelno == logging.ERROR
    assert said.getMessage().startswith("the table facts has no stream in eu-central-1")


def test_a_stream_that_comes_late_is_read_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    watch, stream = Watch(), Stream()
    tail = Tail(cast("Any", stream), "facts", patience=5, clock=watch)
    assert numbers(tail) == []
    stream.shards["only"] = ("", ["1"], False)
    watch.now = 106.0
    assert numbers(tail) == ["1"]
    assert caplog.records == []
