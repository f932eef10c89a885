"""What DynamoDB bills: amounts counted by hand."""

from __future__ import annotations

import pytest

from local.capacity import NOTHING, Capacity, Units, Unpriced, size

TEXT_1000 = {"pk": {"S": "a"}, "sk": {"S": "b"}, "text": {"S": "x" * 990}}  # 2+1 + 2+1 + 4+990 = 1,000 bytes
KEYS = {"pk": {"S": "a"}, "sk": {"S": "b"}}
FAILED = {"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}


def of_text(length: int) -> dict[str, dict[str, str]]:
    """An item of 10 bytes and so many more."""
    return {"pk": {"S": "a"}, "sk": {"S": "b"}, "text": {"S": "x" * length}}


def put(capacity: Capacity, item: object, status: int = 200, answered: object = None) -> Units:
    return capacity.of("PutItem", {"TableName": "state", "Item": item}, status, answered or {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "bytes_"),
    [
        ({"S": "Straße"}, 7),
        ({"N": "0"}, 1),
        ({"N": "7"}, 2),
        ({"N": "1700000000"}, 2),  # zeroes at the end do not count
        ({"N": "1732472000"}, 5),  # seven digits
        ({"N": "-0.25"}, 2),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"B": "aGVsbG8="}, 5),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"N": "12"}]}, 3 + 1 + 2 + 1 + 2),
        ({"M": {"who": {"S": "t1"}}}, 3 + 1 + 3 + 2),
        ({"SS": ["ab", "c"]}, 3),
        ({"NS": ["12", "345"]}, 2 + 3),
    ],
)
def test_a_value_is_as_large_as_the_documentation_says(value: dict[str, object], bytes_: int) -> None:
    assert size({"a": value}) == 1 + bytes_


def test_a_write_is_billed_by_the_kilobyte() -> None:
    assert size(TEXT_1000) == 1000
    assert put(Capacity(), of_text(1014)) == Units(written=1)
    assert put(Capacity(), of_text(1015)) == Units(written=2)


def test_a_write_is_billed_for_the_larger_of_before_and_after() -> None:
    capacity = Capacity()
    assert put(capacity, of_text(2500)) == Units(written=3)
    assert put(capacity, of_text(10)) == Units(written=3)
    assert put(capacity, of_text(10)) == Units(written=1)


def test_a_failed_condition_costs_as_much_as_if_it_had_held_and_changes_nothing() -> None:
    capacity = Capacity()
    put(capacity, of_text(1500))
    assert put(capacity, of_text(10), 400, FAILED) == Units(written=2)
    assert put(capacity, of_text(10), 400, FAILED) == Units(written=2)


def test_what_is_refused_for_load_or_broken_is_not_billed() -> None:
    throttled = {"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException"}
    assert put(Capacity(), of_text(10), 400, throttled) == NOTHING
    assert put(Capacity(), of_text(10), 500, {}) == NOTHING


def test_an_update_is_billed_for_what_it_has_made() -> None:
    capacity = Capacity()
    key = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    fields = {"TableName": "state", "Key": key, "ReturnValues": "ALL_NEW"}
    assert capacity.of("UpdateItem", fields, 200, {"Attributes": of_text(1500)}) == Units(written=2)
    assert capacity.of("UpdateItem", fields, 400, FAILED) == Units(written=2)


def test_a_deletion_costs_what_was_there_and_one_unit_if_nothing_was() -> None:
    capacity = Capacity()
    delete = {"TableName": "state", "Key": {"pk": {"S": "a"}, "sk": {"S": "b"}}}
    put(capacity, of_text(1500))
    assert capacity.of("DeleteItem", delete, 200, {}) == Units(written=2)
    assert capacity.of("DeleteItem", delete, 200, {}) == Units(written=1)


def test_a_batch_of_writes_is_billed_one_by_one_and_not_for_what_was_left() -> None:
    puts = [{"PutRequest": {"Item": {**of_text(length), "sk": {"S": str(length)}}}} for length in (10, 1500, 2500)]
    fields = {"RequestItems": {"state": puts}}
    assert Capacity().of("BatchWriteItem", fields, 200, {}) == Units(written=1 + 2 + 3)
    left = {"UnprocessedItems": {"state": puts[1:2]}}
    assert Capacity().of("BatchWriteItem", fields, 200, left) == Units(written=1 + 3)


