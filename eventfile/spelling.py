"""Keys that nobody knows, and what they were probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from eventfile.mistakes import Finding, Key, listed
from eventfile.schema import EventFile, Raw, Table, table_of


@dataclass(frozen=True)
class Spelling:
    """Reads a file as it was meant, so that what stands below a misspelled key is checked all the same."""

    findings: list[Finding] = field(default_factory=list)
    slips: dict[Key, str] = field(default_factory=dict)

    def corrected(self, raw: Raw, table: type[Table] = EventFile, at: Key = ()) -> Raw:
        """The same table with known keys only; whatever was put right is noted."""
        meant = dict(self._meant(raw, table, at))
        return {
            meant[name]: self._below(value, table_of(table.model_fields[meant[name]].annotation), (*at, meant[name]))
            for name, value in raw.items()
            if name in meant
        }

    def written(self, key: Key) -> Key:
        """A corrected key as it stands in the file."""
        return tuple(self.slips.get(key[:end], part) for end, part in enumerate(key, 1))

    def _meant(self, raw: Raw, table: type[Table], at: Key) -> Iterator[tuple[str, str]]:
        free = [name for name in table.model_fields if name not in raw]
        for name in raw:
            if name in table.model_fields:
                yield name, name
                continue
            near = nearest(name, free)
            hint = f" (did you mean {near}?)" if near else ""
            self.findings.append(Finding((*at, name), f"an unknown key{hint}", listed(table.model_fields)))
            if near:
                free.remove(near)
                self.slips[*at, near] = name
                yield name, near

    def _below(self, value: object, table: type[Table] | None, at: Key) -> object:
        if table and isinstance(value, dict):
            return self.corrected(value, table, at)
        if table and isinstance(value, list):
            return [
                self.corrected(entry, table, (*at, i)) if isinstance(entry, dict) else entry
                for i, entry in enumerate(value)
            ]
        return value


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of the words that was probably meant."""
    return next(iter(get_close_matches(word[:60].lower(), list(words), n=1)), None)
