"""What is derived from facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from beifall.domain.ballots import Urn
from beifall.domain.board import Board
from beifall.domain.mood import Atmosphere
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.tallies import Count, Tally


@dataclass(frozen=True)
class Counting:
    """What a recount starts from; `poll` is the row that the audience knows, None until it has been opened once."""

    poll: Poll | None
    count: Count
    tally: Tally | None


class Views(Protocol):
    """`before` as for things, but the count's is its `revision`."""

    def counting(self, urn: Urn) -> Counting:
        """What a recount of the urn starts from. One call."""

    def put_count(self, count: Count, *, before: int) -> bool:
        """Stores an exact count, which no broadcast hears."""

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        """Stores what may be shown."""

    def put_board(self, board: Board, *, before: int) -> bool:
        """Stores how many support a question."""

    def atmosphere(self, room: str) -> Atmosphere:
        """What a room feels; one of nobody (`rev` 0) if nobody has said. One call."""

    def put_atmosphere(self, atmosphere: Atmosphere, *, before: int) -> bool:
        """Stores what a room feels."""

    def put_presence(self, presence: Presence, *, before: int) -> bool:
        """Stores how full the rooms are, in the foyer."""
