"""Coming to the event: where it is, and a token for whoever joins."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from uuid import uuid4

from aiohttp import ClientError, ClientSession, ClientTimeout

from crowd.attendee import Site, Turned

TRIES = 20


@dataclass(frozen=True)
class Admitted:
    """What joining came to."""

    token: str
    participant: str


async def join(session: ClientSession, site: Site, code: str, ticket: str | None, chance: random.Random) -> Admitted:
    """A new person's token. What fails is tried again with the same nonce, which makes the same participant. Raises
    Turned if the event says no.
    """
    body = {"code": code, "ticket": ticket, "nonce": str(uuid4())}
    last = ""
    for number in range(TRIES):
        try:
            async with session.post(f"{site.api}/join", json=body, timeout=ClientTimeout(10)) as answer:
                reply = await answer.json(content_type=None)
                if answer.status == 201:
                    return Admitted(str(reply["token"]), str(reply["participant"]))
                last = f"{answer.status} {reply}"
                if 400 <= answer.status < 500 and reply.get("code") not in ("too_many_requests", "try_again"):
                    raise Turned(last)
        except (ClientError, OSError, TimeoutError, ValueError) as wrong:
            last = f"{type(wrong).__name__} {wrong}"
        await asyncio.sleep(chance.uniform(0, min(10.0, 2.0**number)))
    raise Turned(last)
