"""The stream of `facts`: recounts what was touched."""

from __future__ import annotations

from typing import Any

from beifall.environment import store
from beifall.log import discreet, logger
from beifall.store.keys import recount_of
from beifall.tally import counted_by, tally

STORE = store()


@discreet
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Names the records of what could not be counted, so that the stream delivers them again."""
    keys = [(record, record["dynamodb"]["Keys"]) for record in event["Records"]]
    found = [(record, recount_of(key["pk"]["S"], key["sk"]["S"])) for record, key in keys]
    failed = tally(STORE, (one for _, one in found if one is not None))
    if failed:
        logger.warning("contended", failed=len(failed))
    return {
        "batchItemFailures": [
            {"itemIdentifier": record["dynamodb"]["SequenceNumber"]}
            for record, one in found
            if one is not None and counted_by(one) in failed
        ]
    }
