"""Checks of one key at a time: pydantic's errors, said in our words."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from eventfile.allowed import allowed_at
from eventfile.mistakes import Finding, shown
from eventfile.schema import EACH, ONE, EventFile, Raw


def misshapen(raw: Raw) -> Iterator[Finding]:
    """Every value that is wrong whatever stands elsewhere, and every key that is missing."""
    try:
        EventFile.model_validate(raw)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False, include_context=False):
            key = tuple(part for part in error["loc"] if part not in {ONE, EACH})
            found = "nothing" if error["type"] == "missing" else shown(error["input"])
            allowed = allowed_at(key)
            if isinstance(error["input"], dict) and error["type"] == "list_type":
                allowed += f", written [[{key[-1]}]]"
            yield Finding(key, found, allowed)
