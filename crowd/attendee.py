"""A person: joins once, whatever they hold in their hands."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from aiohttp import ClientSession

from crowd.screen import Frame, Screen


class Turned(Exception):
    """The event did not let this person in; the text is its answer."""


@dataclass(frozen=True)
class Site:
    """Where an event is reached, as its `config.json` says."""

    api: str
    socket: str


async def find(session: ClientSession, site: str) -> Site:
    """What the site's own configuration says."""
    async with session.get(f"{site.rstrip('/')}/config.json") as answer:
        config = await answer.json()
    return Site(config["api"], config["socket"])


async def join(session: ClientSession, site: Site, code: str) -> str:
    """A new person's token."""
    body = {"code": code, "ticket": None, "nonce": str(uuid4())}
    async with session.post(f"{site.api}/join", json=body) as answer:
        reply = await answer.json()
        if answer.status != 201:
            raise Turned(f"{answer.status} {reply}")
    return str(reply["token"])


async def vote(screen: Screen, poll: str, option: str) -> Frame:
    """Casts or replaces the ballot, one more than the last that this screen knows of."""
    item = screen.items["polls", poll]
    mine = screen.you.get("ballots", {}).get(poll, {})
    seq = mine["seq"] + 1 if mine.get("round") == item["round"] else 1
    reply = await screen.ask("vote", poll=poll, round=item["round"], choice=[option], seq=seq)
    if reply["type"] == "ok":
        cast = {"round": item["round"], "choice": reply["choice"], "seq": reply["seq"]}
        screen.you.setdefault("ballots", {})[poll] = cast
    return reply


async def take_part(session: ClientSession, site: Site, code: str, room: str, chance: random.Random) -> None:
    """Sits in a room with a phone and votes in most polls, sometimes twice, until cancelled."""
    token = await join(session, site, code)
    seen: set[tuple[str, int]] = set()
    async with Screen(session, site.socket, token, "phone") as phone:
        await phone.enter(room)
        while True:
            with suppress(TimeoutError):
                await phone.until(lambda items: bool(_open(items, seen)), within=chance.uniform(200, 280))
            for poll in _open(phone.items, seen):
                seen.add((poll["id"], poll["round"]))
                await _consider(phone, poll, chance)
            await phone.ping()


def _open(items: dict[tuple[str, str], Frame], seen: set[tuple[str, int]]) -> list[Frame]:
    polls = (item for (list_, _), item in items.items() if list_ == "polls" and not item.get("gone"))
    return [poll for poll in polls if poll["state"] == "open" and (poll["id"], poll["round"]) not in seen]


async def _consider(phone: Screen, poll: Frame, chance: random.Random) -> None:
    """Some are quick, some slow, one in ten never votes, one in seven thinks again."""
    if not poll["options"] or chance.random() < 0.1:
        return
    options = [option["id"] for option in poll["options"]]
    await asyncio.sleep(chance.expovariate(1 / 6))
    await vote(phone, poll["id"], chance.choice(options))
    if chance.random() < 1 / 7:
        await asyncio.sleep(chance.uniform(2, 8))
        await vote(phone, poll["id"], chance.choice(options))
