"""Chaos in streams: each kind is injected, counted, and does what its name says."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from random import Random

import pytest

from local.chaos import chaos
from local.chaos.batches import LATE, Batches, Record, reordered
from local.runner import Runner
from tests.local.stands import (
    Json,
    nothing_failed,
    put,
    sort_keys,
    until,
    with_stream,
)

SOON = 36
"""A seed by which what is late is late by a second at most."""


def records(*keys: tuple[str, str]) -> list[Record]:
    """One for each key, numbered in their order."""
    return [
        {"dynamodb": {"Keys": {"pk": {"S": pk}, "sk": {"S": sk}}, "SequenceNumber": str(number)}}
        for number, (pk, sk) in enumerate(keys)
    ]


def numbers(batch: list[Record]) -> list[int]:
    return [int(record["dynamodb"]["SequenceNumber"]) for record in batch]


@pytest.mark.parametrize("seed", range(20))
def test_items_change_places_and_the_records_of_each_keep_theirs(seed: int) -> None:
    batch = records(*[(f"room{n % 3}", str(n % 2)) for n in range(12)])
    other = reordered(batch, Random(seed))
    assert numbers(other) != numbers(batch)
    assert sorted(numbers(other)) == numbers(batch)
    by_item: dict[str, list[int]] = defaultdict(list)
    for record, number in zip(other, numbers(other), strict=True):
        by_item[repr(record["dynamodb"]["Keys"])].append(number)
    assert all(each == sorted(each) for each in by_item.values())


@pytest.mark.parametrize(
    ("kind", "parts"),
    [("duplicate", [[0, 1], [0, 1]]), ("cut", [[0], [1]]), ("delay", [[0, 1]]), ("reorder", [[1, 0]])],
)
def test_what_comes_instead_of_a_batch(kind: str, parts: list[list[int]]) -> None:
    one = chaos(f"{kind}=1")
    come = Batches(one)(records(("a", "1"), ("b", "1")))
    assert [numbers(batch) for _, batch in come] == parts
    late = [seconds for seconds, _ in come]
    assert (LATE[0] <= late[0] <= LATE[1]) if kind == "delay" else set(late) == {0}
    assert one.injected == {kind: 1}


def test_what_cannot_be_cut_or_reordered_is_not_counted_as_if_it_had_been() -> None:
    one = chaos("cut=1,reorder=1")
    assert Batches(one)(records(("a", "1"))) == [(0, records(("a", "1")))]
    assert [numbers(batch) for _, batch in Batches(one)(records(("a", "1"), ("a", "1")))] == [[0], [1]]
    assert one.injected == {"cut": 1}


@pytest.mark.parametrize("kind", ["duplicate", "cut", "reorder", "delay"])
async def test_a_function_hears_everything_at_least_once(kind: str) -> None:
    seen: list[list[str]] = []

    def tally(batch: Json, _context: object) -> Json:
        seen.append(sort_keys(batch))
        return nothing_failed(batch, _context)

    one = chaos(f"{kind}=1", seed=SOON)
    deployment = with_stream(tally, window=60, shards=1, batch=4)  # together, however long they take
    async with Runner(type(deployment)(**{**vars(deployment), "chaos": one})):
        for sk in "1234":
            await asyncio.to_thread(put, "a", sk)
        await until(lambda: sum(map(len, seen)) >= (8 if kind == "duplicate" else 4))
    heard = Counter(sk for batch in seen for sk in batch)
    assert heard == dict.fromkeys("1234", 2 if kind == "duplicate" else 1)
    assert one.injected[kind] >= 1
    assert one.injected.keys() == {kind}
