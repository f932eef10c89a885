"""What handlers read off API Gateway's requests, and how they answer."""

from __future__ import annotations

import base64
from typing import Any, cast

import msgspec

from beifall.caller import Caller
from beifall.domain.people import Person, Role
from beifall.domain.refusals import Code, Refused
from beifall.domain.texts import Milliseconds


def caller(event: dict[str, Any]) -> Caller:
    """Whose message this is: the authorizer's context comes with each, so that none costs a read."""
    context = event["requestContext"]
    who = context["authorizer"]
    # Numbers travel as text.
    generation, expires = int(who["generation"]), int(who["expires"])
    # Most people have no rooms of their own, and AWS does not say that it sends an empty text along.
    rooms = tuple((who.get("rooms") or "").split())
    person = Person(who["participant"], cast("Role", who["role"]), rooms, generation)
    return Caller(person, context["connectionId"], expires)


def policy(person: Person, expires: Milliseconds, resource: str, *, allows: bool) -> dict[str, Any]:
    """The authorizer's answer: whether they may connect, and the context that `caller` reads off each message."""
    effect = "Allow" if allows else "Deny"
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}
    return {
        "principalId": person.participant,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": {
            "participant": person.participant,
            "role": person.role,
            "rooms": " ".join(person.rooms),
            "generation": person.generation,
            "expires": expires,
        },
    }


def bearer(event: dict[str, Any]) -> str:
    """The token that an HTTP request carries; empty if it has none."""
    scheme, _, token = header(event, "authorization").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def header(event: dict[str, Any], name: str) -> str:
    """A header, whatever the case of its name; empty if it is missing."""
    return next((value for key, value in (event.get("headers") or {}).items() if key.lower() == name), "")


def body(event: dict[str, Any]) -> str:
    """The body of an HTTP request."""
    text = event.get("body") or ""
    return base64.b64decode(text).decode(errors="replace") if event.get("isBase64Encoded") else text


STATUS: dict[Code, int] = {
    "bad_field": 400,
    "bad_frame": 400,
    "token_expired": 401,
    "no_such_room": 404,
    "unknown_action": 404,
    "ticket_used": 409,
    "too_large": 413,
    "event_full": 429,
    "too_many_requests": 429,
    "try_again": 503,
}
"""HTTP's word for a refusal; 403 for the others."""


def status(code: Code) -> int:
    """HTTP's word for a call that was refused as a whole."""
    return STATUS.get(code, 403)


def answer(status: int, content: object) -> dict[str, Any]:
    """An HTTP answer in JSON that nobody keeps."""
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", "cache-control": "no-store"},
        "body": msgspec.json.encode(content).decode(),
    }


def refusal(no: Refused) -> dict[str, Any]:
    """The HTTP answer to what was refused."""
    field = {} if no.field is None else {"field": no.field}
    after = {} if no.retry_after is None else {"retry_after": no.retry_after}
    made = answer(status(no.code), {"code": no.code, "message": no.message, **field, **after})
    if no.retry_after is not None:
        made["headers"]["retry-after"] = str(no.retry_after)
    return made


def nothing() -> dict[str, Any]:
    """An HTTP answer that says that there is nothing to say."""
    return {"statusCode": 204, "headers": {"cache-control": "no-store"}}
