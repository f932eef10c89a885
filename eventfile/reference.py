"""docs/event-file.md, written from the schema: `python -m eventfile.reference > docs/event-file.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pydantic.fields import FieldInfo

from eventfile.allowed import allowed
from eventfile.mistakes import listed
from eventfile.schema import EventFile, Otherwise, Size, Table, table_of

_HEAD = """\
# The event file

An event is one TOML file; `examples/` has one. `./beifall check FILE` says whether it is right, or what is wrong with
it: every mistake at once, each on a line with the file, the line in it, the key, what was found there and what is
allowed. Entries of lists are counted from 0 in these keys: `polls[2].options[0].id`.

- The file is UTF-8 and at most 1 MB. Keys that are not listed here are mistakes.
- A text is one line without control characters: either one string for all languages, or a table with one string per
  language, such as `{ de = "Pause", en = "Break" }`. The event's first language must be in it, because whoever asks for
  a language that is not there gets the first one; the others may be left out.
- A time is written with its offset from UTC, such as `2020-11-30T10:00:00+01:00`, and lies between 2000 and 2099. The
  offset of `event.starts` is the one that printed times are given in.
- Ids are unique in their list: those of rooms and polls in the file, those of options in their poll.
- The keys of [privacy] that have no default cannot have one: a public body has to say who answers for the data, why it
  may have them, and where its imprint and its declaration on accessibility are.

This page is made from the code that checks the file (`eventfile/schema.py`).
"""


def reference() -> str:
    """The whole page: a section for every table, a row for every key."""
    return "\n".join([_HEAD, *_sections(EventFile, "")])


def _sections(table: type[Table], at: str) -> Iterator[str]:
    for name, field in table.model_fields.items():
        inner = table_of(field.annotation)
        if inner is None:
            continue
        path = f"{at}{name}"
        yield from _section(path, field, inner)
        yield from _sections(inner, f"{path}.")


def _section(path: str, field: FieldInfo, table: type[Table]) -> Iterator[str]:
    size = next((mark for mark in field.metadata if isinstance(mark, Size)), None)
    several = f" {size.low} to {size.high} of them." if size else ""
    need = "Needed." if field.is_required() else f"If left out: {_default(field)}."
    yield f"## {f'[[{path}]]' if size else f'[{path}]'}\n"
    yield f"{field.description}{several} {need}\n"
    yield "| key | allowed | default | meaning |\n|---|---|---|---|"
    for name, inner in table.model_fields.items():
        yield f"| `{name}` | {allowed(inner)} | {_default(inner)} | {inner.description} |"
    yield ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    words = next((mark.words for mark in field.metadata if isinstance(mark, Otherwise)), None)
    if words:
        return words
    match field.default:
        case None:
            return "none"
        case []:
            return "an empty list"
        case bool() | str() | int():
            return f"`{str(field.default).lower()}`"
        case every:
            return listed((f"`{one}`" for one in every), "and")


if __name__ == "__main__":
    sys.stdout.write(reference())
