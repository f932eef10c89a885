"""The store in memory: for the simulation and for tests of steps, held to the same contract as DynamoDB's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import RLock

from beifall.domain.claps import Claps
from beifall.store import keys
from beifall.store.memory.attendance import MemoryAttendance
from beifall.store.memory.claps import MemoryClaps
from beifall.store.memory.facts import MemoryFacts
from beifall.store.memory.floors import MemoryFloors
from beifall.store.memory.links import MemoryLinks
from beifall.store.memory.register import MemoryRegister
from beifall.store.memory.things import MemoryThings
from beifall.store.memory.views import MemoryViews
from beifall.store.port import Store


class MemoryStore(
    MemoryThings,
    MemoryFacts,
    MemoryViews,
    MemoryFloors,
    MemoryClaps,
    MemoryRegister,
    MemoryAttendance,
    MemoryLinks,
    Store,
):
    """Rows in dictionaries. `written` hears what changes, see `Rows`, and `clapped` each row of claps, whole."""

    def __init__(
        self,
        written: Callable[[str, keys.Key], None] = lambda _table, _key: None,
        clapped: Callable[[Claps], None] = lambda _claps: None,
    ) -> None:
        self.lock, self.written = RLock(), written
        self.state_rows, self.fact_rows = {}, {}
        MemoryFloors.__init__(self)
        MemoryClaps.__init__(self, clapped)
        MemoryRegister.__init__(self)
        MemoryAttendance.__init__(self)
        MemoryLinks.__init__(self)

    def purge(self, *, at_most: int) -> int:
        with self.lock:
            rows: list[Callable[[], object]] = [
                *(partial(self.drop, key) for key in self.state_rows),
                *(partial(self.drop_fact, (pk, sk)) for pk, facts in self.fact_rows.items() for sk in facts),
                *(partial(self.clap_rows.pop, key) for key in self.clap_rows),
                *(partial(self._register.pop, key) for key in self._register),
                *(partial(self._delist, key) for key in self._rooms),
                *(partial(self._tickets.pop, key) for key in self._tickets),
                *(partial(self._generations.pop, key) for key in self._generations),
                *(partial(self._joined.discard, key) for key in self._joined),
                *([partial(setattr, self, "_places", 0)] if self._places else []),
            ]
            for delete in rows[:at_most]:
                delete()
            return len(rows[:at_most])

    def retain(self) -> int:
        """Nothing here is deleted by itself."""
        return 0
