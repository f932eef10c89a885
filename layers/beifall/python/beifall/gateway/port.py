"""What the steps ask of a gateway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Posted:
    """What became of one frame: connections that nobody is at any more, that could not take it now, and that failed
    for another reason (with its name). The others have it.
    """

    gone: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()

    @property
    def why(self) -> str:
        """The name of what has kept it from the first of these, empty if none has failed."""
        return next((why for _, why in self.failed), "")


class Gateway(Protocol):
    """Sends frames, and closes connections. Nothing is promised of order or arrival: frames are absolute, and a ping
    finds what was lost.
    """

    def post_all(self, connections: Sequence[str], frame: bytes) -> Posted:
        """Sends one frame to many connections. A busy connection is passed over: its buffer is full, or the account's
        rate is, and either way the others must not wait for it.
        """

    def close(self, connections: Sequence[str]) -> None:
        """Closes connections, as far as somebody is still there. One that cannot be closed now stays: it must be
        refused whatever it asks next.
        """
