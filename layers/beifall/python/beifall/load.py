"""What is left undone while the store has too much to do. It is this process's own measure, learned from what it was
refused.
"""

from __future__ import annotations

from threading import Lock
from typing import Literal, get_args

from beifall.domain.texts import Milliseconds

Task = Literal["applause", "mood", "join", "snapshot", "question", "vote", "staff"]
TASKS: tuple[Task, ...] = get_args(Task)
"""In the order in which they are left undone; what staff does never is."""

EASES = 1_000
"""So long (ms) without a refusal takes one task off those that are left undone."""


class Load:
    """Each refusal of the store's leaves one task more undone, each second one less: a store that refuses everything is
    soon asked about once a second, and one that has recovered is back at full work within seconds.
    """

    def __init__(self) -> None:
        self._relief: Milliseconds = 0
        self._lock = Lock()

    def overloaded(self, now: Milliseconds) -> None:
        """The store has refused something."""
        most = (len(TASKS) - 1) * EASES
        with self._lock:
            self._relief = min(max(self._relief, now) + EASES, now + most)

    def wait(self, task: Task, now: Milliseconds) -> int:
        """0 if this is to be done now; else it is left undone, and in so many seconds it may be tried again."""
        left = self._relief - now - TASKS.index(task) * EASES
        return 0 if task == "staff" or left <= 0 else -(-left // 1_000)
