"""What of the one port's HTTP is counted: requests to the site and to the HTTP API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from local import causes
from local.meter import Meter

API = "/api"
SOCKET = "/socket"


def visits(meter: Meter) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """A signal handler for answers that are about to go out: `app.on_response_prepare`."""

    async def count(request: web.Request, response: web.StreamResponse) -> None:
        path = request.path
        if request.transport is None or request.transport.is_closing():
            return  # nobody is there any more who has asked
        if path == SOCKET or path.startswith(f"{SOCKET}/"):
            return
        head = sum(len(name) + len(value) + 4 for name, value in response.headers.items())
        went = response.content_length or 0
        if path != API and not path.startswith(f"{API}/"):
            meter.fetched(path, head + (went if request.method != "HEAD" else 0))
            return
        is_command = path == f"{API}/commands" and request.method == "POST" and response.status != 413
        body = await request.read() if is_command else b""
        cause = causes.of_visit(path.removeprefix(API) or "/", body)
        meter.visited(cause, came=request.content_length or 0, went=went, head=head)

    return count
