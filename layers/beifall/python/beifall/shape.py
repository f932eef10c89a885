"""How big a frame may be. Standard library only: the function that takes claps in uses it too."""

from __future__ import annotations

AUDIENCES_LIMIT = 4_096
STAFFS_LIMIT = 28 * 1024
"""Bytes that one frame may have, from attendees and stages and from staff."""

DEPTH = 6
KEYS = 32
"""How deep a frame may be nested, and how many keys one object in it may have."""


def is_within(text: str, limit: int) -> bool:
    """Whether a text has at most so many bytes."""
    return len(text) <= limit and len(text.encode(errors="surrogatepass")) <= limit


def is_shallow(value: object, depth: int = DEPTH) -> bool:
    """Whether the value is nested no deeper than that, and no object in it has too many keys."""
    match value:
        case dict():
            return depth > 0 and len(value) <= KEYS and all(is_shallow(inner, depth - 1) for inner in value.values())
        case list():
            return depth > 0 and all(is_shallow(inner, depth - 1) for inner in value)
    return True
