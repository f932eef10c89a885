"""`@connections`: how a backend reaches a connection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from local.seam import Call, Target, Unreachable
from local.sockets import Sockets

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

ERRORS = {
    403: ("ForbiddenException", "Forbidden"),
    410: ("GoneException", "Gone"),
    413: ("PayloadTooLargeException", "Payload Too Large"),
    429: ("LimitExceededException", "Limit Exceeded"),
    503: ("ServiceUnavailableException", "Service Unavailable"),
}
"""What AWS calls a status, and says with it."""

Reply = tuple[int, Mapping[str, object] | None]


def reply(sockets: Sockets, method: str, connection: str, body: bytes, *, at: float = 0.0) -> Reply:
    """What `@connections` says: a status, and the fields of a body if there is one. A frame is sent at this moment (s,
    monotonic), or now.
    """
    if method == "POST":
        return sockets.post(connection, body, at=at), None
    if method == "DELETE":
        return (204, None) if sockets.close(connection) else (410, None)
    info = sockets.info(connection)
    if info is None:
        return 410, None
    identity = {"sourceIp": info.ip, "userAgent": info.agent}
    return 200, {"connectedAt": _iso(info.connected), "lastActiveAt": _iso(info.active), "identity": identity}


def to(endpoint: str) -> Target:
    """Lets clients of botocore go to the one address where `@connections` is; functions have a client of their own."""

    def send(call: Call) -> AWSResponse | None:
        if not call.request.url.startswith(f"{endpoint}/@connections/"):
            raise Unreachable(f"{call.operation} went to {call.request.url}, but this run's endpoint is {endpoint}")
        return None

    return send


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
