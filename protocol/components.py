"""All schemas by name, and those that one of them leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from protocol import calls, commands, frames, items, own
from protocol.schema import Schema

SCHEMAS: dict[str, Schema] = {
    **commands.SCHEMAS,
    **frames.SCHEMAS,
    **items.SCHEMAS,
    **own.SCHEMAS,
    **calls.SCHEMAS,
}


def named(schema: Any) -> Iterator[str]:
    """The names that a schema mentions."""
    match schema:
        case {"$ref": str(to)}:
            yield to.rpartition("/")[2]
        case dict():
            for value in schema.values():
                yield from named(value)
        case list():
            for value in schema:
                yield from named(value)


def needed(names: Iterable[str]) -> dict[str, Schema]:
    """The schemas of these names, and all that they lead to, in the order of `SCHEMAS`."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += named(SCHEMAS[name])
    return {name: schema for name, schema in SCHEMAS.items() if name in found}
