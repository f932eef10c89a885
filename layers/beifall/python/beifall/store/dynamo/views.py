"""Views on DynamoDB."""

from __future__ import annotations

from beifall.domain.ballots import Urn
from beifall.domain.board import Board
from beifall.domain.mood import Atmosphere
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.dynamo.calls import one, several
from beifall.store.dynamo.stored import Stored, put, thing
from beifall.store.port import Counting, Views
from beifall.store.rows import StateRow


class DynamoViews(Views):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def counting(self, urn: Urn) -> Counting:
        poll, count, tally = (
            keys.public_row(Poll, urn.room, urn.poll),
            keys.count_row(urn),
            keys.tally_row(urn.room, urn.poll),
        )
        rows = several(StateRow, (poll, count, tally))
        return Counting(
            thing(rows.get(poll), Poll),
            thing(rows.get(count), Count) or Count(urn),
            thing(rows.get(tally), Tally),
        )

    def put_count(self, count: Count, *, before: int) -> bool:
        return self._set(keys.count_row(count.urn), count, before)

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        return self._set(keys.tally_row(tally.room, tally.id), tally, before)

    def put_board(self, board: Board, *, before: int) -> bool:
        return self._set(keys.board_row(board.room, board.id), board, before)

    def atmosphere(self, room: str) -> Atmosphere:
        return thing(one(StateRow, keys.mood_row(room)), Atmosphere) or Atmosphere(room)

    def put_atmosphere(self, atmosphere: Atmosphere, *, before: int) -> bool:
        return self._set(keys.mood_row(atmosphere.room), atmosphere, before)

    def put_presence(self, presence: Presence, *, before: int) -> bool:
        return self._set(keys.presence_row(presence.room), presence, before)

    def _set(self, key: keys.Key, view: Stored, before: int) -> bool:
        return put(StateRow, key, view, before=before, expires=self._expires)
