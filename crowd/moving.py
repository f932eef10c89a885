"""People come, go to another room, lose their network, and come back."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from crowd.cast import Cast, spread
from crowd.person import Person
from crowd.scenes import Act

MOVING = 0.5
"""The part of a scene in which people come in or move on."""

MOVED = 10.0
"""Seconds within which all are where they want to be: nobody waits half an hour before they go."""

AWAY = 2.0, 6.0
"""Seconds without a network, at least; then people come back as pages do."""

LOSING = 0.3
"""The part of a scene in which people lose their network."""

Comes = Callable[[int], Awaitable[Person]]
"""Lets somebody join, with a laptop and a phone, by number."""


async def arrive(cast: Cast, comes: Comes, act: Act, seconds: float, chance: random.Random) -> None:
    """A wave of people who join and come in."""

    async def one(number: int, at: float) -> None:
        await asyncio.sleep(at)
        person = await comes(number)
        cast.people.append(person)
        await person.go(act.room)

    async with cast.together() as group:
        for number, at in enumerate(spread(act.times, seconds * MOVING, chance)):
            group.begin(one(number, at))


def move(cast: Cast, acts: Sequence[Act], seconds: float, chance: random.Random) -> list[Any]:
    """Somebody's way each. Where everybody is meant to be is known at once, who gets there when is not."""
    moves = cast.moves(acts, chance)
    for person, room in moves:
        person.room = room

    async def one(person: Person, room: str, at: float) -> None:
        await asyncio.sleep(at)
        await person.go(room)

    moments = spread(len(moves), min(seconds * MOVING, MOVED), chance)
    chance.shuffle(moments)
    return [one(person, room, at) for (person, room), at in zip(moves, moments, strict=True)]


async def cut(cast: Cast, act: Act) -> None:
    """All sockets of a room's audience at one blow; it ends when everybody is back."""
    people = cast.audience(act.room)
    for person in people:
        person.lose()
    await _back(people)


async def lose(cast: Cast, act: Act, seconds: float, chance: random.Random) -> None:
    """Some lose their network, one after the other, and are away for a while. Every other one's connection is broken,
    which the platform notices at once; the rest have just left, and their connection seems to go on.
    """
    people = cast.audience(act.room)
    lost = chance.sample(people, min(act.times, len(people)))
    for number, person in enumerate(lost):
        person.lose(chance.uniform(*AWAY), silently=number % 2 == 1)
        await asyncio.sleep(seconds * LOSING / len(lost))
    await _back(lost)


async def _back(people: Sequence[Person]) -> None:
    devices = [device for person in people for device in person.devices]
    # A page notices that it has lost its connection a moment later.
    await asyncio.sleep(0.5)
    await asyncio.gather(*(device.back() for device in devices))
