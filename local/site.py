"""The web site as CloudFront would serve it: the files, the headers, and where the API is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from aiohttp import ETag, hdrs, web

from blueprint.site import COMPRESSED, EVERYWHERE, PARTS, TYPES, headers

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")

Generated = Mapping[str, tuple[str, bytes]]
"""Path → (content type, bytes)."""


class Site:
    """Serves a directory, `/config.json` and what else is generated."""

    def __init__(self, directory: Path, *, generated: Generated | None = None, frames: Iterable[str] = ()) -> None:
        self._directory = directory.resolve()
        self._generated = generated or {}
        self._frames = tuple(frames)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answers one request."""
        if request.method not in {"GET", "HEAD"}:
            return web.Response(status=405, headers={hdrs.ALLOW: "GET, HEAD"})
        if not _HOST.fullmatch(request.host):
            return web.Response(status=400)
        # The page calls back the way it came: by a name of this machine, or through somebody's TLS if that passes Host
        # and X-Forwarded-Proto on. Whether the socket opens to a page from there, the authorizer's ORIGINS say.
        is_secure = request.headers.get(hdrs.X_FORWARDED_PROTO, request.scheme) == "https"
        api = f"{'https' if is_secure else 'http'}://{request.host}/api"
        socket = f"{'wss' if is_secure else 'ws'}://{request.host}/socket"
        response = self._find(request, {"api": api, "socket": socket})
        response.headers.update(EVERYWHERE)
        if Path(request.path).suffix not in PARTS:
            response.headers.update(headers(api, socket, frames=self._frames))
        if request.path == "/config.json":
            # A frontend elsewhere begins here; what it may do then, the event's `origins` say.
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = "*"
        return response

    def _find(self, request: web.Request, config: Mapping[str, str]) -> web.StreamResponse:
        path = request.path
        if path == "/config.json":
            return web.json_response(config)
        if path in self._generated:
            kind, body = self._generated[path]
            return web.Response(body=body, headers={hdrs.CONTENT_TYPE: kind})
        return self._file(request, path)

    def _file(self, request: web.Request, path: str) -> web.StreamResponse:
        parts = path.split("/")
        if any(part.startswith(".") for part in parts) or "\0" in path:
            return web.Response(status=404)
        file = self._directory.joinpath(*(part for part in parts if part))
        if file.is_dir():
            if not path.endswith("/"):
                return web.Response(status=301, headers={hdrs.LOCATION: f"/{path.strip('/')}/"})
            file /= "index.html"
        if not file.is_file() or not file.resolve().is_relative_to(self._directory):
            return web.Response(status=404)
        kind = TYPES.get(file.suffix, "application/octet-stream")
        if file.suffix in COMPRESSED:
            return _compressed(request, file, kind)
        return web.FileResponse(file, headers={hdrs.CONTENT_TYPE: kind})


def _compressed(request: web.Request, file: Path, kind: str) -> web.Response:
    """A text, compressed for whoever can read it so. aiohttp's own answer for files, once compressed, has a body even
    where it says that there is nothing new.
    """
    stat = file.stat()
    tag = ETag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}", is_weak=True)
    known = request.if_none_match or ()
    if any(one.value in ("*", tag.value) for one in known):
        response = web.Response(status=304)
    else:
        response = web.Response(
            body=file.read_bytes(), headers={hdrs.CONTENT_TYPE: kind, hdrs.VARY: hdrs.ACCEPT_ENCODING}
        )
        if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
            response.enable_compression(web.ContentCoding.gzip)
    response.etag = tag
    return response
