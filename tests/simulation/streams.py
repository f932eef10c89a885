"""The streams of the tables: shards, batches, and two readers of one of them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from beifall.domain.claps import Claps
from beifall.store import keys
from tests.simulation.faults import Faults
from tests.simulation.scheduler import Scheduler

Record = keys.Key | Claps
Deliver = Callable[[str, Sequence[Any], bool, Random, Callable[[int], None]], None]
"""Calls the function of a mapping with a batch, whether it has a poison record in it; it reports how many of the first
records are done.
"""


PACES = ("loud", "quiet")
"""Their failed batches are soon worth nothing."""


@dataclass
class Reader:
    """One mapping's place in one shard."""

    mapping: str
    window: float
    chance: Random
    records: list[tuple[Record, bool]] = field(default_factory=list)
    busy: bool = False
    failures: int = 0
    most: int = 0


class Streams:
    """`lost` are the records that were given up; whoever reads them learns nothing of them any more."""

    TRIES = 4

    def __init__(self, scheduler: Scheduler, faults: Faults, deliver: Deliver, *, shards: int) -> None:
        self._scheduler, self._faults, self._deliver, self._shards = scheduler, faults, deliver, shards
        self._readers: dict[tuple[str, int], Reader] = {}
        self.lost = 0

    def written(self, table: str, key: keys.Key) -> None:
        """A record for each mapping that hears of it."""
        if table == "facts":
            self._heard("tally", key[0], key, 0)
        elif table == "state" and key[0].startswith(keys.AUDIBLE):
            self._heard("at-once", key[0], key, 0)
            if key[1].startswith(keys.BUNDLED):
                self._heard("bundled", key[0], key, 5_000)

    def clapped(self, claps: Claps) -> None:
        """A record with its image."""
        self._heard("loud", claps.room, claps, 0)
        self._heard("quiet", claps.room, claps, 2_000)

    @property
    def idle(self) -> bool:
        """Whether nothing is left to deliver."""
        return not any(reader.records for reader in self._readers.values())

    def _heard(self, mapping: str, partition: str, record: Record, window: float) -> None:
        place = mapping, zlib.crc32(partition.encode()) % self._shards
        reader = self._readers.get(place)
        if reader is None:
            reader = self._readers[place] = Reader(mapping, window, self._scheduler.chance("shard", *place))
        reader.records.append((record, self._faults.strikes("poison", reader.chance)))
        if not reader.busy:
            self._later(reader)

    def _later(self, reader: Reader) -> None:
        reader.busy = True
        wait = reader.window or 250 * reader.chance.random()
        if self._faults.strikes("batch-late", reader.chance):
            wait += 120_000 * reader.chance.random() ** 2
        self._scheduler.after(wait, lambda: self._read(reader))

    def _read(self, reader: Reader) -> None:
        chance = reader.chance
        most = reader.most or 100
        if self._faults.strikes("cut", chance):
            most = min(most, chance.choice((1, 1, 2, 3)))
        batch = reader.records[:most]
        if not batch:
            reader.busy = False
            return
        records = [key for key, _ in batch]
        is_poisoned = any(poison for _, poison in batch) and not self._faults.over

        def done(first: int) -> None:
            self._done(reader, len(batch), first)

        self._deliver(reader.mapping, records, is_poisoned, chance, done)
        if self._faults.strikes("batch-twice", chance):
            delay = 30_000 * chance.random() ** 3
            self._scheduler.after(
                delay, lambda: self._deliver(reader.mapping, records, is_poisoned, chance, lambda _: None)
            )

    def _done(self, reader: Reader, size: int, first: int) -> None:
        del reader.records[:first]
        if first == size:
            reader.failures, reader.most = 0, 0
        elif not self._faults.over or size > 1:
            # A batch that fails is halved, and its last record is given up in the end.
            reader.failures += 1
            reader.most = max(1, (size - first) // 2)
            if size - first == 1 and reader.failures >= (2 if reader.mapping in PACES else self.TRIES):
                del reader.records[:1]
                self.lost += 1
                reader.failures, reader.most = 0, 0
        if not reader.records:
            reader.busy = False
        elif first < size:
            self._scheduler.after(500 * 2 ** min(reader.failures, 5), lambda: self._read(reader))
        else:
            self._later(reader)
