"""The embedded engines, through boto3 and pynamodb."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import boto3
import pytest
from ministack.core.responses import request_scope
from ministack.services import dynamodb as ministack
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from beifall.domain.claps import Claps
from beifall.store.claptable import ClapTable
from local.engines import EMBEDDED, Engine, NoSuchEngine, engine
from local.engines.ministack import Ministack
from local.seam import Seam
from tests.local.stands import create_table, put


class Row(Model):
    class Meta:
        table_name = "facts"
        region = "eu-central-1"
        billing_mode = "PAY_PER_REQUEST"
        stream_view_type = "KEYS_ONLY"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    n = NumberAttribute(default=0)


def opened(name: str) -> tuple[Engine, Seam]:
    one = engine(name, "eu-central-1")
    seam = Seam({"dynamodb": one.send, "dynamodb-streams": one.send})
    seam.open()
    return one, seam


@pytest.fixture(params=EMBEDDED)
def name(request: pytest.FixtureRequest) -> Iterator[str]:
    one, seam = opened(request.param)
    yield request.param
    seam.close()
    one.close()


def stream() -> Sequence[Mapping[str, Any]]:
    client = boto3.client("dynamodbstreams")
    arn = client.list_streams(TableName="facts")["Streams"][0]["StreamArn"]
    (shard,) = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    begin = client.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    records: Sequence[Mapping[str, Any]] = client.get_records(ShardIterator=begin["ShardIterator"])["Records"]
    return records


def test_a_table_made_with_boto3_has_a_stream_of_keys_only(name: str) -> None:
    create_table()
    put("a", "1")
    (record,) = stream()
    assert record["dynamodb"]["Keys"] == {"pk": {"S": "a"}, "sk": {"S": "1"}}
    assert not {"NewImage", "OldImage"} & record["dynamodb"].keys()


def test_a_table_made_with_pynamodb_has_one_too(name: str) -> None:
    Row.create_table(wait=True)
    Row("a", "1").save()
    Row("a", "1").update(actions=[Row.n.set(Row.n + 1)], condition=Row.pk.exists())
    assert [row.n for row in Row.query("a", Row.sk.startswith("1"), consistent_read=True)] == [1]
    assert [record["eventName"] for record in stream()] == ["INSERT", "MODIFY"]


def test_no_update_is_lost_when_many_threads_write_one_row(name: str) -> None:
    Row.create_table(wait=True)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: Row("a", "1").update(actions=[Row.n.add(1)]), range(100)))
    assert Row.get("a", "1", consistent_read=True).n == 100


def test_a_refused_condition_is_said_as_dynamodb_says_it(name: str) -> None:
    create_table()
    put("a", "1")
    client = boto3.client("dynamodb")
    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.put_item(
            TableName="facts",
            Item={"pk": {"S": "a"}, "sk": {"S": "1"}},
            ConditionExpression="attribute_not_exists(pk)",
        )


@pytest.mark.parametrize("name_", EMBEDDED)
def test_an_engine_begins_empty_whatever_was_there_before(name_: str) -> None:
    for _ in range(2):
        one, seam = opened(name_)
        try:
            assert boto3.client("dynamodb").list_tables()["TableNames"] == []
            create_table()
        finally:
            seam.close()
            one.close()


def test_expressions_that_are_remembered_mean_what_they_meant() -> None:
    # `__wrapped__` is ministack's own function, under what local/engines/shortcuts.py put around it.
    check = ministack._condition_syntax_error
    for text in ("pk = :p AND begins_with(sk, :s)", "pk = = :p", "a IN (:x, :y) OR NOT b"):
        for _ in range(2):
            assert check(text, "ConditionExpression") == check.__wrapped__(text, "ConditionExpression")
    for name in ("_number_error", "_ddb_canonicalize_number", "_number_size_bytes"):
        look = getattr(ministack, name)
        for number in ("0", "-12.50", "1e3", "12a", "", " 7", "9" * 39, 7, None):
            for _ in range(2):
                assert look(number) == look.__wrapped__(number)
    tokens = ministack._tokenize("a = :b")
    tokens.clear()
    assert ministack._tokenize("a = :b")


@pytest.mark.parametrize("asked", ["#0 = :0", "(#0 = :0 AND begins_with (#1, :1))", "(#0 = :0 AND #1 > :1)"])
def test_ministack_finds_the_same_rows_where_only_keys_are_looked_at(asked: str) -> None:
    names, values = {"#0": "pk", "#1": "sk"}, {":0": {"S": "a"}, ":1": {"S": "b#"}}
    evaluate, found = ministack._evaluate_condition, []
    for pk, sk in (("a", "b#1"), ("a", "b#"), ("a", "b"), ("a", "c"), ("b", "b#1")):
        item = {"pk": {"S": pk}, "sk": {"S": sk}}
        found.append(evaluate(asked, item, values, names, slot="KeyConditionExpression"))
        assert found[-1] == evaluate.__wrapped__(asked, item, values, names, slot="KeyConditionExpression")
    assert set(found) == {True, False}


@pytest.mark.parametrize("held", [None, {"N": "9"}, {"N": "10"}, {"N": "11"}, {"N": "-1"}, {"S": "9"}])
def test_ministack_judges_what_is_numbered_the_same_where_only_the_number_is_looked_at(held: dict[str, str]) -> None:
    item, values = {"s": held} if held else {}, {":s": {"N": "10"}}
    asked, evaluate = "attribute_not_exists(s) OR s < :s", ministack._evaluate_condition
    assert evaluate(asked, item, values, {}) == evaluate.__wrapped__(asked, item, values, {})


def test_ministack_refuses_a_reserved_word_also_where_only_the_number_is_looked_at() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="status"):
            ministack._evaluate_condition("attribute_not_exists(status) OR status < :s", {}, {":s": {"N": "1"}}, {})


def test_the_condition_of_claps_is_one_that_is_examined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    examined: list[object] = []
    check = ministack._older_layer_error

    def counted(asked: object, kind: object) -> object:
        examined.append(kind)
        return check(asked, kind)

    monkeypatch.setattr(ministack, "_older_layer_error", counted)
    one, seam = opened("ministack")
    try:
        create_table("claps-of-this-test")
        table = ClapTable(boto3.client("dynamodb"), "claps-of-this-test")
        heard = [table.put_claps(Claps("plenum", "c1=", "ada", s, (0,), 8, 1_000)) for s in (1, 2, 2, 3)]
    finally:
        seam.close()
        one.close()
    assert heard == [True, True, False, True]
    assert examined == ["put"]


def putting(**changed: Any) -> dict[str, Any]:
    """A put of the kind that is examined once."""
    item = {"pk": {"S": "a"}, "sk": {"S": "b"}, "s": {"N": "2"}, **changed}
    condition, values = "attribute_not_exists(s) OR s < :s", {":s": item["s"]}
    return {"TableName": "facts", "Item": item, "ConditionExpression": condition, "ExpressionAttributeValues": values}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"s": {"N": "3"}},
        {"s": {"N": "1"}},
        {"s": {"N": "0"}},
        {"s": {"N": "010"}},
        {"s": {"N": "1200"}},
        {"s": {"N": "x"}},
        {"pk": {"S": ""}},
        {"pk": {"N": "1"}},
        {"sk": {"N": "1"}},
        {"pk": {"S": "ä" * 250}},
        {"sk": {"S": "x" * 1_025}},
        {"sk": {"S": "x", "N": "1"}},
        {"more": {"S": "y"}},
        {"more": {"L": [{"N": "01"}]}},
    ],
)  # fmt: skip
def test_ministack_answers_and_keeps_the_same_when_it_has_put_an_items_like_before(changed: dict[str, Any]) -> None:
    outcomes = []
    for way in (ministack._put_item, ministack._put_item.__wrapped__):
        one, seam = opened("ministack")
        try:
            create_table()
            with request_scope(cast("Ministack", one)._account, "eu-central-1"):
                answers = [way(putting()), way(putting(**copy.deepcopy(changed)))]
            rows = boto3.client("dynamodb").scan(TableName="facts")["Items"]
            outcomes.append((answers, rows, [(told["eventName"], told["dynamodb"]["Keys"]) for told in stream()]))
        finally:
            seam.close()
            one.close()
    assert outcomes[0] == outcomes[1]


def test_a_wrong_name_is_told_what_is_allowed() -> None:
    with pytest.raises(NoSuchEngine, match=r'no engine "mot": it is one of ministack, moto, or an address'):
        engine("mot", "eu-central-1")


def test_an_address_is_an_engine_that_botocore_reaches_by_itself() -> None:
    one = engine("http://localhost:8000", "eu-central-1")
    assert json.dumps(dict(one.environment)).count("http://localhost:8000") == 2
    assert one.send(None) is None  # type: ignore[arg-type]
