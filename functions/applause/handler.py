"""The stream of `claps`, with new images: tells a room how it sounds. Called through two aliases, by two mappings."""

from __future__ import annotations

import os
import time
from dataclasses import asdict
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from beifall.applause import Hall, applause
from beifall.domain.applause import PACES
from beifall.environment import clock, store
from beifall.gateway.api_gateway import ApiGateway
from beifall.log import discreet, logger
from beifall.store.claptable import claps

HOLD = 150
"""Milliseconds for which a call of the schedule keeps its container: the one that comes with it then needs another."""

STORE = store()
GATEWAY = ApiGateway(os.environ["CALLBACK_URL"])
HALL = Hall()


@discreet
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """A batch that fails may be delivered again whole: what was counted counts once. The schedule, which has none, only
    keeps containers, one for each of its calls.
    """
    if event.get("source") == "aws.events":
        _pause(HOLD)
    pace = PACES[context.invoked_function_arn.rpartition(":")[2]]
    # A deletion has no image: rows outlive their claps by minutes and go by themselves.
    images = (record["dynamodb"].get("NewImage") for record in event.get("Records", ()))
    heard = [claps(image) for image in images if image is not None]
    for played in applause(heard, pace, store=STORE, gateway=GATEWAY, hall=HALL, clock=clock, pause=_pause):
        if played.failed:
            logger.warning("played", pace=pace, **asdict(played))
        elif played.gone:
            logger.info("played", pace=pace, **asdict(played))
    return {"batchItemFailures": []}


def _pause(milliseconds: int) -> None:
    time.sleep(milliseconds / 1_000)
