"""The delay queue and the schedule of each minute: what must happen later."""

from __future__ import annotations

import os
from typing import Any

from beifall.delays.sqs import Sqs, job
from beifall.environment import clock, store
from beifall.log import discreet, logger
from beifall.settle import settle
from beifall.sweep import sweep

STORE = store()
DELAYS = Sqs(os.environ["QUEUE_URL"])
PURGED = int(os.environ["PURGED"])


@discreet
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """A message that fails stays in the queue; a schedule that fails comes again in a minute."""
    failed: list[dict[str, str]] = []
    if "Records" not in event:
        sweep(STORE, DELAYS, now=clock(), purged=PURGED)
    for record in event.get("Records", []):
        try:
            settle(STORE, DELAYS, job(record["body"]), now=clock())
        except Exception:  # noqa: BLE001 - one bad message must not take the others of its batch with it
            logger.exception("not settled")
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
