"""The request of an API Gateway HTTP API, payload format 2.0."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from local.requests import Place, stamp

_TEXT = ("text/", "application/json", "application/javascript", "application/xml")


@dataclass(frozen=True)
class Visit:
    """An HTTP request as it came in. `path` and `query` are raw, header names in lower case."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    ip: str
    protocol: str = "HTTP/1.1"
    route: str = "$default"
    variables: dict[str, str] = field(default_factory=dict)


def request(place: Place, visit: Visit, *, id: str, at: int) -> dict[str, Any]:  # noqa: A002 - AWS names it so
    """To the function of a route."""
    headers = _joined(pair for pair in visit.headers if pair[0] != "cookie")
    host = headers.get("host", "localhost").rsplit(":", 1)[0]
    built: dict[str, Any] = {
        "version": "2.0",
        "routeKey": visit.route,
        "rawPath": visit.path,
        "rawQueryString": visit.query,
        "headers": headers,
        "requestContext": {
            "accountId": place.account,
            "apiId": place.api,
            "domainName": host,
            "domainPrefix": host.split(".", 1)[0],
            "http": {
                "method": visit.method,
                "path": visit.path,
                "protocol": visit.protocol,
                "sourceIp": visit.ip,
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": id,
            "routeKey": visit.route,
            "stage": "$default",
            "time": stamp(at),
            "timeEpoch": at,
        },
        "isBase64Encoded": False,
    }
    if cookies := [value for name, value in visit.headers if name == "cookie"]:
        built["cookies"] = [cookie.strip() for value in cookies for cookie in value.split(";")]
    if visit.query:
        built["queryStringParameters"] = _joined(parse_qsl(visit.query, keep_blank_values=True))
    if visit.variables:
        built["pathParameters"] = visit.variables
    if visit.body:
        is_text = headers.get("content-type", "").startswith(_TEXT)
        built["body"] = visit.body.decode(errors="replace") if is_text else b64encode(visit.body).decode()
        built["isBase64Encoded"] = not is_text
    return built


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined
