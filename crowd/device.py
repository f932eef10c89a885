"""A phone, a laptop, a desk or a stage: it is in a room, comes back when its connection is lost, and forgets nothing
that it has asked for.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, ClientWSTimeout, WSMsgType

from crowd.asked import Asked, Frame
from crowd.ears import Ears
from crowd.held import Held, Key
from crowd.screen import Heard, decoded

FIRST_WAIT, NEVER_IN, LONGEST_WAIT = 6.0, 1.0, 30.0
"""Seconds within which somebody tries to come back, first, if they have never been in, and in the end: as pages do
(web/js/client/connection.js).
"""

CLOSING = ClientWSTimeout(ws_close=2)
"""Seconds for a goodbye."""

PATIENCE = 300.0
"""Seconds after which somebody who gets no reply, or does not get in, gives up: then nothing is there any more."""

NOTHING: Mapping[str, object] = {}


class ShutOut(Exception):
    """Somebody may not be where the script wants them; the text says why."""


class Device:
    """`owner` is whoever holds it, by whatever name; `participant` may be empty as long as nobody has told. `ids` gives
    each command an id that its participant has used for no other.
    """

    def __init__(
        self,
        session: ClientSession,
        socket: str,
        token: str,
        kind: str,
        *,
        role: str,
        owner: str,
        participant: str = "",
        ears: Ears,
        ids: Callable[[], str],
        chance: random.Random,
    ) -> None:
        self._session, self._socket, self.token = session, socket, token
        self.kind, self.role, self.owner, self.participant = kind, role, owner, participant
        self._ears, self._ids, self._chance = ears, ids, chance
        self.held = Held("")
        self._waiting: dict[str, Asked] = {}
        self._line: ClientWebSocketResponse | None = None
        self._inside, self._entered = "", False
        self._turned = asyncio.Event()
        self._away = 0.0
        self._news = asyncio.Event()
        self.connections = 0

    @property
    def items(self) -> dict[Key, Frame]:
        """Of each item in its room the highest `rev`, by list and id."""
        return self.held.items

    @property
    def you(self) -> Frame:
        """One's own things."""
        return self.held.you

    @property
    def room(self) -> str:
        """Where it is or wants to be."""
        return self.held.room

    @property
    def is_inside(self) -> bool:
        """Whether it is told what happens in its room."""
        return bool(self._inside) and self._inside == self.held.room

    @property
    def name(self) -> str:
        """Whose it is, for people."""
        return f"{self.role} {self.owner} ({self.kind} in {self.held.room})"

    async def live(self) -> None:
        """Stays connected until cancelled, and in the room that `go` has named last."""
        failures, first = 0, NEVER_IN
        while True:
            with suppress(ClientError, OSError, TimeoutError):
                failures += 1
                protocols = ("beifall.v1", self.token)
                async with asyncio.timeout(30):
                    line = await self._session.ws_connect(
                        self._socket, protocols=protocols, max_msg_size=0, timeout=CLOSING
                    )
                self.connections += 1
                if await self._serve(line):
                    failures, first = 1, FIRST_WAIT
            away, self._away = self._away, 0.0
            await asyncio.sleep(away + self._chance.uniform(0, min(LONGEST_WAIT, first * 2.0 ** (failures - 1))))

    async def go(self, room: str) -> None:
        """Be in this room; returns when it is, whatever happens on the way. Raises ShutOut."""
        if self._inside:
            self._ears.outside(self, time.monotonic())
        # Also to the same room: to enter it again is to be told everything again.
        self._inside = ""
        if room != self.held.room:
            self.held = Held(room)
        self._turned.set()
        await self.back()

    async def back(self) -> None:
        """Waits until it is in its room. Raises ShutOut."""
        try:
            await self.until(lambda: self.is_inside, within=PATIENCE)
        except TimeoutError:
            raise ShutOut(f"{self.name} has not come in for {PATIENCE:.0f} s") from None

    def abort(self, away: float = 0.0) -> None:
        """The network is gone, without a goodbye, for so many seconds at least."""
        self._away = away
        if self._line is not None:
            line: socket.socket | None = self._line.get_extra_info("socket")
            if line is not None:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    async def ask(
        self, action: str, fields: Mapping[str, object] = NOTHING, *, twice_after: float | None = None
    ) -> Frame:
        """The reply that decides a command, however often it has to be sent; once more in any case, after so many
        seconds, for whoever is not sure that it was heard. Raises ShutOut.
        """
        asked = self._note(action, self.held.room, fields)
        try:
            await self._send(asked)
            if twice_after is not None:
                await asyncio.sleep(twice_after)
                await self._send(asked)
            return await self._decided(asked)
        finally:
            del self._waiting[asked.id]

    async def clap(self, s: int, moments: Sequence[float], grade: int) -> None:
        """Tells of claps (s, monotonic), which nobody answers; unheard without a connection."""
        if self._line is None or not self.is_inside:
            return
        now = time.monotonic()
        ages = [max(0, round((now - moment) * 1_000)) for moment in moments]
        with suppress(ConnectionError, ClientError):
            await self._line.send_str(
                json.dumps({"action": "clap", "room": self.held.room, "s": s, "c": ages, "g": grade})
            )
            self._ears.clapped(self, moments, now)

    async def until(self, holds: Callable[[], bool], *, within: float | None = None) -> None:
        """Waits until that is so after some frame. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def _serve(self, line: ClientWebSocketResponse) -> bool:
        """One connection to its end; whether it ever came to be in a room. Raises what `_stay` raises."""
        self._line, self._entered = line, False
        doing = {asyncio.create_task(self._listen(line)), asyncio.create_task(self._stay())}
        try:
            done, _ = await asyncio.wait(doing, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in doing:
                task.cancel()
            await asyncio.wait(doing)
            self._line = None
            if self._inside:
                self._ears.outside(self, time.monotonic())
            self._inside = ""
            with suppress(ConnectionError, ClientError):
                await line.close()
        for task in done:
            task.result()
        return self._entered

    async def _listen(self, line: ClientWebSocketResponse) -> None:
        async for message in line:
            if message.type is WSMsgType.TEXT:
                self._hear(message.data, time.monotonic())

    async def _stay(self) -> None:
        """Enters whenever it is not where it wants to be, and then says again what it has had no reply to."""
        while True:
            self._turned.clear()
            if not self.held.room or self.is_inside:
                await self._turned.wait()
                continue
            room = self.held.room
            asked = self._note("enter", room, {"screen": self.kind})
            try:
                await self._send(asked, at_once=True)
                reply = await self._decided(asked, at_once=True)
            finally:
                del self._waiting[asked.id]
            if reply["type"] != "snapshot":
                raise ShutOut(f"{self.name} was not let into {room}: {reply.get('code')} {reply.get('message')}")
            if room == self.held.room:
                self._inside, self._entered = room, True
                self._ears.inside(self, time.monotonic())
                self._news.set()
                for waiting in list(self._waiting.values()):
                    await self._send(waiting)

    def _note(self, action: str, room: str, fields: Mapping[str, object]) -> Asked:
        asked = Asked(self._ids(), action, room, fields)
        self._waiting[asked.id] = asked
        return asked

    async def _decided(self, asked: Asked, *, at_once: bool = False) -> Frame:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            reply = await asked.answer()
            if reply is not None:
                wait = asked.undecided()
                if wait is None:
                    return reply
                await asyncio.sleep(wait)
            await self._send(asked, at_once=at_once)
        raise ShutOut(f"{self.name} has had no reply to {asked.action} for {PATIENCE:.0f} s")

    async def _send(self, asked: Asked, *, at_once: bool = False) -> None:
        """What cannot be sent now goes as soon as it is in a room again."""
        if self._line is None or not (self.is_inside or at_once):
            return
        now = time.monotonic()
        asked.sent(now)
        self._ears.sent(self, asked, now)
        with suppress(ConnectionError, ClientError):
            await self._line.send_str(asked.text)

    def _hear(self, raw: str, now: float) -> None:
        frame = decoded(raw)
        news = self.held.hear(frame)
        self._ears.heard(self, Heard(raw, frame, news, now))
        asked = self._waiting.get(frame.get("id") or "")
        # A part of a snapshot is not yet the reply.
        if asked is not None and (news.whole or frame.get("type") != "snapshot" or frame["room"] != self.held.room):
            self._ears.answered(self, asked, frame, now)
            asked.hears(frame)
        self._news.set()
