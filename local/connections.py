"""`@connections`: how a backend reaches a connection, over HTTP or in the process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from aiohttp import web
from botocore.awsrequest import AWSResponse
from botocore.credentials import Credentials

from local.seam import Call, Target, Unreachable, answer
from local.signature import is_signed
from local.sockets import Sockets

_ERRORS = {
    403: ("ForbiddenException", "Forbidden"),
    404: ("NotFoundException", "Not Found"),
    410: ("GoneException", "Gone"),
    413: ("PayloadTooLargeException", "Payload Too Large"),
    429: ("LimitExceededException", "Limit Exceeded"),
}

Reply = tuple[int, Mapping[str, object] | None]


def reply(sockets: Sockets, method: str, connection: str, body: bytes) -> Reply:
    """What `@connections` says: a status, and the fields of a body if there is one."""
    if method == "POST":
        return sockets.post(connection, body), None
    if method == "DELETE":
        return (204, None) if sockets.close(connection) else (410, None)
    info = sockets.info(connection)
    if info is None:
        return 410, None
    identity = {"sourceIp": info.ip, "userAgent": info.agent}
    return 200, {"connectedAt": _iso(info.connected), "lastActiveAt": _iso(info.active), "identity": identity}


class OverHttp:
    """The same over HTTP, for those who hold the run's credentials."""

    def __init__(self, sockets: Sockets, credentials: Credentials) -> None:
        self._sockets = sockets
        self._credentials = credentials

    async def handle(self, request: web.Request) -> web.Response:
        """Answers one request."""
        body = await request.read()
        is_ours = is_signed(
            self._credentials,
            method=request.method,
            url=f"{request.scheme}://{request.host}{request.raw_path}",
            headers=request.headers,
            body=body,
            now=datetime.now(UTC),
        )
        if not is_ours:
            return _http(403, None)
        return _http(*reply(self._sockets, request.method, request.match_info["connection"], body))


def in_process(sockets: Sockets, endpoint: str, *, is_short: bool = True) -> Target:
    """The same below botocore, for clients whose address is `endpoint`; without `is_short` they take the long way."""

    def send(call: Call) -> AWSResponse | None:
        if not call.request.url.startswith(f"{endpoint}/@connections/"):
            raise Unreachable(f"{call.operation} went to {call.request.url}, but this run's endpoint is {endpoint}")
        if not is_short:
            return None
        connection = unquote(urlsplit(call.request.url).path.rpartition("/")[2])
        status, fields = reply(sockets, str(call.request.method), connection, call.body)
        if status in _ERRORS:
            code, message = _ERRORS[status]
            return answer(call, status, {"message": message}, {"x-amzn-errortype": code})
        return answer(call, status, b"" if fields is None else fields, {})

    return send


def _http(status: int, fields: Mapping[str, object] | None) -> web.Response:
    if status in _ERRORS:
        code, message = _ERRORS[status]
        return web.json_response({"message": message}, status=status, headers={"x-amzn-ErrorType": code})
    if fields is None:
        return web.Response(status=status)
    return web.json_response(fields, status=status)


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
