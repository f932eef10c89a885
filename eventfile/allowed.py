"""What is allowed under a key, in plain words, from its type alone: so the words cannot drift from the check."""

from __future__ import annotations

import types
from collections.abc import Sequence
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from eventfile.mistakes import Key, listed
from eventfile.schema import Allowed, EventFile, Size, Text, table_of
from eventfile.texts import Words


def allowed(field: FieldInfo) -> str:
    """What may stand under a key."""
    return _whole(field.annotation, field.metadata)


def allowed_at(key: Key) -> str:
    """What may stand at one place of a file: under a key, as an entry of a list, or for one language of a text."""
    field = EventFile.model_fields[str(key[0])]
    words = allowed(field)
    for part in key[1:]:
        inner = table_of(field.annotation)
        if inner and isinstance(part, str):
            field = inner.model_fields[part]
            words = allowed(field)
        else:
            words = _entry(field.annotation, field.metadata)
    return words


def _whole(kind: object, marks: Sequence[object]) -> str:
    entry = _entry(kind, marks)
    size = next((f"{mark.low} to {mark.high}" for mark in marks if isinstance(mark, Size)), None)
    if size:
        return f"a list of {size}, each {entry}"
    return f"{entry}, or a table with one such line per language" if kind == get_args(Text)[0] else entry


def _entry(kind: object, marks: Sequence[object]) -> str:
    """What may stand in a single place: in a list, that of one entry."""
    while True:
        inner, more = _inside(kind)
        marks = (*marks, *more)
        if inner is kind:
            break
        kind = inner
    own = next((mark.words for mark in marks if isinstance(mark, Allowed)), None)
    words = next((str(mark) for mark in marks if isinstance(mark, Words)), None)
    return own or words or _of(kind, marks)


def _inside(kind: object) -> tuple[object, Sequence[object]]:
    """A type without its outermost `list`, `Annotated` or `| None` (which stands for a key left out)."""
    if get_origin(kind) is Annotated:
        return get_args(kind)[0], get_args(kind)[1:]
    if get_origin(kind) is list or (get_origin(kind) in {Union, types.UnionType} and type(None) in get_args(kind)):
        return get_args(kind)[0], ()
    return kind, ()


def _of(kind: object, marks: Sequence[object]) -> str:
    table = table_of(kind)
    if table:
        return f"a table with {listed(table.model_fields, 'and')}"
    if get_origin(kind) is Literal:
        return listed(f'"{word}"' for word in get_args(kind))
    if kind is bool:
        return "true or false"
    low = next(mark.ge for mark in marks if hasattr(mark, "ge"))
    high = next(mark.le for mark in marks if hasattr(mark, "le"))
    return f"a whole number from {low:,} to {high:,}"
