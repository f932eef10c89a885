"""Somebody at a socket who says anything, also what is wrong; all of it is recorded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import count
from typing import Any

from aiohttp import ClientSession, WSMsgType
from aiohttp.client import ClientWebSocketResponse

from crowd.attendee import Site
from crowd.held import Held
from crowd.recording import Recording

Frame = dict[str, Any]
NUMBERS = count(1)


class Visitor:
    """One open connection. `heard` are all frames that came, `held` is what they make of the room."""

    def __init__(self, line: ClientWebSocketResponse, screen: str, notes: Callable[[Any, str], None]) -> None:
        self._line, self._screen, self._notes = line, screen, notes
        self._news = asyncio.Condition()
        self.heard: list[Frame] = []
        self.held = Held("")
        self.listening = asyncio.create_task(self._listen())

    async def enter(self, room: str) -> Frame:
        """Be in this room; the reply."""
        self.held = Held(room)
        return await self.ask("enter", screen=self._screen)

    async def ask(self, action: str, **fields: Any) -> Frame:
        """The reply that decides a command."""
        id_ = f"v{next(NUMBERS)}"
        command = {"action": action, "room": self.held.room, "id": id_, **fields}
        while True:
            reply = await self.say(json.dumps(command, ensure_ascii=False), lambda frame: frame["id"] == id_)
            if reply.get("code") != "too_many_requests" or reply["retry_after"] > 1:
                return reply
            await asyncio.sleep(reply["retry_after"])

    async def refused(self, code: str, action: str, **fields: Any) -> None:
        """Asks for what must be refused with this code."""
        reply = await self.ask(action, **fields)
        assert (reply["type"], reply.get("code")) == ("refused", code), (action, fields, reply)

    async def done(self, action: str, **fields: Any) -> Frame:
        """Asks for what must be done; the reply."""
        reply = await self.ask(action, **fields)
        assert reply["type"] == "ok", (action, fields, reply)
        return reply

    async def say(self, text: str, fits: Callable[[Frame], bool] = lambda frame: frame["type"] == "refused") -> Frame:
        """Sends any text; the next reply that fits."""
        before = len(self.heard)

        def reply() -> Frame | None:
            whole = (one for one in self.heard[before:] if "id" in one and one.get("part") == one.get("parts"))
            return next(filter(fits, whole), None)

        await self.tell(text)
        frame: Frame = await self.until(reply)
        return frame

    async def tell(self, text: str) -> None:
        """Sends what has no reply."""
        self._notes("in", text)
        await self._line.send_str(text)

    async def clap(self, s: int) -> None:
        """One clap."""
        await self.tell(json.dumps({"action": "clap", "room": self.held.room, "s": s, "c": [0], "g": 8}))

    async def item(self, list_: str, id_: str, **wanted: Any) -> Frame:
        """An item, once it is so."""

        def there() -> Frame | None:
            item = self.held.items.get((list_, id_), {"gone": True})
            return item if not item.get("gone") and all(item[name] == value for name, value in wanted.items()) else None

        item: Frame = await self.until(there)
        return item

    async def until(self, found: Callable[[], Any]) -> Any:
        """What is found after some frame. Raises TimeoutError."""
        async with asyncio.timeout(30), self._news:
            await self._news.wait_for(lambda: found() or self.listening.done())
        assert found(), "the connection has ended before"
        return found()

    async def _listen(self) -> None:
        async for message in self._line:
            if message.type is WSMsgType.TEXT:
                self._notes("out", message.data)
                frame = json.loads(message.data)
                self.heard.append(frame)
                self.held.hear(frame)
                async with self._news:
                    self._news.notify_all()
        async with self._news:
            self._news.notify_all()


@asynccontextmanager
async def visiting(
    session: ClientSession, site: Site, recording: Recording, *, token: str, role: str, screen: str
) -> AsyncIterator[Visitor]:
    """A connection as long as the block lasts."""
    recording.knows(token, role)
    async with session.ws_connect(site.socket, protocols=("beifall.v1", token)) as line:
        visitor = Visitor(line, screen, partial(recording.frame, role, screen, f"{role} {next(NUMBERS)}"))
        try:
            yield visitor
        finally:
            visitor.listening.cancel()
            with suppress(asyncio.CancelledError):
                await visitor.listening
