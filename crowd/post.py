"""Commands by HTTP, where a proxy lets no socket through."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol

from aiohttp import ClientError, ClientSession, ClientTimeout

from crowd.asked import RESEND, Asked, Frame


class Ears(Protocol):
    """Who listens to what is asked by HTTP. Moments are in s, monotonic."""

    def posted(self, post: Post, asked: Asked, at: float) -> None:
        """A command was sent, perhaps not for the first time."""

    def returned(self, post: Post, asked: Asked, reply: Frame, raw: str, at: float) -> None:
        """A reply has come, perhaps one that decides nothing."""


class Post:
    """One participant's way by HTTP."""

    def __init__(
        self,
        session: ClientSession,
        api: str,
        token: str,
        *,
        participant: str,
        ears: Ears,
        ids: Callable[[], str],
        chance: random.Random,
    ) -> None:
        self._session, self._address = session, f"{api}/commands"
        self._headers = {"authorization": f"Bearer {token}"}
        self.participant = participant
        self._ears, self._ids, self._chance = ears, ids, chance

    async def ask(self, room: str, action: str, fields: Mapping[str, object]) -> Frame:
        """The reply that decides a command, however often it has to be sent."""
        asked = Asked(self._ids(), action, room, fields)
        while True:
            now = time.monotonic()
            asked.sent(now)
            self._ears.posted(self, asked, now)
            wait: float | None = self._chance.uniform(0, 2)
            with suppress(ClientError, OSError, TimeoutError, ValueError):
                wait = await self._tried(asked)
            if wait is None:
                return asked.reply.result()
            await asyncio.sleep(wait)

    async def _tried(self, asked: Asked) -> float | None:
        """None if the reply decides it, else seconds after which to try again."""
        timeout = ClientTimeout(RESEND)
        async with self._session.post(self._address, data=asked.text, headers=self._headers, timeout=timeout) as answer:
            raw = await answer.text()
            frame: Frame = await answer.json(content_type=None)
        if frame.get("type") is None:
            return self._chance.uniform(0, 2)
        self._ears.returned(self, asked, frame, raw, time.monotonic())
        asked.hears(frame)
        return asked.undecided()
