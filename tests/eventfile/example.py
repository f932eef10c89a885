"""The shipped example, and what is said of it once something in it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventfile.mistakes import Mistake, Mistakes
from eventfile.reading import understood

EXAMPLE = Path(__file__).parents[2] / "examples" / "tag-der-kommunalen-jobcenter-2020.toml"
# The example has every kind of poll but one.
MULTIPLE = """
[[polls]]
id = "several"
room = "forum-1"
kind = "multiple"
prompt = "Which?"
options = [{ id = "a", text = "A" }, { id = "b", text = "B" }, { id = "c", text = "C" }]
"""
TEXT = EXAMPLE.read_text(encoding="utf-8") + MULTIPLE


def with_instead(*pairs: tuple[str, str]) -> str:
    """The example's text, of each pair the first occurrence of the old replaced by the new."""
    text = TEXT
    for old, new in pairs:
        assert old in text, f"the example has no {old!r} any more"
        text = text.replace(old, new, 1)
    return text


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    """Everything that is said about a file with this text."""
    with pytest.raises(Mistakes) as raised:
        understood(text, EXAMPLE)
    return raised.value.mistakes


def keys_of(mistakes: tuple[Mistake, ...]) -> list[str]:
    """What they are about."""
    return [mistake.key for mistake in mistakes]
