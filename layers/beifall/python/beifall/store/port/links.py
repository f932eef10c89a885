"""Which of the links that staff and stages were given are still good."""

from __future__ import annotations

from typing import Protocol


class Links(Protocol):
    """A link is known by its participant, made from role and rooms. Its generations are counted from 1: revoking one
    makes the next.
    """

    def generation(self, participant: str) -> int:
        """Which generation is good now. One call."""

    def revoke(self, participant: str, generation: int) -> bool:
        """Makes the next generation the good one, if this one still was; returns whether it was. One call."""
