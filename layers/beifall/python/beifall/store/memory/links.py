"""Generations of links, in memory."""

from __future__ import annotations

from beifall.store.memory.rows import Rows
from beifall.store.port import Links


class MemoryLinks(Rows, Links):
    """A dictionary of those that were revoked."""

    def __init__(self) -> None:
        self._generations: dict[str, int] = {}

    def generation(self, participant: str) -> int:
        return self._generations.get(participant, 1)

    def revoke(self, participant: str, generation: int) -> bool:
        with self.lock:
            if self.generation(participant) != generation:
                return False
            self._generations[participant] = generation + 1
            return True
