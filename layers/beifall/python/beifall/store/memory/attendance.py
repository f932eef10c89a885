"""Who has joined, in memory."""

from __future__ import annotations

from beifall.store.memory.rows import Rows
from beifall.store.port import Attendance


class MemoryAttendance(Rows, Attendance):
    """Sets and a counter."""

    def __init__(self) -> None:
        self._joined: set[str] = set()
        self._places = 0
        self._tickets: dict[str, str | None] = {}

    def joined(self, participant: str) -> bool:
        return participant in self._joined

    def admit(self, participant: str, *, limit: int) -> bool:
        with self.lock:
            if self._places >= limit:
                return False
            if participant not in self._joined:
                self._places += 1
                self._joined.add(participant)
            return True

    def attendance(self) -> int:
        return self._places

    def issue(self, ticket: str) -> None:
        with self.lock:
            self._tickets.setdefault(ticket, None)

    def redeem(self, ticket: str, nonce: str) -> bool | None:
        with self.lock:
            if ticket not in self._tickets:
                return None
            self._tickets[ticket] = self._tickets[ticket] or nonce
            return self._tickets[ticket] == nonce
