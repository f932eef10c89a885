"""Who has joined."""

from __future__ import annotations

from typing import Protocol


class Attendance(Protocol):
    """Who has joined."""

    def joined(self, participant: str) -> bool:
        """Whether this participant has joined before. One call."""

    def admit(self, participant: str, *, limit: int) -> bool:
        """Takes one of `limit` places, once for each participant; False if none is left. Two calls, a third one where
        two requests of one participant have met.
        """

    def attendance(self) -> int:
        """How many have joined. One call."""

    def issue(self, ticket: str) -> None:
        """Makes a ticket valid, given as its hash. One call."""

    def redeem(self, ticket: str, nonce: str) -> bool | None:
        """Ties a ticket to the nonce that it came with first, both as hashes: True if it is this nonce's, False if it
        is another's, None if there is no such ticket. One call, a second one where it was not True.
        """
