"""Generations of links on DynamoDB."""

from __future__ import annotations

from beifall.store import keys
from beifall.store.dynamo.calls import answered, done, one
from beifall.store.port import Links
from beifall.store.rows import LinkRow


class DynamoLinks(Links):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    _expires: int

    def generation(self, participant: str) -> int:
        row = one(LinkRow, keys.link(participant))
        return 1 if row is None else int(row.generation)

    def revoke(self, participant: str, generation: int) -> bool:
        row = LinkRow(*keys.link(participant), generation=generation + 1, expires=self._expires)
        still = LinkRow.generation == generation
        with answered():
            # A retry of botocore's own may find what its first attempt has written: then it says that somebody else was
            # faster, and the next generation is the good one all the same.
            return done(lambda: row.save(still if generation > 1 else LinkRow.pk.does_not_exist()))
