"""One open page: a socket that enters a room, keeps its items by revision, and sends again what was not answered."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

Frame = dict[str, Any]
Hears = Callable[[Frame, float], None]

RESEND = 8.0
"""Seconds without a reply after which a command is sent again, with the same id."""


class Screen:
    """`hears` is told every frame, with the moment (s, monotonic) at which it came. `items` are as the protocol says:
    of each the highest `rev`.
    """

    def __init__(
        self, session: ClientSession, socket: str, token: str, kind: str, hears: Hears = lambda _f, _t: None
    ) -> None:
        self._session, self._socket, self._token, self._kind = session, socket, token, kind
        self._hears = hears
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Frame]] = {}
        self._listening: asyncio.Task[None] | None = None
        self._line: ClientWebSocketResponse | None = None
        self._changed = asyncio.Condition()
        self._parts: dict[str, dict[int, Frame]] = {}
        self.room = ""
        self.items: dict[tuple[str, str], Frame] = {}
        self.you: Frame = {}
        self.frames = 0

    async def __aenter__(self) -> Self:
        self._line = await self._session.ws_connect(self._socket, protocols=("beifall.v1", self._token), heartbeat=None)
        self._listening = asyncio.create_task(self._listen(self._line))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._line is not None:
            await self._line.close()
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def enter(self, room: str) -> Frame:
        """Be in this room; returns the snapshot."""
        self.room = room
        return await self.ask("enter", screen=self._kind)

    async def ask(self, action: str, **fields: object) -> Frame:
        """The reply to a command, however often it has to be sent."""
        id_ = f"{self._kind}-{next(self._numbers)}"
        text = json.dumps({"action": action, "room": self.room, "id": id_, **fields})
        reply = self._waiting[id_] = asyncio.get_running_loop().create_future()
        try:
            while True:
                assert self._line is not None, "a screen is used inside `async with`"
                await self._line.send_str(text)
                with suppress(TimeoutError):
                    return await asyncio.wait_for(asyncio.shield(reply), RESEND)
        finally:
            del self._waiting[id_]

    async def ping(self) -> Frame:
        """Says that this screen is still there, and hears what it has missed."""
        return await self.ask("ping", rev=sum(item["rev"] for item in self.items.values()))

    async def until(self, holds: Callable[[dict[tuple[str, str], Frame]], bool], *, within: float = 30.0) -> None:
        """Waits until that is so of the items. Raises TimeoutError."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: holds(self.items))

    async def _listen(self, line: ClientWebSocketResponse) -> None:
        async for message in line:
            if message.type is WSMsgType.TEXT:
                await self._hear(json.loads(message.data), time.monotonic())

    async def _hear(self, frame: Frame, now: float) -> None:
        self.frames += 1
        kind = frame.get("type")
        whole = True
        if kind in ("snapshot", "update") and frame["room"] == self.room:
            whole = kind == "update" or self._complete(frame)
            if kind == "snapshot" and whole:
                self.items = {}
                for part in self._parts.pop(frame["id"]).values():
                    self._keep(part["items"])
            elif kind == "update":
                self._keep(frame["items"])
            self.you |= frame.get("you", {})
        self._hears(frame, now)
        waiting = self._waiting.get(frame.get("id") or "")
        if whole and waiting is not None and not waiting.done():
            waiting.set_result(frame)
        async with self._changed:
            self._changed.notify_all()

    def _complete(self, frame: Frame) -> bool:
        """Whether all parts of a snapshot are there; those of another sending do not count."""
        parts = self._parts.setdefault(frame["id"], {})
        if any(part["rev"] != frame["rev"] for part in parts.values()):
            parts.clear()
        parts[frame.get("part", 1)] = frame
        return len(parts) == int(frame.get("parts", 1))

    def _keep(self, items: dict[str, list[Frame]]) -> None:
        for list_, each in items.items():
            for item in each:
                held = self.items.get((list_, item["id"]))
                if held is None or held["rev"] < item["rev"]:
                    self.items[list_, item["id"]] = item
