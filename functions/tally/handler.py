"""The stream of `facts`: recounts what was touched."""

from __future__ import annotations

from typing import Any

from beifall.environment import store
from beifall.log import logger
from beifall.store.keys import bucket_of
from beifall.tally import tally

STORE = store()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Names the records whose urn could not be recounted, so that the stream delivers them again."""
    records = [(record, bucket_of(record["dynamodb"]["Keys"]["pk"]["S"])) for record in event["Records"]]
    failed = tally(STORE, (touched for _, touched in records if touched is not None))
    for urn in failed:
        logger.warning("contended", room=urn.room, poll=urn.poll)
    return {
        "batchItemFailures": [
            {"itemIdentifier": record["dynamodb"]["SequenceNumber"]}
            for record, touched in records
            if touched is not None and touched[0] in failed
        ]
    }
