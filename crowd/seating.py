"""The cafeteria: people look for a seat, find tables full, move, and stand up."""

from __future__ import annotations

import asyncio
import random
from math import ceil

from crowd.cast import Cast, spread
from crowd.person import Person
from crowd.scenes import Act


async def sit(cast: Cast, sitting: Act, standing: int, seconds: float, chance: random.Random) -> None:
    """Everybody wants to sit where the others do, so that some find their table full. As many attempts as the script
    says: what is left after the first ones is for those who found no seat, and then for those who move.
    """
    guests = cast.audience(sitting.room)
    if not guests:
        return
    floor = await guests[0].seen("floor", "floor", {})
    tables = [table["id"] for table in floor["tables"]]
    crowded = tables[: max(1, min(len(tables), ceil(len(guests) / floor["seats"])))]
    first = chance.sample(guests, min(sitting.times, len(guests)))
    unsure = set(first[: sitting.again])
    turned: list[Person] = []

    async def one(person: Person, at: float) -> None:
        await asyncio.sleep(at)
        await person.arrived()
        await person.phone.back()
        again = chance.uniform(0.1, 1.0) if person in unsure else None
        if not await _sits(person, chance.choice(crowded), again):
            turned.append(person)

    async with cast.together() as group:
        for person, at in zip(first, spread(len(first), seconds * 0.5, chance), strict=True):
            group.begin(one(person, at))
    left = sitting.times - len(first)
    for pause in spread(left, seconds * 0.2, chance):
        person = turned.pop(0) if turned else chance.choice(guests)
        # At first where it is full as well; in the end nobody shall stand who would rather sit.
        if not await _sits(person, chance.choice(crowded if len(turned) < left // 2 else tables)):
            turned.append(person)
        await asyncio.sleep(pause / max(1, left))
    seated = [person for person in guests if person not in turned]
    for person in chance.sample(seated, min(standing, len(seated))):
        await person.stand()


async def _sits(person: Person, table: str, twice_after: float | None = None) -> bool:
    """Whether this person has a seat now, here or where it was before."""
    reply = await person.sit(table, twice_after=twice_after)
    return reply["type"] == "ok" or bool(person.phone.you.get("seat"))
