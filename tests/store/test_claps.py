"""What the port promises of claps, on moto, on the runner's engine and in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError

from beifall.domain.applause import Applause, Second, Sum, counted, passed
from beifall.domain.clappers import Clapper, Thinned
from beifall.domain.claps import Claps, clapper
from beifall.store.claptable import claps, connect
from beifall.store.memory import MemoryStore
from beifall.store.port import Store
from tests import engines
from tests.builders import NOON
from tests.store.test_dynamo import answering

ADA = clapper("ada")


def some_claps(**fields: Any) -> Claps:
    given: dict[str, Any] = {"connection": "c1=", "clapper": ADA, "s": 1, "ages": (30, 0), "grade": 8, "at": NOON}
    return Claps(**{"room": "plenum", **given, **fields})


def some_applause(**fields: Any) -> Applause:
    clappers = {
        ADA: Clapper("0048", 6_900, "1a2b000070003"),
        clapper("bob"): Clapper("00c2", 1_200, "5e6f000090000", Thinned(6_800, 116)),
    }
    given: dict[str, Any] = {"rev": 1, "seq": 3, "due": NOON + 250, "at": NOON, "floor": NOON // 1_000 - 7}
    return Applause(
        **{
            "room": "plenum",
            "pace": "loud",
            **given,
            "clappers": clappers,
            "carry": 621,
            "seconds": {7: Sum(12_000, 96_000)},
            **fields,
        }
    )


def test_a_frame_that_has_come_before_is_not_stored(store: Store) -> None:
    assert store.put_claps(some_claps(s=5))
    assert not store.put_claps(some_claps(s=5))
    assert store.put_claps(some_claps(s=6))
    assert store.put_claps(some_claps(s=1, connection="c2="))
    assert store.put_claps(some_claps(s=1, room="forum-1"))


def test_a_frame_that_others_have_passed_by_is_stored_unless_it_is_too_late(store: Store) -> None:
    for s in (5, 7, 6, 4):
        assert store.put_claps(some_claps(s=s)), s
    assert not store.put_claps(some_claps(s=3)), "four later ones have come"
    assert store.put_claps(some_claps(s=8))


def test_applause_is_kept_whole_and_for_each_pace(store: Store) -> None:
    assert store.applause("plenum", "loud") == Applause("plenum", "loud")
    assert store.put_applause(some_applause(), before=0)
    assert store.applause("plenum", "loud") == some_applause()
    assert store.applause("plenum", "quiet") == Applause("plenum", "quiet")
    assert store.applause("forum-1", "loud") == Applause("forum-1", "loud")


S = NOON // 200
"""What a page's frames are numbered from."""


@pytest.mark.parametrize(("people", "devices"), [(12_000, 1), (6_000, 2), (3_000, 12)])
def test_the_applause_of_thousands_fits_into_a_row(store: Store, people: int, devices: int) -> None:
    applause = Applause("plenum", "loud")
    for turn in range(12):
        now = NOON + turn * 600
        frames = [
            some_claps(
                connection=f"c{n}-{(turn + device) % devices}=",
                clapper=clapper(f"p{n}"),
                s=2**53 - 99 + turn if n % 7 == 0 else S + turn,
                ages=(0,),
                at=now - 400,
                part=29,
            )
            for n in range(turn % 4, people, 4)
            for device in range(min(2, devices))
        ]
        applause, _ = passed(applause, now=now)
        applause, fresh = counted(applause, frames, thin=0.029)
        assert fresh
    assert store.put_applause(replace(applause, rev=1), before=0)
    assert store.applause("plenum", "loud").clappers == applause.clappers
    assert clapper(f"p{people - 1}") in applause.clappers


