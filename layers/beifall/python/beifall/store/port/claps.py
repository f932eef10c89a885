"""Claps, and what they add up to."""

from __future__ import annotations

from typing import Protocol

from beifall.domain.applause import Applause, Pace, Second
from beifall.domain.claps import Claps as Frame


class Claps(Protocol):
    """Claps lie in a table of their own whose stream tells each written row whole; the others make no broadcast."""

    def put_claps(self, claps: Frame) -> bool:
        """Stores what one connection has clapped, over what it clapped four frames before. False, and nothing is
        stored, if that or a later one is there, or if the store has too much to do: applause is the first that it may
        forget. One attempt.
        """

    def applause(self, room: str, pace: Pace) -> Applause:
        """How a room sounds; silence (`rev` 0) if nobody has clapped. One call."""

    def put_applause(self, applause: Applause, *, before: int) -> bool:
        """Stores how a room sounds on the `rev` that was read, and returns whether that was still so. One call."""

    def put_second(self, room: str, second: Second) -> None:
        """Stores a finished second of a room's curve, unless one with as many claps is there: of several that have been
        counted the fullest has seen all. One call.
        """

    def curve(self, room: str) -> tuple[Second, ...]:
        """The finished seconds in which somebody clapped, in their order. One call a megabyte."""
