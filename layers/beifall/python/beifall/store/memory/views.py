"""Views in memory."""

from __future__ import annotations

from beifall.domain.ballots import Urn
from beifall.domain.board import Board
from beifall.domain.mood import Atmosphere
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.memory.rows import Rows
from beifall.store.port import Counting, Views


class MemoryViews(Rows, Views):
    """Rows of the table `state`."""

    def counting(self, urn: Urn) -> Counting:
        with self.lock:
            return Counting(
                self.thing(keys.public_row(Poll, urn.room, urn.poll), Poll),
                self.thing(keys.count_row(urn), Count) or Count(urn),
                self.thing(keys.tally_row(urn.room, urn.poll), Tally),
            )

    def put_count(self, count: Count, *, before: int) -> bool:
        return self.put(keys.count_row(count.urn), count, count.revision, before)

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        return self.put(keys.tally_row(tally.room, tally.id), tally, tally.rev, before)

    def put_board(self, board: Board, *, before: int) -> bool:
        return self.put(keys.board_row(board.room, board.id), board, board.rev, before)

    def atmosphere(self, room: str) -> Atmosphere:
        return self.thing(keys.mood_row(room), Atmosphere) or Atmosphere(room)

    def put_atmosphere(self, atmosphere: Atmosphere, *, before: int) -> bool:
        return self.put(keys.mood_row(atmosphere.room), atmosphere, atmosphere.rev, before)

    def put_presence(self, presence: Presence, *, before: int) -> bool:
        return self.put(keys.presence_row(presence.room), presence, presence.rev, before)
