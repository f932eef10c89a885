"""Counts and tallies on DynamoDB."""

from __future__ import annotations

from beifall.domain.ballots import Urn
from beifall.domain.polls import Poll
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.dynamo.calls import several
from beifall.store.dynamo.things import put, thing
from beifall.store.port import Counting, Views
from beifall.store.rows import StateRow


class DynamoViews(Views):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def counting(self, urn: Urn) -> Counting:
        poll, count, tally = (
            keys.poll_row(urn.room, urn.poll),
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
        return put(StateRow, keys.count_row(count.urn), count, before=before, expires=self._expires)

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        return put(StateRow, keys.tally_row(tally.room, tally.id), tally, before=before, expires=self._expires)
