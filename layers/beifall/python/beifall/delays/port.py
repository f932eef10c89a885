"""What the steps ask of a queue that delays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

LONGEST = 900
"""Seconds that the queue can hold something back; what is due later is queued anew by whoever receives it."""


@dataclass(frozen=True)
class Job:
    """A poll, or the questions of a room, to look at again; `id` is the poll's, or the question's that has changed."""

    room: str
    id: str
    kind: Literal["poll", "question"] = "poll"


class Delays(Protocol):
    """Hands a job to `housekeeping` after a while, at least once."""

    def later(self, job: Job, *, milliseconds: int) -> None:
        """Queues the job; one that is due after the longest delay comes early, and its receiver queues it anew."""
