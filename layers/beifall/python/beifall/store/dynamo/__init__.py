"""The store on DynamoDB."""

from __future__ import annotations

from beifall.store.dynamo.attendance import DynamoAttendance
from beifall.store.dynamo.claps import DynamoClaps
from beifall.store.dynamo.facts import DynamoFacts
from beifall.store.dynamo.floors import DynamoFloors
from beifall.store.dynamo.links import DynamoLinks
from beifall.store.dynamo.purge import DynamoPurge
from beifall.store.dynamo.register import DynamoRegister
from beifall.store.dynamo.things import DynamoThings
from beifall.store.dynamo.views import DynamoViews
from beifall.store.port import Store
from beifall.store.rows import connect


class DynamoStore(
    DynamoThings,
    DynamoFacts,
    DynamoViews,
    DynamoFloors,
    DynamoClaps,
    DynamoRegister,
    DynamoAttendance,
    DynamoLinks,
    DynamoPurge,
    Store,
):
    """`expected` people spread the register over its buckets; rows are deleted by DynamoDB after `purged` (ms)."""

    def __init__(self, *, expected: int, purged: int) -> None:
        DynamoRegister.__init__(self, expected)
        self._expires = purged // 1_000
        connect()
