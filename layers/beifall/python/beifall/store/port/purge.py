"""What is done when the retention date has come, and when it has become another one."""

from __future__ import annotations

from typing import Protocol


class Purge(Protocol):
    """Everything about the event is deleted, whatever it is."""

    def purge(self, *, at_most: int) -> int:
        """Deletes up to so many rows, of whichever table; returns how many it has deleted: 0 when nothing is left.
        Raises Overloaded where a table takes no more for now.
        """

    def retain(self) -> int:
        """Has all that was written for another retention date last until this store's; returns of how many rows that
        was so. What lasts for minutes or hours anyhow, such as a connection, stays as it is.
        """
