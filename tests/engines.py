"""Tables on an embedded engine, as the runner has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.awsrequest import AWSResponse

from beifall.store.dynamo import DynamoStore
from beifall.store.rows import TABLES
from local.engines import engine
from local.seam import Around, Call, Seam, Target, straight
from tests.builders import an_event

Calls = Counter[str]


@contextmanager
def tables(name: str, around: Around = straight) -> Iterator[Calls]:
    """Empty tables, and a count of the calls that reach them, by operation; `around` stands between."""
    embedded = engine(name, "eu-central-1")
    calls: Calls = Counter()

    def counted(call: Call, target: Target) -> AWSResponse | None:
        calls[call.operation] += 1
        return around(call, target)

    seam = Seam({"dynamodb": embedded.send, "dynamodb-streams": embedded.send}, counted)
    seam.open()
    try:
        for model in TABLES:
            model.create_table(wait=False)
        calls.clear()
        yield calls
    finally:
        seam.close()
        embedded.close()


def store() -> DynamoStore:
    """A store on these tables for the event of the builders."""
    event = an_event()
    return DynamoStore(expected=event.expected, purged=event.purged)
