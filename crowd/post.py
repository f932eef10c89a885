"""Commands by HTTP, where a proxy lets no socket through."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol

from aiohttp import ClientError, ClientSession, ClientTimeout

from crowd.asked import RESEND, Asked, Frame
from crowd.device import PATIENCE, Device, ShutOut


class Ears(Protocol):
    """Who listens to what is asked by HTTP. Moments are in s, monotonic."""

    def posted(self, post: Post, asked: Asked, at: float) -> None:
        """A command was sent, perhaps not for the first time."""

    def returned(self, post: Post, asked: Asked, reply: Frame, at: float) -> None:
        """A reply has come, perhaps one that decides nothing."""

    def read(self, post: Post, raw: str, frame: Frame, at: float) -> None:
        """Anything has come."""


class Post:
    """One participant's way by HTTP; what they know is on their `screen`."""

    def __init__(
        self,
        session: ClientSession,
        api: str,
        token: str,
        *,
        participant: str,
        screen: Device,
        ears: Ears,
        ids: Callable[[], str],
        chance: random.Random,
    ) -> None:
        self._session, self._address = session, f"{api}/commands"
        self._headers = {"authorization": f"Bearer {token}"}
        self.participant, self.screen = participant, screen
        self._ears, self._ids, self._chance = ears, ids, chance

    async def ask(
        self, room: str, action: str, fields: Mapping[str, object], *, twice_after: float | None = None
    ) -> Frame:
        """The reply that decides a command, however often it has to be sent; once more in any case, after so many
        seconds. Raises ShutOut.
        """
        asked = Asked(self._ids(), action, room, fields)
        if twice_after is None:
            return await self._decided(asked)
        again = asyncio.create_task(self._later(asked, twice_after))
        try:
            return await self._decided(asked)
        finally:
            await again

    async def _decided(self, asked: Asked) -> Frame:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            wait = await self._sent(asked)
            if wait is None:
                return asked.reply.result()
            await asyncio.sleep(wait)
        raise ShutOut(f"{self.participant} has had no reply to {asked.action} by HTTP for {PATIENCE:.0f} s")

    async def _later(self, asked: Asked, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._sent(asked)

    async def _sent(self, asked: Asked) -> float | None:
        """None if the reply decides it, else seconds after which to try again."""
        now = time.monotonic()
        asked.sent(now)
        self._ears.posted(self, asked, now)
        with suppress(ClientError, OSError, TimeoutError, ValueError):
            return await self._tried(asked)
        return self._chance.uniform(0, 2)

    async def _tried(self, asked: Asked) -> float | None:
        timeout = ClientTimeout(RESEND)
        async with self._session.post(self._address, data=asked.text, headers=self._headers, timeout=timeout) as answer:
            raw = await answer.text()
        now = time.monotonic()
        self._ears.read(self, raw, {}, now)
        frame: object = json.loads(raw)
        if not isinstance(frame, dict) or frame.get("type") is None:
            return self._chance.uniform(0, 2)
        self._ears.read(self, raw, frame, now)
        if not asked.reply.done():
            self._ears.returned(self, asked, frame, now)
            asked.hears(frame)
        return asked.undecided()
