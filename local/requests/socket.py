"""The requests of an API Gateway WebSocket API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from local.requests import Place, stamp

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Arrival:
    """A connection as it came in. `at` is in ms; headers and query in their order, names as they were written."""

    id: str
    at: int
    ip: str
    host: str
    headers: Pairs = ()
    query: Pairs = ()
    authorizer: Mapping[str, str | int] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """The first value of that name, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @cached_property
    def agent(self) -> str:
        """What the client says it is, or an empty text."""
        return self.header("User-Agent")


def method_arn(place: Place) -> str:
    """What an authorizer allows."""
    return f"arn:aws:execute-api:{place.region}:{place.account}:{place.api}/{place.stage}/$connect"


def authorize(place: Place, arrival: Arrival, *, request: str, at: int) -> dict[str, Any]:
    """To the authorizer, before `$connect`."""
    return {
        "type": "REQUEST",
        "methodArn": method_arn(place),
        **_with_headers(arrival.headers),
        "queryStringParameters": dict(arrival.query),
        "multiValueQueryStringParameters": _lists(arrival.query),
        "stageVariables": {},
        "requestContext": _context(place, arrival, "$connect", "CONNECT", request=request, at=at),
    }


def connect(place: Place, arrival: Arrival, *, request: str, at: int) -> dict[str, Any]:
    """To `$connect`."""
    query = (
        {
            "queryStringParameters": dict(arrival.query),
            "multiValueQueryStringParameters": _lists(arrival.query),
        }
        if arrival.query
        else {}
    )
    hidden = {"connection", "upgrade"}  # the authorizer sees them, the route does not
    return {
        **_with_headers(pair for pair in arrival.headers if pair[0].lower() not in hidden),
        **query,
        "requestContext": _context(place, arrival, "$connect", "CONNECT", request=request, at=at),
        "isBase64Encoded": False,
    }


def frame(place: Place, arrival: Arrival, *, route: str, body: str, request: str, at: int) -> dict[str, Any]:
    """To the route of a text that came in."""
    context = _context(place, arrival, route, "MESSAGE", request=request, at=at)
    return {"requestContext": {**context, "messageId": request}, "body": body, "isBase64Encoded": False}


def disconnect(place: Place, arrival: Arrival, *, code: int, reason: str, request: str, at: int) -> dict[str, Any]:
    """To `$disconnect`; `code` and `reason` as the connection ended."""
    headers = (("Host", arrival.host), ("x-api-key", ""), ("X-Forwarded-For", ""), ("x-restapi", ""))
    context = _context(place, arrival, "$disconnect", "DISCONNECT", request=request, at=at)
    return {
        **_with_headers(headers),
        "requestContext": {**context, "disconnectStatusCode": code, "disconnectReason": reason},
        "isBase64Encoded": False,
    }


def _context(
    place: Place,
    arrival: Arrival,
    route: str,
    kind: Literal["CONNECT", "MESSAGE", "DISCONNECT"],
    *,
    request: str,
    at: int,
) -> dict[str, Any]:
    context: dict[str, Any] = {
        "routeKey": route,
        "eventType": kind,
        "extendedRequestId": request,
        "requestTime": stamp(at),
        "messageDirection": "IN",
        "stage": place.stage,
        "connectedAt": arrival.at,
        "requestTimeEpoch": at,
        "identity": {"sourceIp": arrival.ip},
        "requestId": request,
        "domainName": arrival.host.rsplit(":", 1)[0],
        "connectionId": arrival.id,
        "apiId": place.api,
    }
    if arrival.agent:
        context["identity"]["userAgent"] = arrival.agent
    if arrival.authorizer:
        context["authorizer"] = dict(arrival.authorizer)
    return context


def _with_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    pairs = tuple(pairs)
    return {"headers": dict(pairs), "multiValueHeaders": _lists(pairs)}


def _lists(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return lists
