"""What handlers read off API Gateway's requests, and how they answer."""

from __future__ import annotations

import base64
from typing import Any, cast

import msgspec

from beifall.caller import Caller
from beifall.domain.people import Person, Role


def caller(event: dict[str, Any]) -> Caller:
    """Whose message this is: the authorizer's context comes with each, so that none costs a read."""
    context = event["requestContext"]
    who = context["authorizer"]
    person = Person(who["participant"], cast("Role", who["role"]), tuple(who["rooms"].split()))
    return Caller(person, context["connectionId"])


def header(event: dict[str, Any], name: str) -> str:
    """A header, whatever the case of its name; empty if it is missing."""
    return next((value for key, value in (event.get("headers") or {}).items() if key.lower() == name), "")


def body(event: dict[str, Any]) -> str:
    """The body of an HTTP request."""
    text = event.get("body") or ""
    return base64.b64decode(text).decode(errors="replace") if event.get("isBase64Encoded") else text


def answer(status: int, content: object) -> dict[str, Any]:
    """An HTTP answer in JSON that nobody keeps."""
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", "cache-control": "no-store"},
        "body": msgspec.json.encode(content).decode(),
    }
