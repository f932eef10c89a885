"""What is wrong in an event file: where, what was found there, and what is allowed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Key = tuple[str | int, ...]
"""The way to a value: `("polls", 2, "options", 0, "id")`, lists counted from 0 as in most tools."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Finding:
    """A mistake before anybody knows in which line of which file it stands."""

    key: Key
    found: str
    allowed: str


@dataclass(frozen=True)
class Mistake:
    """One thing to put right; `key` is empty if the file as a whole is meant, lines and columns count from 1."""

    file: Path
    key: str
    found: str
    allowed: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        subject = f"{self.key}: " if self.key else ""
        return f"{place}: {subject}found {self.found}; allowed: {self.allowed}"


class Mistakes(Exception):
    """Everything that is wrong with one file, in the order of its lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.line or 0))
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


def dotted(key: Key) -> str:
    """A key as people write it: `polls[2].options[0].id`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_name(part)}" for part in key).removeprefix(".")


def shown(value: object) -> str:
    """A value as it could stand in the file: short, on one line, and harmless to a terminal."""
    match value:
        case str():
            return f'"{_printable(value)}"'
        case bool():
            return "true" if value else "false"
        case dt.date() | dt.time():
            return value.isoformat()
        case dict():
            return "a table"
        case list():
            return f"a list of {len(value)}"
        case _:  # Python refuses to print the longest numbers
            return "a very large number" if isinstance(value, int) and abs(value) >= 10**15 else repr(value)


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a, b or c`, cut off after twenty."""
    every = list(words)
    if len(every) > 20:
        return f"{', '.join(every[:20])} and {len(every) - 20} more"
    return f" {last} ".join(filter(None, [", ".join(every[:-1]), *every[-1:]]))


def _name(part: str) -> str:
    return part if _BARE.fullmatch(part) and len(part) <= 60 else shown(part)


def _printable(text: str) -> str:
    short = text if len(text) <= 60 else f"{text[:57]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)
