"""`$connect`'s authorizer: token and Origin → who this connection is."""

from __future__ import annotations

from functools import cache
from typing import Any

from beifall.authorize import admitted
from beifall.domain.refusals import Refused
from beifall.environment import clock, origins, store
from beifall.keyring import tokens
from beifall.log import discreet, logger
from beifall.requests import header, policy

TOKENS = tokens()
ORIGINS = origins()
STORE = cache(store)
"""Made for the first who comes by a link: the many who have joined need none, and no longer start for it."""


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The policy for this connection, with its context; raising "Unauthorized" is how API Gateway is told of a 401."""
    made = _policy(event, context)
    if made is None:
        raise Exception("Unauthorized")
    return made


@discreet
def _policy(event: dict[str, Any], _context: object) -> dict[str, Any] | None:
    subprotocols, origin = header(event, "sec-websocket-protocol"), header(event, "origin")
    try:
        one = admitted(subprotocols, origin, TOKENS, ORIGINS, STORE, now=clock())
    except Refused as no:
        logger.info("refused", code=no.code)
        return None
    return policy(one.person, one.expires, event["methodArn"], allows=one.at_home)
