"""A poll, from opening to publishing: people vote, some think again, some are not sure that they were heard."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from typing import Any

from crowd.cast import Cast, spread
from crowd.decisions import decide, seen
from crowd.held import Item
from crowd.person import Person
from crowd.scenes import Act, shares

CLOSING = 12.5
"""Seconds from `poll.close` to the published tally: three count down, ballots on their way get seven to arrive."""

CLOSED = 90.0
"""Seconds until a poll is closed at the latest, where its last count crashes and the minute's sweep makes it."""

WORDS = ("Chance", "Aufbruch", "Papier", "Geduld", "Nähe", "Distanz", "Videoberatung", "E-Akte", "Tempo", "Zukunft")
"""What people answer where words are asked for; folded and counted, as they are spelled."""


async def opened(cast: Cast, room: str, poll: str) -> Item:
    """The poll, open; one that was used before gets a new round."""
    desk = cast.desk(room)
    item = await seen(desk, "polls", poll)
    if item["state"] in ("closed", "published"):
        await decide(desk, "poll.reset", "polls", poll)
        item = await seen(desk, "polls", poll, "draft")
    if item["state"] == "draft":
        reply = await decide(desk, "poll.open", "polls", poll, seconds=None)
        item = await seen(desk, "polls", poll, after=reply["rev"] - 1)
    return item


async def vote(
    cast: Cast, poll: Item, act: Act, seconds: float, chance: random.Random, *, is_closing: bool
) -> dict[int, list[Any]]:
    """As many votes as the script says; returns once all are answered, with the final choice of each, by number."""
    audience = cast.audience(act.room)
    voters = chance.sample(audience, min(act.times, len(audience)))
    finals = dealt(poll, len(voters), chance) if is_closing else [choice(poll, chance) for _ in voters]
    changing = dict.fromkeys(voters[: act.times - len(voters)])
    unsure = set(chance.sample(voters, min(act.again, len(voters))))
    window = max(seconds / 4, seconds - CLOSING)
    moments = spread(len(voters), window * (0.6 if changing else 0.9), chance)

    async def one(person: Person, final: list[Any], at: float) -> None:
        await asyncio.sleep(at)
        shown = await person.seen("polls", poll["id"], {"state": "open", "round": poll["round"]})
        twice_after = chance.uniform(0.1, 1.0) if person in unsure else None
        if person in changing:
            await person.vote(shown, choice(poll, chance, other_than=final))
            await asyncio.sleep(chance.uniform(0.1, 0.3) * window)
        await person.vote(shown, final, twice_after=twice_after)

    async with cast.together() as group:
        for person, final, at in zip(voters, finals, moments, strict=True):
            group.begin(one(person, final, at))
    return {person.number: final for person, final in zip(voters, finals, strict=True)}


async def settled(cast: Cast, room: str, poll: str) -> None:
    """Waits for the final tally, and shows it to everybody."""
    desk = cast.desk(room)
    await seen(desk, "polls", poll, "closed", within=CLOSED)
    await decide(desk, "poll.publish", "polls", poll)


def dealt(poll: Item, people: int, chance: random.Random) -> list[list[Any]]:
    """The closing question's answers: to its first three options in their shares, exactly."""
    options = [option["id"] for option in poll["options"]]
    dealt = [[option] for option, share in zip(options, shares(people), strict=False) for _ in range(share)]
    chance.shuffle(dealt)
    return dealt


def choice(poll: Item, chance: random.Random, *, other_than: Sequence[Any] = ()) -> list[Any]:
    """What somebody might answer."""
    while True:
        match poll["kind"]:
            case "single":
                made: list[Any] = [chance.choice(poll["options"])["id"]]
            case "multiple":
                most = chance.randint(poll["min"], poll["max"])
                made = [option["id"] for option in chance.sample(poll["options"], most)]
            case "scale":
                made = [chance.randint(poll["low"], poll["high"])]
            case _:
                made = chance.sample(WORDS, chance.randint(1, min(len(WORDS), poll["max"])))
        if made != list(other_than):
            return made
