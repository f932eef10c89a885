"""A file without the values that are wrong in themselves, and what a rule says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from eventfile.mistakes import Finding, Key
from eventfile.schema import Raw

T = TypeVar("T")


@dataclass(frozen=True)
class Sound:
    """A file without the values that are wrong in themselves."""

    raw: Raw
    broken: frozenset[Key]

    def written(self, key: Key) -> object:
        """What stands there, right or wrong; None if nothing does."""
        value: object = self.raw
        for part in key:
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int):
                value = value[part]
            else:
                return None
        return value

    def at(self, key: Key, kind: type[T]) -> T | None:
        """What stands there if it is right; None if it is wrong or nothing stands there."""
        value = self.written(key)
        if any(key[:end] in self.broken for end in range(1, len(key) + 1)):
            return None
        return value if isinstance(value, kind) else None

    def open(self, key: Key) -> bool:
        """Whether the key is left out without that being a mistake already."""
        return self.written(key) is None and key not in self.broken

    def entries(self, key: Key) -> list[Key]:
        """The keys of a list's entries."""
        return [(*key, i) for i, _ in enumerate(self.at(key, list) or [])]


Rule = Callable[[Sound], Iterator[Finding]]
"""Everything that one rule finds wrong."""
