"""Who reads which table's stream, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from beifall.domain.pace import LOUD_BATCH, QUIET_BATCH, Pace
from beifall.store import keys
from blueprint import filters
from blueprint.filters import Pattern

WRITTEN: Pattern = {"eventName": ["INSERT", "MODIFY"]}
"""Rows of claps go by themselves, and nobody needs to be told."""


@dataclass(frozen=True)
class StreamMapping:
    """One reader of a table's stream. Times are in seconds; `window` is a whole number of them, as in AWS.

    `batch` is the size of a batch; `filters` are patterns of which one must fit; `shards` is how many batches of this
    mapping can be at work at once, each with keys of its own.
    """

    table: str
    function: str
    alias: str | None = None
    batch: int = 100
    window: int = 0
    filters: tuple[filters.Pattern, ...] = ()
    shards: int = 4
    retries: int = 5
    max_age: float = 300
    bisects: bool = True
    reports: bool = True

    def __post_init__(self) -> None:
        for pattern in self.filters:
            filters.check(pattern)


def mappings(pace: Pace) -> tuple[StreamMapping, ...]:
    """Who reads which stream: what goes out at once and what is bundled are two readers of one, and so are the ticks
    for screens that sound and for those that only show it. A failed batch of claps is soon worth nothing.
    """
    claps = StreamMapping("claps", "applause", filters=(WRITTEN,), retries=1, max_age=60)
    heard = {"pk": {"S": [{"prefix": prefix} for prefix in keys.AUDIBLE]}}
    bundled = {**heard, "sk": {"S": [{"prefix": prefix} for prefix in keys.BUNDLED]}}
    return (
        StreamMapping("facts", "tally"),
        StreamMapping("state", "broadcast", alias="at-once", filters=(_on_keys(heard),)),
        StreamMapping("state", "broadcast", alias="bundled", window=pace.bundle, filters=(_on_keys(bundled),)),
        replace(claps, alias="loud", batch=LOUD_BATCH),
        replace(claps, alias="quiet", batch=QUIET_BATCH, window=pace.glance),
    )


def _on_keys(patterns: Mapping[str, object]) -> Pattern:
    return {"dynamodb": {"Keys": patterns}}
