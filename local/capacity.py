"""What DynamoDB bills for a call, found out from the call and its answer.

The engines do not know it: ministack takes every read for one unit, moto everything. So items are measured here as
"DynamoDB item sizes and formats" (Amazon DynamoDB Developer Guide, CapacityUnitCalculations) says:

- an item is the sum of its attributes' names and values; names and texts in bytes of UTF-8,
- a number is one byte and one for every two significant digits, zeroes before and after them do not count,
- a binary value is as long as its raw bytes, a boolean or null one byte,
- a list or map has 3 bytes besides its content, and one more for each element.

And billed as "DynamoDB read and write operations" (read-write-operations) says:

- a write: units of 1 KB of the item, the larger of before and after; a failed condition costs the same, deleting what
  is not there costs one unit,
- a read: units of 4 KB, half as much if it need not be consistent; each item of a GetItem or BatchGetItem is rounded up
  alone and one that is not there costs a unit; a Query or Scan is rounded up as a whole, over what it has looked at.

Transactions cost twice as much; there are none here, and one would be refused.

What was an item before, and how large is what a projection leaves out? Every write passes here, so sizes are remembered
by key. Of a filtered Query or Scan the items that were dropped are taken for as large as the others, and where none is
shown, as the table's are on average.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from local.seam import PLAIN

KB = 1024
FAILED = "ConditionalCheckFailedException"

FREE = ("Describe", "List", "CreateTable", "DeleteTable", "Tag", "Untag", "UpdateTable", "UpdateTimeToLive")
"""What stands at the beginning of the others that functions, tests and a deployment may ask for: these cost nothing."""

Item = Mapping[str, Mapping[str, Any]]


class Units(NamedTuple):
    """Write and read units."""

    written: float = 0.0
    read: float = 0.0


NOTHING = Units()
Fields = Mapping[str, Any]


class Unpriced(NotImplementedError):
    """Nobody knows here what an operation costs; the text names it."""


class Capacity:
    """Counts calls; remembers how large items are. May be used from several threads."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[str, str, str], int] = {}

    def of(self, operation: str, fields: Fields, status: int, answered: Fields) -> Units:
        """Units of one call. What the table refused for load, or could not read, costs nothing. Raises Unpriced."""
        if operation not in PLAIN["dynamodb"] and not operation.startswith(FREE):
            raise Unpriced(f"what dynamodb.{operation} costs is not known here")
        failed = status == 400 and str(answered.get("__type", "")).endswith(FAILED)
        if status != 200 and not failed:
            return NOTHING
        return Units(
            written=self._written(operation, fields, answered, failed=failed),
            read=self._read(operation, fields, answered),
        )

    def _written(self, operation: str, fields: Fields, answered: Fields, *, failed: bool) -> int:
        table, units = str(fields.get("TableName", "")), 0
        match operation:
            case "PutItem":
                units = self._put(table, fields["Item"], keeps=not failed)
            case "UpdateItem":
                units = self._update(table, fields, answered, failed=failed)
            case "DeleteItem":
                units = self._delete(table, fields["Key"], keeps=not failed)
            case "BatchWriteItem":
                left = answered.get("UnprocessedItems", {})
                pairs = ((name, one) for name, asked in fields["RequestItems"].items() for one in asked)
                units = sum(self._one(name, one) for name, one in pairs if one not in left.get(name, ()))
        return units

    def _read(self, operation: str, fields: Fields, answered: Fields) -> float:
        is_strong, units = fields.get("ConsistentRead"), 0.0
        match operation:
            case "GetItem":
                found = self._seen(str(fields["TableName"]), fields["Key"], answered.get("Item"))
                units = read([found], is_strong=is_strong)
            case "BatchGetItem":
                units = self._batch(fields["RequestItems"], answered)
            case "Query" | "Scan":
                evaluated = self._evaluated(str(fields["TableName"]), answered)
                units = read([evaluated], is_strong=is_strong)
        return units

    def _put(self, table: str, item: Item, *, keeps: bool) -> int:
        key, new = _key(table, item), size(item)
        old = self._sizes.get(key, 0)
        if keeps:
            self._sizes[key] = new
        return written(max(old, new))

    def _update(self, table: str, fields: Fields, answered: Fields, *, failed: bool) -> int:
        key = _key(table, fields["Key"])
        old = self._sizes.get(key, 0)
        if failed:
            return written(max(old, size(answered.get("Item", {}))))
        if fields.get("ReturnValues") == "ALL_NEW":
            new = size(answered.get("Attributes", {}))
        else:
            # Nobody says what it is now: as large as it was, or the key and the values that it was given.
            new = old or size(fields["Key"]) + size(fields.get("ExpressionAttributeValues", {}))
        self._sizes[key] = new
        return written(max(old, new))

    def _delete(self, table: str, item: Item, *, keeps: bool) -> int:
        key = _key(table, item)
        return written(self._sizes.pop(key, 0) if keeps else self._sizes.get(key, 0))

    def _one(self, table: str, request: Fields) -> int:
        if "PutRequest" in request:
            return self._put(table, request["PutRequest"]["Item"], keeps=True)
        return self._delete(table, request["DeleteRequest"]["Key"], keeps=True)

    def _seen(self, table: str, key: Item, found: Item | None) -> int:
        """Of an item that was asked for by its key: a projection leaves out what it costs as well."""
        return max(self._sizes.get(_key(table, key), 0), size(found)) if found else 0

    def _batch(self, asked: Fields, answered: Fields) -> float:
        units = 0.0
        for table, wanted in asked.items():
            items = answered.get("Responses", {}).get(table, ())
            found = [self._seen(table, item, item) for item in items]
            left = len(answered.get("UnprocessedKeys", {}).get(table, {}).get("Keys", ()))
            missing = max(0, len(wanted["Keys"]) - len(found) - left)
            units += read([*found, *[0] * missing], is_strong=wanted.get("ConsistentRead"))
        return units

    def _average(self, table: str) -> float:
        """Of the items that are remembered."""
        sizes = [size_ for (its, _, _), size_ in self._sizes.copy().items() if its == table]
        return sum(sizes) / len(sizes) if sizes else KB

    def _evaluated(self, table: str, answered: Fields) -> float:
        items = answered.get("Items", ())
        known = self._sizes
        # Of hundreds of rows, looking each up takes a tenth of measuring it, and sees what a projection has left out.
        seen = sum(known.get(_key(table, item)) or size(item) for item in items)
        dropped = int(answered.get("ScannedCount", len(items))) - len(items)
        return seen + (dropped * (seen / len(items) if items else self._average(table)) if dropped else 0)


