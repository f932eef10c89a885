"""The stream of `state`: tells the screens of a room what has changed. Called through two aliases, by two mappings."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from beifall.broadcast import PACES, broadcast
from beifall.delays.sqs import Sqs
from beifall.environment import clock, store
from beifall.gateway.api_gateway import ApiGateway
from beifall.log import discreet, logger
from beifall.snapshot import HeadCount
from beifall.store.keys import touched

STORE = store()
GATEWAY = ApiGateway(os.environ["CALLBACK_URL"])
HEADS = HeadCount()
DELAYS = Sqs(os.environ["QUEUE_URL"])


@discreet
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """A batch is sent whole or delivered again whole: frames are absolute, so that a second one does no harm."""
    pace = PACES[context.invoked_function_arn.rpartition(":")[2]]
    keys = [record["dynamodb"]["Keys"] for record in event["Records"]]
    changes = [change for key in keys if (change := touched(key["pk"]["S"], key["sk"]["S"])) is not None]
    for sent in broadcast(changes, pace, store=STORE, gateway=GATEWAY, delays=DELAYS, heads=HEADS, now=clock()):
        if sent.failed:
            logger.warning("sent", pace=pace, **asdict(sent))
        elif sent.frames:
            logger.info("sent", pace=pace, **asdict(sent))
    return {"batchItemFailures": []}
