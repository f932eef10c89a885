"""The purge on DynamoDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice

from pynamodb.expressions.condition import Condition

from beifall.store.dynamo.calls import answered, done
from beifall.store.port import Overloaded, Purge
from beifall.store.rows import TABLES, ConnectionRow, FactRow, StateRow

Lasting = type[StateRow | FactRow | ConnectionRow]

LASTING: Sequence[tuple[Lasting, Condition | None]] = (
    (StateRow, None),
    (FactRow, None),
    # The leases of connections, that is, what was `seen`, share their table with what lasts as long as the event.
    (ConnectionRow, ConnectionRow.seen.does_not_exist()),
)
"""Where the rows are that last until the retention date."""

AT_A_TIME = 8
A_LOT = 1_000
ROUNDS = 3
"""After so many in which nothing got through, in each of which botocore waits between its attempts."""


class DynamoPurge(Purge):
    """Scans, as nothing else here does: what is to be deleted is everything, whatever its key, and only once. `state`
    is the first of the tables, so that no recount finds a thing to count for when its facts are deleted. Rows are
    deleted by DynamoDB after `expires` (s).
    """

    _expires: int

    def purge(self, *, at_most: int) -> int:
        deleted = 0
        for model in TABLES:
            if deleted == at_most:
                break
            with answered(), model.batch_write() as batch:
                rows = model.scan(limit=at_most - deleted, attributes_to_get=["pk", "sk"], consistent_read=True)
                for row in rows:
                    batch.delete(row)
                    deleted += 1
        return deleted

    def retain(self) -> int:
        return sum(self._retain(model, lasting) for model, lasting in LASTING)

    def _retain(self, model: Lasting, lasting: Condition | None) -> int:
        """Rows of one table. Those that the table was too busy for come again, as long as others get through."""
        retained = idle = 0
        while idle < ROUNDS:
            came = Counter(self._prolonged(model, lasting))
            retained += came["done"]
            if not came["late"]:
                return retained
            idle = 0 if came["done"] else idle + 1
        raise Overloaded

    def _prolonged(self, model: Lasting, lasting: Condition | None) -> Iterator[str]:
        wrong = model.expires != self._expires
        with answered(), ThreadPoolExecutor(AT_A_TIME) as threads:
            rows = model.scan(
                wrong if lasting is None else wrong & lasting, attributes_to_get=["pk", "sk"], consistent_read=True
            )
            while lot := list(islice(rows, A_LOT)):
                yield from threads.map(partial(self._prolong, model), lot)

    def _prolong(self, model: Lasting, row: StateRow | FactRow | ConnectionRow) -> str:
        """Whatever else is in the row stays, also what was written since it was read."""
        its = model(row.pk, row.sk)
        try:
            with answered():
                is_there = done(lambda: its.update([model.expires.set(self._expires)], model.pk.exists()))
        except Overloaded:
            return "late"
        return "done" if is_there else "gone"
