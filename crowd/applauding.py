"""Applause, from a single clap to an ovation."""

from __future__ import annotations

import asyncio
import random

from crowd.cast import Cast
from crowd.clapping import claps, part
from crowd.person import Person
from crowd.scenes import Act


async def applaud(cast: Cast, act: Act, seconds: float, chance: random.Random) -> None:
    """So many people clap for a part of these seconds; one alone claps once. The more of the room, the harder."""
    audience = cast.audience(act.room)
    if not audience:
        return
    clapping = chance.sample(audience, min(act.times, len(audience)))
    warmth = len(clapping) / len(audience)

    async def one(person: Person) -> None:
        begin, end = part(seconds, person.chance)
        moments = [begin] if len(clapping) == 1 else list(claps(begin, end, person.chance))
        await person.clap(moments, warmth)

    await asyncio.gather(*(one(person) for person in clapping))
