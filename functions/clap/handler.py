"""Route `clap`: one write. As light as a function with botocore can be, for in a storm of applause many are started."""

from __future__ import annotations

import time
from typing import Any

from beifall.clap import Turnstile, Ways, clap
from beifall.discretion import discreet
from beifall.store.claptable import connect

HOLD = 0.15
"""Seconds for which a call of the schedule keeps its container: those that come with it then need others."""

TABLE = connect()
TURNSTILE, WAYS = Turnstile(), Ways()


@discreet
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Nobody waits for an answer: the route has none. The schedule only keeps containers, one for each of its calls."""
    if event.get("source") == "aws.events":
        time.sleep(HOLD)
        return {"statusCode": 200}
    context = event["requestContext"]
    who = context["authorizer"]
    clap(
        event.get("body") or "",
        role=who["role"],
        participant=who["participant"],
        expires=int(who["expires"]),
        connection=context["connectionId"],
        put=TABLE.put_claps,
        turnstile=TURNSTILE,
        ways=WAYS,
        now=time.time_ns() // 1_000_000,
    )
    return {"statusCode": 200}
