"""Which function gets a text of the socket, and what the HTTP API answers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """A function; `returns` is what AWS calls a route response: without one, the answer stays with the gateway."""

    function: str
    returns: bool = False


ROUTES: Mapping[str, Route] = {
    "$connect": Route("connection"),
    "$disconnect": Route("connection"),
    "$default": Route("command", returns=True),
    "clap": Route("clap"),
}
SELECTION = "$request.body.action"
"""What of a text says its route."""

AUTHORIZER = "authorize"

PATHS = ("GET /event", "POST /join", "POST /commands", "GET /rooms/{room}", "POST /links")
WEB = "reception"
"""The function behind all paths of the HTTP API."""

TIMEOUT = 29
"""Seconds that a function may take: as long as API Gateway waits for its answer. What nobody waits for any more would
only be paid.
"""