def test_of_whoever_has_many_connections_the_first_are_forgotten_before_anybody_else_is(store: Store) -> None:
    applause, _ = passed(Applause("plenum", "loud"), now=NOON)
    people = [
        some_claps(connection=f"c{n}-{device}=", clapper=clapper(f"p{n}"), s=S, ages=(0,))
        for n in range(5_990)
        for device in range(12 if n < 2_000 else 1)
    ]
    applause, _ = counted(applause, people)
    assert len(applause.clappers) == 5_990
    assert store.put_applause(replace(applause, rev=1), before=0)


def test_applause_is_stored_only_on_the_rev_that_was_read(store: Store) -> None:
    assert store.put_applause(some_applause(), before=0)
    assert not store.put_applause(some_applause(seq=9), before=0)
    assert store.put_applause(some_applause(rev=2, seq=4), before=1)
    assert store.applause("plenum", "loud").seq == 4


def test_the_fullest_count_of_a_second_stays_whenever_it_comes(store: Store) -> None:
    early, full = Second(1_606_734_001, 5, 2, 8), Second(1_606_734_001, 7, 3, 9)
    for second in (early, full, early, full):
        store.put_second("plenum", second)
    assert store.curve("plenum") == (full,)


def test_a_curve_is_of_one_room_and_in_the_order_of_time(store: Store) -> None:
    seconds = [Second(1_606_734_000 + at, 5, 2, 8) for at in (3, 1, 2)]
    for second in seconds:
        store.put_second("plenum", second)
    store.put_second("plenum-2", seconds[0])
    assert store.curve("plenum") == tuple(sorted(seconds, key=lambda second: second.at))
    assert store.curve("nowhere") == ()


def test_the_purge_takes_claps_applause_and_curve(store: Store) -> None:
    store.put_claps(some_claps())
    store.put_applause(some_applause(), before=0)
    store.put_second("plenum", Second(1_606_734_000, 5, 2, 8))
    while store.purge(at_most=100):
        pass
    assert store.put_claps(some_claps())
    assert store.applause("plenum", "loud") == Applause("plenum", "loud")
    assert store.curve("plenum") == ()


def test_the_store_in_memory_tells_each_written_row_whole() -> None:
    heard: list[Claps] = []
    store = MemoryStore(clapped=heard.append)
    for s in (1, 2, 2, 1):
        store.put_claps(some_claps(s=s))
    assert heard == [some_claps(s=1), some_claps(s=2)]


@pytest.mark.parametrize("engine", ["moto", "ministack"])
def test_the_stream_tells_new_rows_whole(engine: str) -> None:
    with engines.tables(engine):
        store = engines.store()
        store.put_claps(some_claps())
        store.put_claps(some_claps(s=2, ages=(7,), part=116))
        images = [record["dynamodb"]["NewImage"] for record in records("claps")]
        assert [claps(image) for image in images] == [some_claps(), some_claps(s=2, ages=(7,), part=116)]


def records(table: str) -> list[Any]:
    client: Any = botocore.session.Session().create_client("dynamodbstreams")
    arn = client.list_streams(TableName=table)["Streams"][0]["StreamArn"]
    found: list[Any] = []
    for shard in client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        where = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        found += client.get_records(ShardIterator=client.get_shard_iterator(**where)["ShardIterator"])["Records"]
    return found


def test_the_functions_own_table_is_that_of_the_store() -> None:
    with engines.tables("moto") as calls:
        assert connect().put_claps(some_claps())
        assert not engines.store().put_claps(some_claps())
        assert calls == {"PutItem": 2}


@pytest.mark.parametrize("code", ["ThrottlingException", "ProvisionedThroughputExceededException"])
def test_claps_are_dropped_where_the_store_has_too_much_to_do(code: str) -> None:
    with answering(400, code) as calls:
        assert not connect().put_claps(some_claps())
        assert calls == {"PutItem": 1}
        assert not engines.store().put_claps(some_claps())


def test_a_write_of_claps_is_one_attempt() -> None:
    with answering(500, "InternalServerError") as calls:
        for put in (connect().put_claps, engines.store().put_claps):
            with pytest.raises(ClientError):
                put(some_claps())
        assert calls == {"PutItem": 2}
