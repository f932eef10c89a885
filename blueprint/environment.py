"""Which variables a function is told, by name (beifall/environment.py says what each is)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TABLES = ("TABLE_STATE", "TABLE_FACTS", "TABLE_CONNECTIONS", "TABLE_CLAPS")

_STORE = ("EXPECTED", "PURGED", *TABLES)
_POSTS = (*_STORE, "CALLBACK_URL")
_TOKENS = ("EVENT_CODE", "SECRET_ARN")

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "authorize": (*_STORE, *_TOKENS, "ORIGINS"),
    "connection": _STORE,
    "command": _POSTS,
    "clap": ("TABLE_CLAPS",),
    "tally": _STORE,
    "applause": _POSTS,
    "broadcast": (*_POSTS, "QUEUE_URL"),
    "reception": (*_POSTS, *_TOKENS, "SITE"),
    "housekeeping": (*_STORE, "QUEUE_URL"),
    "setup": (*_STORE, "SECRET_ARN", "SITE", "SITE_BUCKET", "API", "SOCKET", "QUOTA"),
})  # fmt: skip
"""Function → the variables without which it does not start, and no others but `LEVEL`."""

LEVEL = ("POWERTOOLS_LOG_LEVEL", "WARNING")
"""Of the log: what went well is not worth a line."""
