"""The HTTP API: what a visitor may know, the way in, commands where a proxy blocks sockets, and links anew."""

from __future__ import annotations

import os
from typing import Any

from beifall.caller import Means
from beifall.domain.refusals import Refused
from beifall.environment import chance, clock, store
from beifall.gateway.api_gateway import ApiGateway
from beifall.keyring import tokens
from beifall.log import discreet, logger
from beifall.reception import receive
from beifall.requests import refusal

TOKENS = tokens()
MEANS = Means(store=store(), gateway=ApiGateway(os.environ["CALLBACK_URL"]), clock=clock, chance=chance)
SITE = os.environ["SITE"]


@discreet
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answers, and says why not."""
    try:
        return receive(event, MEANS, TOKENS, site=SITE)
    except Refused as no:
        logger.info("refused", code=no.code)
        return refusal(no)
