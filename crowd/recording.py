"""What a rehearsal has said and heard: each frame, both ways, and each exchange over HTTP, one JSON object a line.

What would let others in is not written: tokens, the event's code, tickets and nonces leave a `-`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self, TextIO

from aiohttp import (
    ClientSession,
    TraceConfig,
    TraceRequestChunkSentParams,
    TraceRequestEndParams,
    TraceRequestStartParams,
    TraceResponseChunkReceivedParams,
)

from crowd.device import Way

HIDDEN = "-"
NONCE = HIDDEN * 16
"""As long as a nonce is at least, so that what is written is as valid as what was said."""

SECRETS: Mapping[str, str] = {"token": HIDDEN, "nonce": NONCE, "ticket": HIDDEN, "code": HIDDEN, "url": HIDDEN}
"""Fields that are not written, in what is said to those who let people in and what they answer."""

DOORS = ("/join", "/links")


class Exchange(SimpleNamespace):
    """A request that is under way."""

    body = b""
    status = 0
    role: str | None = None


class Recording:
    """Written to a file until it is left. `code` is the event's. Raises OSError if the file cannot be opened."""

    def __init__(self, file: Path, code: str) -> None:
        self._file, self._code = file, code
        self._lines: TextIO | None = None
        self._began = time.monotonic()
        self._roles: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._lines = self._file.open("w", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        if self._lines is not None:
            self._lines.close()

    def knows(self, token: str, role: str) -> None:
        """Whose token this is, for what comes over HTTP."""
        self._roles[f"Bearer {token}"] = role

    def frame(self, role: str, screen: str, who: str, way: Way, text: str) -> None:
        """One frame at a socket, with whose screen it is."""
        self._write(way=way, role=role, screen=screen, who=who, frame=self._read(text))

    def traces(self) -> TraceConfig:
        """For a session: has each of its exchanges written."""
        config = TraceConfig(Exchange)
        config.on_request_start.append(self._begins)
        config.on_request_chunk_sent.append(self._says)
        config.on_request_end.append(self._is_answered)
        config.on_response_chunk_received.append(self._hears)
        return config

    async def _begins(self, _: ClientSession, exchange: SimpleNamespace, said: TraceRequestStartParams) -> None:
        exchange.role = self._roles.get(said.headers.get("authorization", ""))

    async def _says(self, _: ClientSession, exchange: SimpleNamespace, said: TraceRequestChunkSentParams) -> None:
        exchange.body += said.chunk

    async def _is_answered(self, _: ClientSession, exchange: SimpleNamespace, said: TraceRequestEndParams) -> None:
        exchange.status = said.response.status

    async def _hears(self, _: ClientSession, exchange: SimpleNamespace, said: TraceResponseChunkReceivedParams) -> None:
        self._write(
            role=exchange.role,
            method=said.method,
            path=said.url.raw_path_qs,
            status=exchange.status,
            body=self._exchanged(said.url.path, exchange.body),
            answer=self._exchanged(said.url.path, said.chunk),
        )

    def _exchanged(self, path: str, body: bytes) -> Any:
        if not body:
            return None
        read = self._read(body.decode(errors="replace"))
        if isinstance(read, dict) and path.endswith(DOORS) and "message" not in read:
            return {name: SECRETS[name] if value and name in SECRETS else value for name, value in read.items()}
        return read

    def _read(self, text: str) -> Any:
        """What a text says; the text itself, if it is no JSON."""
        text = text.replace(f'"{self._code}"', f'"{HIDDEN}"')
        try:
            return json.loads(text)
        except ValueError:
            return text

    def _write(self, **fields: Any) -> None:
        assert self._lines is not None, "a recording is used inside `with`"
        at = round(time.monotonic() - self._began, 3)
        self._lines.write(f"{json.dumps({'at': at, **fields}, ensure_ascii=False)}\n")
