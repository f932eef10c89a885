"""`$connect` and `$disconnect`: the register of connections."""

from __future__ import annotations

from typing import Any

from beifall.enter import leave
from beifall.environment import clock, store
from beifall.log import discreet
from beifall.requests import caller, header
from beifall.subprotocol import offered

STORE = store()


@discreet
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Accepts the subprotocol, or forgets the connection. It is registered when it enters a room, not before."""
    if event["requestContext"]["eventType"] == "CONNECT":
        chosen, _ = offered(header(event, "sec-websocket-protocol"))
        return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": chosen}}
    leave(caller(event), STORE, now=clock())
    return {"statusCode": 200}