def size(item: Item) -> int:
    """Bytes of an item as DynamoDB counts them."""
    total = 0
    for name, value in item.items():
        total += _bytes(name)
        for kind, held in value.items():
            total += _bytes(held) if kind == "S" else _value(kind, held)
    return total


def written(item: int) -> int:
    """Write units of an item of so many bytes."""
    return max(1, -(-item // KB))


def read(sizes: Iterable[float], *, is_strong: object) -> float:
    """Read units of things that are rounded up one by one."""
    return sum(max(1, -(-one // (4 * KB))) for one in sizes) * (1.0 if is_strong else 0.5)


def _value(kind: str, held: Any) -> int:
    match kind:
        case "S":
            bytes_ = _bytes(held)
        case "N":
            bytes_ = 1 + (len(held.lstrip("-").replace(".", "").strip("0")) + 1) // 2
        case "B":
            bytes_ = len(held) * 3 // 4 - held[-2:].count("=")  # it travels as base64
        case "BOOL" | "NULL":
            bytes_ = 1
        case "L":
            bytes_ = 3 + sum(1 + _value(inner, value) for one in held for inner, value in one.items())
        case "M":
            bytes_ = 3 + len(held) + size(held)
        case _:
            bytes_ = sum(_value(kind[0], one) for one in held)  # a set
    return bytes_


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _key(table: str, item: Item) -> tuple[str, str, str]:
    """Every table here has the keys `pk` and `sk`; an item of another one has no size that could be remembered."""
    try:
        return table, item["pk"]["S"], item["sk"]["S"]
    except KeyError:
        return table, "", ""
