"""API Gateway's HTTP API: routes, CORS, limits, and what becomes of a function's answer."""

from __future__ import annotations

import json
import re
import time
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from aiohttp import hdrs, web

from local.lambdas import Crashed, Lambdas
from local.requests import Place
from local.requests import web as requests
from local.requests.web import Visit

BODY_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Cors:
    """Which foreign pages may call; without origins nobody is told anything. `max_age` is in seconds."""

    origins: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("GET", "POST", "OPTIONS")
    headers: tuple[str, ...] = ("authorization", "content-type")
    max_age: int = 3600

    def allowed(self, origin: str) -> str | None:
        """What `Access-Control-Allow-Origin` says to that origin."""
        if "*" in self.origins:
            return "*"
        return origin if origin in self.origins else None


@dataclass(frozen=True)
class Path:
    """`GET /rooms/{room}`, `ANY /{proxy+}` or `$default`."""

    key: str

    def variables(self, method: str, path: str) -> dict[str, str] | None:
        """The values of the variables, or None if this is another path."""
        if self.key == "$default":
            return {}
        wanted, _, shape = self.key.partition(" ")
        if wanted not in {"ANY", method}:
            return None
        pattern = re.sub(r"\\{(\w+)(\\\+)?\\}", _group, re.escape(shape))
        found = re.fullmatch(pattern, path)
        return None if found is None else found.groupdict()


def _group(found: re.Match[str]) -> str:
    return f"(?P<{found[1]}>{'.+' if found[2] else '[^/]+'})"


class WebApi:
    """Leads requests to one function. The first of `paths` that fits wins."""

    def __init__(
        self,
        lambdas: Lambdas,
        *,
        place: Place,
        function: str = "reception",
        paths: Iterable[str] = ("$default",),
        cors: Cors = Cors(),
    ) -> None:
        self._lambdas = lambdas
        self._place = place
        self._function = function
        self._paths = tuple(Path(key) for key in paths)
        self._cors = cors

    async def handle(self, request: web.Request, path: str) -> web.Response:
        """Answers one request; `path` is the raw one below the API's address."""
        origin = request.headers.get(hdrs.ORIGIN, "")
        is_preflight = request.method == "OPTIONS" and hdrs.ACCESS_CONTROL_REQUEST_METHOD in request.headers
        if self._cors.origins and is_preflight:
            return self._preflight(origin)
        response = await self._answer(request, path)
        if origin and (allowed := self._cors.allowed(origin)):
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = allowed
            response.headers[hdrs.VARY] = hdrs.ORIGIN
        return response

    def _preflight(self, origin: str) -> web.Response:
        allowed = self._cors.allowed(origin)
        if allowed is None:
            return web.Response(status=204)
        return web.Response(
            status=204,
            headers={
                hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: allowed,
                hdrs.ACCESS_CONTROL_ALLOW_METHODS: ",".join(self._cors.methods),
                hdrs.ACCESS_CONTROL_ALLOW_HEADERS: ",".join(self._cors.headers),
                hdrs.ACCESS_CONTROL_MAX_AGE: str(self._cors.max_age),
                hdrs.VARY: hdrs.ORIGIN,
            },
        )

    async def _answer(self, request: web.Request, path: str) -> web.Response:
        for route in self._paths:
            variables = route.variables(request.method, path)
            if variables is not None:
                break
        else:
            return web.json_response({"message": "Not Found"}, status=404)
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.json_response({"message": "Request Entity Too Large"}, status=413)
        except OSError:  # whoever asked is gone: no function hears of half a request, and nobody of an answer
            return web.Response(status=400)
        visit = Visit(
            method=request.method,
            path=path,
            query=request.rel_url.raw_query_string,
            headers=tuple((name.lower(), value) for name, value in request.headers.items()),
            body=body,
            ip=request.remote or "",
            route=route.key,
            variables=variables,
        )
        built = requests.request(self._place, visit, id=str(uuid4()), at=time.time_ns() // 1_000_000)
        try:
            return response(await self._lambdas.invoke(self._function, built))
        except Crashed as crash:
            if isinstance(crash.__cause__, TimeoutError):
                return web.json_response({"message": "Service Unavailable"}, status=503)
            return web.json_response({"message": "Internal Server Error"}, status=500)


def response(answer: object) -> web.Response:
    """What the client gets: an answer without a status is taken as JSON, as payload format 2.0 says."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        body = answer if isinstance(answer, str) else json.dumps(answer)
        return web.Response(text=body, content_type="application/json")
    fields: Mapping[str, Any] = answer
    body = fields.get("body") or ""
    made = web.Response(
        status=int(fields["statusCode"]),
        body=b64decode(body) if fields.get("isBase64Encoded") else str(body).encode(),
        headers={str(name): str(value) for name, value in (fields.get("headers") or {}).items()},
    )
    made.headers.setdefault(hdrs.CONTENT_TYPE, "text/plain; charset=utf-8")
    for cookie in fields.get("cookies") or ():
        made.headers.add(hdrs.SET_COOKIE, cookie)
    return made
