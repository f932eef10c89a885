"""The info desk: people ask it, somebody takes what they ask, and answers."""

from __future__ import annotations

import asyncio
import random

from crowd.cast import Cast, marked, spread
from crowd.decisions import decide, seen
from crowd.person import Person


async def help_(cast: Cast, room: str, times: int, seconds: float, chance: random.Random) -> None:
    """So many ask from this room, and each is answered."""
    desk = cast.of("info")
    audience = cast.audience(room)
    asking = chance.sample(audience, min(times, len(audience)))

    async def one(person: Person, at: float) -> None:
        await asyncio.sleep(at)
        text, _ = marked("Ich höre nichts.", chance)
        reply = await person.ask_for_help(text)
        if reply["type"] != "ok":
            return
        id_ = reply["help"]
        await seen(desk, "helps", id_, "waiting")
        taken = await decide(desk, "help.take", "helps", id_)
        answer, _ = marked("Bitte laden Sie die Seite neu.", chance)
        await decide(desk, "help.answer", "helps", id_, after=taken["rev"] - 1, text=answer)

    async with cast.together() as group:
        for person, at in zip(asking, spread(len(asking), seconds * 0.6, chance), strict=True):
            group.begin(one(person, at))
