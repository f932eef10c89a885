"""Route `$default`: a frame in, its reply out through the route response."""

from __future__ import annotations

import os
from typing import Any

from beifall.caller import Means
from beifall.environment import chance, clock, store
from beifall.frames import encode
from beifall.gateway.api_gateway import ApiGateway
from beifall.handle import handle
from beifall.log import discreet, logger
from beifall.requests import caller

MEANS = Means(store=store(), gateway=ApiGateway(os.environ["CALLBACK_URL"]), clock=clock, chance=chance)


@discreet
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The reply's frame is the body."""
    reply = handle(event.get("body") or "", caller(event), MEANS)
    if reply["type"] == "refused":
        logger.info("refused", code=reply["code"])
    return {"statusCode": 200, "body": encode(reply).decode()}
