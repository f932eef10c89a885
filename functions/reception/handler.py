"""The HTTP API: what a visitor may know, and the way in."""

from __future__ import annotations

from typing import Any

from beifall.domain.refusals import Refused
from beifall.environment import clock, store
from beifall.join import about, join, read
from beifall.keyring import tokens
from beifall.log import logger
from beifall.requests import answer, body
from beifall.store.port import Overloaded

STORE = store()
TOKENS = tokens()

STATUS = {"ticket_used": 409, "event_full": 429, "bad_field": 400, "bad_frame": 400, "try_again": 503, "internal": 503}
"""HTTP's word for a refusal; 403 for the others."""


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Routes by method and path."""
    try:
        return _routed(event)
    except Refused as no:
        logger.info("refused", code=no.code)
        field = {} if no.field is None else {"field": no.field}
        return answer(STATUS.get(no.code, 403), {"code": no.code, "message": no.message, **field})


def _routed(event: dict[str, Any]) -> dict[str, Any]:
    try:
        it = STORE.event()
        if it is None:
            raise Refused("try_again", "The event is being set up.")
        match event["routeKey"]:
            case "GET /event":
                return answer(200, about(it))
            case "POST /join":
                return answer(201, join(read(body(event)), it, STORE, TOKENS, now=clock()))
            case _:
                return answer(404, {"code": "unknown_action", "message": "There is nothing here."})
    except Overloaded:
        raise Refused("try_again") from None
