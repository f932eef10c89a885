"""Which function gets a text, and what of its answer the client gets."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from blueprint.routes import Route
from local.frames import TEXT_LIMIT


class Malformed(Exception):
    """A function answered what a proxy integration must not answer."""


def select(routes: Mapping[str, Route], body: str) -> str | None:
    """The key of the route for `$request.body.action`; None if there is neither it nor `$default`."""
    try:
        fields = _read(body)
    except (ValueError, RecursionError):
        fields = None
    action = fields.get("action") if isinstance(fields, dict) else None
    if isinstance(action, str) and action in routes and not action.startswith("$"):
        return action
    return "$default" if "$default" in routes else None


def _read(body: str) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):  # stricter than what others take for JSON
        return json.loads(body)


def status(answer: object) -> int:
    """The status of a proxy integration's answer; raises Malformed."""
    code = answer.get("statusCode") if isinstance(answer, dict) else None
    if not isinstance(code, int) or isinstance(code, bool):
        raise Malformed("a proxy integration answers with a whole number as statusCode")
    return code


def reply(answer: object) -> str | None:
    """The text for the client, if there is one; raises Malformed."""
    status(answer)
    body = answer.get("body") if isinstance(answer, dict) else None
    if body is not None and not isinstance(body, str):
        raise Malformed("a proxy integration's body is a text")
    if body is not None and (size := len(body.encode())) > TEXT_LIMIT:
        raise Malformed(f"an answer of {size} bytes is more than the {TEXT_LIMIT} that a client can be sent")
    return body or None


def subprotocol(answer: object) -> str | None:
    """The subprotocol that the function selected, for the client to see."""
    headers = answer.get("headers") if isinstance(answer, dict) else None
    chosen = {str(name).lower(): str(value) for name, value in (headers or {}).items()}
    return chosen.get("sec-websocket-protocol")
