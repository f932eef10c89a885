"""Batches of a stream that come twice, in another order, in pieces or late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Any

from local.chaos import Chaos

Record = dict[str, Any]
Portion = tuple[float, list[Record]]
"""Seconds by which it is late, and what then comes."""

LATE = (0.5, 5.0)
"""Seconds: long enough to overtake a reader's window, short enough for a rehearsal of minutes."""

KINDS = ("duplicate", "reorder", "cut", "delay")


class Batches:
    """Makes of one batch what comes instead of it. DynamoDB's own promises hold: each record comes at least once, and
    those of one item in their order.
    """

    def __init__(self, chaos: Chaos) -> None:
        self._chaos = chaos

    def __call__(self, records: list[Record]) -> list[Portion]:
        """What comes, one after the other."""
        chaos = self._chaos
        if _items(records) > 1 and chaos.strikes("reorder"):
            records = reordered(records, chaos.chance("reorder"))
        parts = [records]
        if len(records) > 1 and chaos.strikes("cut"):
            at = chaos.chance("cut").randrange(1, len(records))
            parts = [records[:at], records[at:]]
        if chaos.strikes("duplicate"):
            # Done, but Lambda has not noted it: the batch is read again before what is behind it.
            parts = [*parts, records]
        late = chaos.chance("delay").uniform(*LATE) if chaos.strikes("delay") else 0.0
        return [(late, parts[0]), *((0.0, part) for part in parts[1:])]


def reordered(records: Sequence[Record], chance: Random) -> list[Record]:
    """Another order, in which the records of each item keep theirs."""
    waiting: dict[str, list[Record]] = defaultdict(list)
    for record in reversed(records):
        waiting[_item(record)].append(record)
    before = [_item(record) for record in records]
    turns = list(before)
    while turns == before and len(waiting) > 1:
        chance.shuffle(turns)
    return [waiting[item].pop() for item in turns]


def _items(records: Sequence[Record]) -> int:
    return len({_item(record) for record in records})


def _item(record: Record) -> str:
    return repr(sorted(record["dynamodb"]["Keys"].items()))