def test_a_consistent_read_costs_a_unit_for_4_kb_and_another_one_half_of_it() -> None:
    weak = {"TableName": "state", "Key": KEYS}
    strong = {**weak, "ConsistentRead": True}
    for length, units in ((10, 1), (4086, 1), (4087, 2)):
        assert Capacity().of("GetItem", strong, 200, {"Item": of_text(length)}) == Units(read=units)
        assert Capacity().of("GetItem", weak, 200, {"Item": of_text(length)}) == Units(read=units / 2)


def test_an_item_that_is_not_there_costs_a_unit_too() -> None:
    get = {"TableName": "state", "Key": KEYS, "ConsistentRead": True}
    assert Capacity().of("GetItem", get, 200, {}) == Units(read=1)


def test_a_batch_of_reads_rounds_each_item_up() -> None:
    keys = [{"pk": {"S": "a"}, "sk": {"S": str(number)}} for number in range(4)]
    fields = {"RequestItems": {"state": {"Keys": keys, "ConsistentRead": True}}}
    found = {"Responses": {"state": [of_text(1500), of_text(6500)]}}
    assert Capacity().of("BatchGetItem", fields, 200, found) == Units(read=1 + 2 + 1 + 1)


def test_a_query_is_rounded_up_once_and_an_empty_one_costs_a_unit() -> None:
    fields = {"TableName": "state", "ConsistentRead": True}
    assert Capacity().of("Query", fields, 200, {"Items": [of_text(1000)] * 5}) == Units(read=2)
    assert Capacity().of("Query", fields, 200, {"Items": []}) == Units(read=1)


def test_a_query_is_billed_for_what_its_filter_drops_and_its_projection_leaves_out() -> None:
    capacity = Capacity()
    put(capacity, of_text(5000))
    only_keys = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    scan = {"TableName": "state", "ConsistentRead": True, "ProjectionExpression": "pk, sk"}
    assert capacity.of("Scan", scan, 200, {"Items": [only_keys]}) == Units(read=2)
    filtered = {"TableName": "state", "ConsistentRead": True, "FilterExpression": "a = :a"}
    assert Capacity().of("Query", filtered, 200, {"Items": [of_text(1000)], "ScannedCount": 5}) == Units(read=2)


def test_reads_by_key_are_billed_for_what_their_projection_leaves_out() -> None:
    capacity = Capacity()
    put(capacity, of_text(5000))
    get = {"TableName": "state", "Key": KEYS, "ConsistentRead": True, "ProjectionExpression": "pk, sk"}
    assert capacity.of("GetItem", get, 200, {"Item": KEYS}) == Units(read=2)
    batch = {"RequestItems": {"state": {"Keys": [KEYS], "ConsistentRead": True}}}
    assert capacity.of("BatchGetItem", batch, 200, {"Responses": {"state": [KEYS]}}) == Units(read=2)
    assert capacity.of("GetItem", get, 200, {}) == Units(read=1), "time-to-live has deleted it"


def test_who_only_counts_pays_for_rows_of_average_size() -> None:
    capacity = Capacity()
    for number, length in enumerate((990, 2990)):
        put(capacity, {**of_text(length), "sk": {"S": str(number)}})
    count = {"TableName": "state", "ConsistentRead": True, "Select": "COUNT"}
    assert capacity.of("Query", count, 200, {"Count": 8, "ScannedCount": 8}) == Units(read=4)
    assert capacity.of("Query", {**count, "TableName": "other"}, 200, {"ScannedCount": 8}) == Units(read=2)


@pytest.mark.parametrize("operation", ["ExecuteStatement", "TransactWriteItems", "TransactGetItems", "NewItem"])
def test_what_nobody_knows_the_price_of_is_not_free(operation: str) -> None:
    with pytest.raises(Unpriced, match=f"dynamodb.{operation}"):
        Capacity().of(operation, {}, 200, {})


@pytest.mark.parametrize("operation", ["CreateTable", "DescribeTable", "ListTables", "UpdateTimeToLive"])
def test_tables_are_managed_for_nothing(operation: str) -> None:
    assert Capacity().of(operation, {}, 200, {}) == NOTHING
