"""What ministack does again and again in the same way, done once or quicker.

It is reached into by names that are not public: its version is pinned exactly, and tests hold each shortcut to what it
stands for (tests/local/test_engines.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, wraps
from typing import Any, cast

import msgspec
from ministack.core.responses import JSON_1_0_CONTENT_TYPE
from ministack.services import dynamodb, dynamodb_streams

Answer = tuple[int, dict[str, str], Any]
"""Status, headers and body."""


def hasten() -> None:
    """Puts the shortcuts in, for the whole process. ministack parses a query's condition for every row of the partition
    (9 of 12.8 ms for 500 rows), looks at each number of an item five times, writes each record of a stream as JSON
    twice, once to see how long it is, measures each row of each page, and examines every item as if it had never seen
    one like it. Nothing changes but the time; that length is counted in UTF-8, as it travels; and the answer to a put
    has no checksum.
    """
    tokens = lru_cache(4096)(dynamodb._tokenize)
    dynamodb._tokenize = lambda text: list(tokens(text))
    dynamodb._condition_syntax_error = lru_cache(4096)(dynamodb._condition_syntax_error)
    for name in ("_number_error", "_ddb_canonicalize_number", "_number_size_bytes"):
        setattr(dynamodb, name, _of_texts(getattr(dynamodb, name)))
    dynamodb._evaluate_condition = _evaluated(dynamodb._evaluate_condition)
    dynamodb._put_item = _put(dynamodb._put_item)
    dynamodb._paginate_evaluated_items = _paged(dynamodb._paginate_evaluated_items)
    dynamodb.json_response = dynamodb_streams.json_response = _json_response
    dynamodb_streams._cap_page_bytes = _cap_page_bytes


def _paged(cut: Callable[..., Any]) -> Callable[..., Any]:
    """Measures each row of a page only if all of them together could be too much for one: as JSON an item is never
    shorter than DynamoDB counts it.
    """

    @wraps(cut)
    def paged(items: Iterable[Any], limit: int | None, table: Any, index_name: str | None = None) -> Any:
        rows = list(items)
        if limit is None and index_name is None and len(msgspec.json.encode(rows)) < dynamodb._DDB_PAGE_SIZE_BYTES:
            return rows, False
        return cut(rows, limit, table, index_name)

    return paged


_KEYS = re.compile(r"\(?(#\d+) = (:\d+)(?: AND begins_with \((#\d+), (:\d+)\))?\)?")
"""The conditions on keys that PynamoDB writes for us."""


_NEWER = re.compile(r"attribute_not_exists\((\w+)\) OR \1 < (:\w+)")
"""And the condition of whatever is numbered: it is the first, or a later one."""


def _evaluated(evaluate: Callable[..., Any]) -> Callable[..., Any]:
    """Looks at a row itself where only its keys or its number are asked for: ministack goes through its grammar for
    each.
    """
    parsed = lru_cache(4096)(_KEYS.fullmatch)

    @lru_cache(4096)
    def newer(expr: str) -> re.Match[str] | None:
        found = _NEWER.fullmatch(expr)
        if found is not None:
            evaluate(expr, {}, {found[2]: {"N": "1"}}, {})  # refuses reserved words, and is not remembered then
        return found

    @wraps(evaluate)
    def evaluated(expr: str, item: Any, values: Any, names: Any, slot: str = "ConditionExpression") -> Any:
        numbered = newer(expr) if slot == "ConditionExpression" else None
        if numbered is not None:
            name, wanted = numbered.groups()
            if name not in item:
                return True
            match item[name], values.get(wanted):
                case {"N": str(held)}, {"N": str(asked_for)} if held.isdecimal() and asked_for.isdecimal():
                    return int(held) < int(asked_for)
        asked = parsed(expr) if slot == "KeyConditionExpression" else None
        if asked is None:
            return evaluate(expr, item, values, names, slot)
        pk, own, sk, beginning = asked.groups()
        if item.get(names.get(pk)) != values.get(own):
            return False
        return sk is None or item.get(names.get(sk), {}).get("S", "").startswith(values[beginning]["S"])

    return evaluated


_PUT = frozenset({"TableName", "Item", "ConditionExpression", "ExpressionAttributeValues"})
"""What may be asked of a put for that its like can be known."""


def _put(examine: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
    """Puts an item without examining it, once one like it was found right: in the same table, with the same attributes
    of the same types, under the same condition: none, or that of what is numbered. All else is examined.
    """
    right: set[tuple[object, ...]] = set()

    @wraps(examine)
    def put(asked: Any) -> Answer:
        table = dynamodb._tables.get(asked.get("TableName"))
        like = table and _like(asked, table)
        if not like or like not in right:
            answered = examine(asked)
            if like and answered[0] == 200:
                right.add(like)
            return answered
        item = asked["Item"]
        pk, sk = item[table["pk_name"]]["S"], item[table["sk_name"]]["S"]
        old = table["items"].get(pk, {}).get(sk)
        condition, values = asked.get("ConditionExpression"), asked.get("ExpressionAttributeValues", {})
        if condition and not dynamodb._evaluate_condition(condition, old or {}, values, {}):
            return cast("Answer", dynamodb._conditional_check_failed(asked, old))
        dynamodb._set_item(table, pk, sk, item)
        dynamodb._emit_stream_event(asked["TableName"], "MODIFY" if old else "INSERT", old, item)
        return _json_response({})

    return put


def _like(asked: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[object, ...]:
    """All of a put that is examined, but for short texts and whole numbers, which are right whatever they are. Empty if
    there is more to it.
    """
    item, values = asked.get("Item"), asked.get("ExpressionAttributeValues", {})
    if not asked.keys() <= _PUT or not isinstance(item, dict) or not isinstance(values, dict):
        return ()
    keys = table["pk_name"], table["sk_name"]
    if any(table.get(index) for index in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")) or not keys[1]:
        return ()
    if any(dynamodb._get_attr_type(table, key) != "S" or "S" not in item.get(key, ()) for key in keys):
        return ()
    condition = asked.get("ConditionExpression", "")
    if condition and not _NEWER.fullmatch(condition):
        return ()
    if not all(map(_is_simple, item.values())) or not all(map(_is_simple, values.values())):
        return ()
    kinds = (tuple((name, *value) for name, value in some.items()) for some in (item, values))
    return asked["TableName"], keys, condition, *kinds


def _is_simple(value: object) -> bool:
    match value:
        case {"S": str(text), **others} if not others:
            return 0 < len(text) <= 250
        case {"N": str(text), **others} if not others:
            return len(text) <= 20 and text.isdecimal() and text.isascii() and text[0] != "0"
    return False


def _of_texts(look: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Remembers what comes out for a text; whatever else is no number is looked at each time."""
    known = lru_cache(16_384)(look)

    @wraps(look)
    def looked(text: Any) -> Any:
        return known(text) if type(text) is str else look(text)

    return looked


def _json_response(data: object, status: int = 200, *, content_type: str = JSON_1_0_CONTENT_TYPE) -> Answer:
    return status, {"Content-Type": content_type}, msgspec.json.encode(data)


def _cap_page_bytes(page: list[Any]) -> list[Any]:
    """As many records as GetRecords hands out at once, but one at least."""
    total = 0
    for place, record in enumerate(page):
        total += len(msgspec.json.encode(record))
        if place and total > dynamodb_streams._GET_RECORDS_MAX_BYTES:
            return page[:place]
    return page
