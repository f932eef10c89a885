"""What is done when the retention date has come."""

from __future__ import annotations

from typing import Protocol


class Purge(Protocol):
    """Everything about the event is deleted, whatever it is."""

    def purge(self, *, at_most: int) -> int:
        """Deletes up to so many rows, of whichever table; returns how many it has deleted: 0 when nothing is left."""
