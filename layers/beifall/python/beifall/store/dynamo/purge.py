"""The purge on DynamoDB."""

from __future__ import annotations

from beifall.store.dynamo.calls import answered
from beifall.store.port import Purge
from beifall.store.rows import TABLES


class DynamoPurge(Purge):
    """Scans, as nothing else here does: what is to be deleted is everything, whatever its key, and only once. `state`
    is the first of the tables, so that no recount finds a thing to count for when its facts are deleted.
    """

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
