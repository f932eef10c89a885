"""`$connect`'s authorizer: token and Origin → who this connection is."""

from __future__ import annotations

from typing import Any

from beifall.domain.refusals import Refused
from beifall.environment import clock, origins
from beifall.keyring import tokens
from beifall.log import logger
from beifall.subprotocol import offered

TOKENS = tokens()
ORIGINS = origins()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The policy for this connection, with its context; raising "Unauthorized" is how API Gateway is told of a 401."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    _, token = offered(headers.get("sec-websocket-protocol", ""))
    try:
        person = TOKENS.verify(token, clock())
    except Refused as no:
        logger.info("refused", code=no.code)
        raise Exception("Unauthorized") from None
    at_home = "origin" not in headers or headers["origin"] in ORIGINS
    return {
        "principalId": person.participant,
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Action": "execute-api:Invoke",
                    "Effect": "Allow" if at_home else "Deny",
                    "Resource": event["methodArn"],
                }
            ],
        },
        "context": {"participant": person.participant, "role": person.role, "rooms": " ".join(person.rooms)},
    }
