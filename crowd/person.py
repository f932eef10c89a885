"""An attendee: joined once, with a laptop that listens and a phone that votes and claps."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crowd.asked import Frame
from crowd.clapping import Batch, batches, grade
from crowd.device import Device
from crowd.held import Item
from crowd.pinging import ping
from crowd.post import Post
from crowd.scenes import BATCH
from crowd.thinning import ALL, ALONE, CLOSE, PAUSE, part

UNHEARD = 12.0
"""Seconds after which somebody whose page does not show what everybody talks about asks whether it has missed it: a
page that was told nothing shows what was bundled after 6 s at most.
"""


UNSEEN = 120.0
"""Seconds after which nobody waits any longer: a server that does not even answer a ping with what was missed is
broken.
"""


class Unseen(Exception):
    """Somebody waits in vain for what others have seen; the text says who and for what."""


@dataclass(eq=False)
class Person:
    """`post` is the way of those whose commands no socket takes; `room` is where they are meant to be."""

    number: int
    participant: str
    phone: Device
    laptop: Device
    chance: random.Random
    post: Post | None = None
    room: str = ""
    _seqs: dict[tuple[str, str], int] = field(default_factory=dict)
    # As pages number their frames, so that rows are as long as theirs.
    _said: int = field(default_factory=lambda: int(time.time() / CLOSE))
    _began: float = -math.inf
    _clapped: float = -math.inf
    _is_clapping: bool = False

    @property
    def devices(self) -> tuple[Device, Device]:
        """What this person holds."""
        return self.laptop, self.phone

    async def go(self, room: str) -> None:
        """Be in this room with both screens."""
        self.room = room
        await asyncio.gather(*(device.go(room) for device in self.devices))

    async def arrived(self) -> None:
        """Waits until they are on their way into the room that they are meant for, at least."""
        while self.phone.room != self.room:
            await self.phone.until(lambda: self.phone.room == self.room)

    def lose(self, away: float = 0.0, *, silently: bool = False) -> None:
        """Both screens lose the network, for so many seconds at least; `silently`: nobody else notices."""
        for device in self.devices:
            device.abort(away, silently=silently)

    async def seen(self, list_: str, id_: str, wanted: Mapping[str, object]) -> Item:
        """An item as the phone shows it, once it is as wanted. Raises Unseen."""

        def there() -> bool:
            item = self.phone.items.get((list_, id_), {"gone": True})
            return not item.get("gone") and all(item.get(name) == value for name, value in wanted.items())

        await self.arrived()
        until = time.monotonic() + UNSEEN
        while time.monotonic() < until:
            try:
                await self.phone.until(there, within=UNHEARD)
                return self.phone.items[list_, id_]
            except TimeoutError:
                if self.phone.is_inside:
                    await ping(self.phone)
        raise Unseen(f"{self.phone.name} does not see {list_}/{id_} as {wanted}: {self.phone.items.get((list_, id_))}")

    async def vote(self, poll: Item, choice: list[Any], *, twice_after: float | None = None) -> Frame:
        """Casts or replaces the ballot; once more, if another device was first."""
        known = self.phone.you.get("ballots", {}).get(poll["id"], {})
        seq = known["seq"] if known.get("round") == poll["round"] else 0
        key = f"vote {poll['round']}", poll["id"]
        fields = {"poll": poll["id"], "round": poll["round"], "choice": choice}
        seq = max(seq, self._seqs.get(key, 0)) + 1
        reply = await self._ask("vote", twice_after, **fields, seq=seq)
        if reply["type"] == "ok" and reply["seq"] >= seq and reply["choice"] != choice:
            seq = reply["seq"] + 1
            reply = await self._ask("vote", None, **fields, seq=seq)
        self._seqs[key] = seq
        return reply

    async def upvote(self, question: str, *, on: bool = True, twice_after: float | None = None) -> Frame:
        """Supports a question, or does so no longer."""
        known = self.phone.you.get("upvotes", {}).get(question, 0)
        seq = self._seqs["upvote", question] = max(known, self._seqs.get(("upvote", question), 0)) + 1
        return await self._ask("upvote", twice_after, question=question, on=on, seq=seq)

    async def feel(self, mood: int) -> Frame:
        """How it feels now."""
        await self.arrived()
        key = "mood", self.room
        known = (self.phone.you.get("mood") or {}).get("seq", 0)
        seq = self._seqs[key] = max(known, self._seqs.get(key, 0)) + 1
        return await self._ask("mood", None, mood=mood, seq=seq)

    async def ask(self, text: str, name: str | None, *, twice_after: float | None = None) -> Frame:
        """Asks the room, with or without a name."""
        await self.arrived()
        return await self._ask("ask", twice_after, text=text, name=name)

    async def ask_for_help(self, text: str) -> Frame:
        """Asks the info desk."""
        await self.arrived()
        return await self._ask("help", None, text=text)

    async def sit(self, table: str, *, twice_after: float | None = None) -> Frame:
        """Takes a seat, which the phone keeps."""
        return await self.phone.ask("sit", {"table": table}, twice_after=twice_after)

    async def stand(self) -> Frame:
        """Gives the seat up."""
        return await self.phone.ask("stand")

    async def clap(self, moments: Sequence[float], warmth: float) -> None:
        """Claps then (s from now on): the first one is sent at once, the others in batches. Nobody claps twice at a
        time.
        """
        if self._is_clapping:
            return
        self._is_clapping = True
        began = time.monotonic()
        try:
            for batch in batches([began + moment for moment in moments], self._gather):
                await asyncio.sleep(max(0.0, batch.due - time.monotonic()))
                await self._send(batch, warmth)
        finally:
            self._is_clapping = False

    def _gather(self) -> float:
        people = self.phone.told.people(time.monotonic())
        return CLOSE if 0 < people <= ALONE else BATCH

    async def _send(self, batch: Batch, warmth: float) -> None:
        room = self.phone.items.get(("rooms", self.phone.room), {})
        if batch.claps[0] - self._clapped > PAUSE / 1_000:
            self._began = batch.claps[0]
        self._clapped = batch.claps[-1]
        if not room.get("applause", True):
            return
        sent = part(room.get("thin", 1), self.phone.told.people(time.monotonic()), (batch.due - self._began) * 1_000)
        if self.chance.random() * ALL >= sent:
            self.phone.keep_back(batch.claps)
            return
        self._said += 1
        await self.phone.clap(self._said, batch.claps, grade(warmth, self.chance), part=sent)

    async def _ask(self, action: str, twice_after: float | None, **fields: object) -> Frame:
        if self.post is not None:
            return await self.post.ask(self.phone.room, action, fields, twice_after=twice_after)
        return await self.phone.ask(action, fields, twice_after=twice_after)
