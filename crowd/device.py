"""A phone, a laptop, a desk or a stage: it is in a room, comes back when its connection is lost, and forgets nothing
that it has asked for.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Literal

from aiohttp import ClientError, ClientSession, WSServerHandshakeError

from crowd.asked import Asked, Frame
from crowd.ears import Ears
from crowd.held import Held, Key
from crowd.line import Line, opened
from crowd.screen import Heard, decoded
from crowd.thinning import ALL, Told

FIRST_WAIT, NEVER_IN, LONGEST_WAIT = 6.0, 1.0, 30.0
"""Seconds within which somebody tries to come back, first, if they have never been in, and in the end: as pages do
(web/js/client/connection.js).
"""

FRESH = 75 / 120, 110 / 120
"""Of the time that a connection may last, the part after which another one takes its place."""

PATIENCE = 300.0
"""Seconds after which somebody who gets no reply, or does not get in, gives up: then nothing is there any more."""

UNKNOWN = "not_in_room"
"""The refusal of those who are taken for somebody who has left: they enter, and ask again."""

NO = (401, 403)
"""What a connection is answered that will never be let in."""

TELLING = frozenset({"snapshot", "update", "ok", "pong"})
"""Frames that say how something is now."""

NOTHING: Mapping[str, object] = {}

Way = Literal["in", "out"]
"""As the event sees it: `in` are commands."""

Notes = Callable[[Way, str], None]


class ShutOut(Exception):
    """Somebody may not be where the script wants them; the text says why."""


class Device:
    """`owner` is whoever holds it, by whatever name; `participant` may be empty as long as nobody has told. `ids` gives
    each command an id that its participant has used for no other. `lifetime` is how long the platform lets a connection
    live (s): before it is over, a fresh one takes its place. `notes` is told each frame, and whether it goes `in` or
    comes `out`, as the event sees it.
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
        lifetime: float,
        notes: Notes | None = None,
    ) -> None:
        self._session, self._socket, self.token = session, socket, token
        self.kind, self.role, self.owner, self.participant = kind, role, owner, participant
        self._ears, self._ids, self._chance = ears, ids, chance
        self._lifetime, self._notes = lifetime, notes
        self.held = Held("")
        self.told = Told()
        self._waiting: dict[str, Asked] = {}
        self._line: Line | None = None
        self._inside, self._entered = "", False
        self._turned = asyncio.Event()
        self._away = 0.0
        self._news = asyncio.Event()
        self._zero = self._told = time.monotonic()
        self._barred = ""
        self._left: list[Line] = []  # as long as somebody holds it, a line that was cut silently stays open
        self.connections, self.changes, self.entries = 0, 0, 0

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
        """Stays connected until cancelled, and in the room that `go` has named last. Raises ShutOut."""
        failures, first = 0, NEVER_IN
        try:
            while True:
                failures += 1
                with suppress(ClientError, OSError, TimeoutError):
                    self._entered = False
                    line: Line | None = await self._connect()
                    try:
                        while line is not None:  # a planned change brings the next one
                            line = await self._serve(line)
                    finally:
                        await self._lost()
                    if self._entered:
                        failures, first = 1, FIRST_WAIT
                away, self._away = self._away, 0.0
                await asyncio.sleep(away + self._chance.uniform(0, min(LONGEST_WAIT, first * 2.0 ** (failures - 1))))
        except ShutOut as no:
            self._barred = str(no)
            self._news.set()
            raise

    async def go(self, room: str) -> None:
        """Be in this room; returns when it is, whatever happens on the way. Raises ShutOut."""
        # Also to the same room: to enter it again is to be told everything again.
        self._leave()
        if room != self.held.room:
            self.held, self.told = Held(room), Told()
            for asked in self._waiting.values():
                if asked.action == "ping":
                    asked.lapse()  # it was about the room before
        await self.back()

    async def back(self) -> None:
        """Waits until it is in its room. Raises ShutOut."""
        try:
            await self.until(lambda: self.is_inside or bool(self._barred), within=PATIENCE)
        except TimeoutError:
            raise ShutOut(f"{self.name} has not come in for {PATIENCE:.0f} s") from None
        if self._barred:
            raise ShutOut(self._barred)

    def abort(self, away: float = 0.0, *, silently: bool = False) -> None:
        """The network is gone, without a goodbye, for so many seconds at least; `silently` as a line's cut is."""
        self._away = away
        if self._line is not None:
            self._line.cut(silently=silently)
            self._left.append(self._line)

    async def ask(
        self,
        action: str,
        fields: Mapping[str, object] = NOTHING,
        *,
        twice_after: float | None = None,
        is_again: bool = False,
    ) -> Frame:
        """The reply that decides a command, however often it has to be sent; once more in any case, after so many
        seconds, for whoever is not sure that it was heard. Whoever is taken for somebody who has left enters and asks
        again, unless this `is_again` already. Raises ShutOut.
        """
        asked = self._note(action, self.held.room, fields)
        try:
            await self._send(asked)
            if twice_after is not None:
                await asyncio.sleep(twice_after)
                await self._send(asked)
            reply = await self._decided(asked)
        finally:
            del self._waiting[asked.id]
        if reply.get("code") == UNKNOWN and action != "ping" and asked.room == self.held.room and not is_again:
            await self.go(asked.room)
            return await self.ask(action, fields, is_again=True)
        return reply

    async def clap(self, s: int, moments: Sequence[float], grade: int, *, part: int = ALL) -> None:
        """Tells of claps (s, monotonic), which nobody answers; unheard without a connection. Of a thousand such frames
        a `part` is sent.
        """
        if self._line is None or not self.is_inside:
            return
        now = time.monotonic()
        ages = [max(0, round((now - moment) * 1_000)) for moment in moments]
        frame: Frame = {"action": "clap", "room": self.held.room, "s": s, "c": ages, "g": grade}
        frame["t"] = round((now - self._zero) * 1_000)
        if part < ALL:
            frame["p"] = part
        if await self._say(self._line, json.dumps(frame)):
            self._ears.clapped(self, moments, now, part)

    def keep_back(self, moments: Sequence[float]) -> None:
        """These claps are not told of: in a large crowd, those of others stand for them."""
        if self._line is not None and self.is_inside:
            self._ears.kept_back(self, moments)

    async def until(self, holds: Callable[[], bool], *, within: float | None = None) -> None:
        """Waits until that is so after some frame. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def _connect(self) -> Line:
        """Raises ClientError, OSError or TimeoutError, and ShutOut where there is no use in trying again."""
        try:
            line = await opened(self._session, self._socket, self.token, self._hear)
        except WSServerHandshakeError as refused:
            if refused.status in NO:
                raise ShutOut(f"{self.name} was not let in: {refused.status}") from None
            raise
        self.connections += 1
        return line

    async def _serve(self, line: Line) -> Line | None:
        """One connection to its end; the one that takes its place, if that was planned. Raises what `_stay` and
        `_change` raise.
        """
        self._line = line
        staying, changing = asyncio.create_task(self._stay()), asyncio.create_task(self._change())
        fresh: Line | None = None
        try:
            await asyncio.wait({line.ended, staying, changing}, return_when=asyncio.FIRST_COMPLETED)
            if changing.done():
                fresh, room = changing.result()
                await self._take(fresh, room)
        finally:
            for task in (staying, changing):
                task.cancel()
            await asyncio.wait({staying, changing})
            if fresh is None and not changing.cancelled() and changing.exception() is None:
                await changing.result()[0].close()  # it was ready when this one ended
            await line.close()
        for task in (staying, line.ended):
            if not task.cancelled():
                task.result()
        return fresh

    async def _lost(self) -> None:
        line, self._line = self._line, None
        self._leave()
        if line is not None:
            await line.close()

    async def _take(self, fresh: Line, room: str) -> None:
        """From here on this is the line; there it has entered that room. What is not answered yet goes again: the reply
        would go to the old one.
        """
        self._line = fresh
        self.changes += 1
        if room != self.held.room:
            self._leave()
        elif self.is_inside:
            self.entries += 1
            await self._again()
        self._news.set()

    async def _change(self) -> tuple[Line, str]:
        """When it is time, a fresh connection that has entered, and which room."""
        await asyncio.sleep(self._chance.uniform(*FRESH) * self._lifetime)
        while True:
            await self.until(lambda: self.is_inside)
            with suppress(ClientError, OSError, TimeoutError):
                fresh = await self._connect()
                entering, is_ready = asyncio.create_task(self._enter(over=fresh)), False
                try:
                    await asyncio.wait({entering, fresh.ended}, return_when=asyncio.FIRST_COMPLETED)
                    if entering.done():
                        room, is_ready = entering.result(), True
                        return fresh, room
                finally:
                    if not is_ready:
                        entering.cancel()
                        await fresh.close()
            await asyncio.sleep(self._chance.uniform(0, (1 - FRESH[1]) * self._lifetime))

    async def _stay(self) -> None:
        """Enters whenever it is not where it wants to be, and then says again what it has had no reply to."""
        while True:
            self._turned.clear()
            if not self.held.room or self.is_inside:
                await self._turned.wait()
            elif await self._enter() == self.held.room:
                self._inside, self._entered = self.held.room, True
                self.entries += 1
                self._ears.inside(self, time.monotonic())
                self._news.set()
                await self._again()

    async def _enter(self, over: Line | None = None) -> str:
        """The room that it has entered: it may have turned to another one meanwhile. Raises ShutOut."""
        room = self.held.room
        asked = self._note("enter", room, {"screen": self.kind})
        try:
            await self._send(asked, at_once=True, over=over)
            reply = await self._decided(asked, at_once=True, over=over)
        finally:
            del self._waiting[asked.id]
        if reply["type"] != "snapshot":
            raise ShutOut(f"{self.name} was not let into {room}: {reply.get('code')} {reply.get('message')}")
        return room

    async def _again(self) -> None:
        for waiting in list(self._waiting.values()):
            if waiting.action != "enter":  # that is due to the line over which it was sent
                await self._send(waiting)

    def _leave(self) -> None:
        """It is told nothing any more."""
        if self._inside:
            self._ears.outside(self, time.monotonic())
        self._inside = ""
        self._turned.set()
        self._news.set()

    def _note(self, action: str, room: str, fields: Mapping[str, object]) -> Asked:
        asked = Asked(self._ids(), action, room, fields)
        self._waiting[asked.id] = asked
        return asked

    async def _decided(self, asked: Asked, *, at_once: bool = False, over: Line | None = None) -> Frame:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._barred:
                raise ShutOut(self._barred)
            reply = await asked.answer()
            if reply is not None:
                wait = asked.undecided()
                if wait is None:
                    return reply
                await asyncio.sleep(wait)
            await self._send(asked, at_once=at_once, over=over)
        raise ShutOut(f"{self.name} has had no reply to {asked.action} for {PATIENCE:.0f} s")

    async def _send(self, asked: Asked, *, at_once: bool = False, over: Line | None = None) -> None:
        """What cannot be sent now goes as soon as it is in a room again."""
        line = over or self._line
        if line is None or not (self.is_inside or at_once):
            return
        now = time.monotonic()
        if asked.action == "ping":
            # Sent again, it must not say what was so at first.
            asked.fields = {"rev": self.held.sum, "quiet": round((now - self._told) * 1_000)}
        asked.sent(now)
        self._ears.sent(self, asked, now)
        await self._say(line, asked.text)

    async def _say(self, line: Line, text: str) -> bool:
        if self._notes is not None:
            self._notes("in", text)
        return await line.say(text)

    def _hear(self, raw: str, now: float) -> None:
        if self._notes is not None:
            self._notes("out", raw)
        try:
            frame = decoded(raw)
        except ValueError:
            raise ShutOut(f"{self.name} was sent what is no frame: {raw[:80]!r}") from None
        news = self.held.hear(frame)
        if frame.get("type") in TELLING:
            self._told = now
        if frame.get("type") == "applause" and frame["room"] == self.held.room:
            self.told.hears(frame["a"], now)
        self._ears.heard(self, Heard(raw, frame, news, now))
        asked = self._waiting.get(frame.get("id") or "")
        # A part of a snapshot is not yet the reply.
        if asked is not None and (news.whole or frame.get("type") != "snapshot" or frame["room"] != self.held.room):
            self._ears.answered(self, asked, frame, now)
            asked.hears(frame)
        self._news.set()
