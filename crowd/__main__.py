"""`python -m crowd SITE CODE ROOM PEOPLE`: so many synthetic attendees sit in a room until they are ended."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from contextlib import suppress

from aiohttp import ClientError, ClientSession, TCPConnector

from crowd.attendee import Site, Turned, find, take_part

AGAIN = 3.0
"""Seconds until somebody who was cut off comes back, on average."""


async def crowd(site: str, code: str, room: str, people: int) -> None:
    """They come over some seconds, not all at once."""
    async with ClientSession(connector=TCPConnector(limit=0)) as session, asyncio.TaskGroup() as group:
        where = await find(session, site)
        for number in range(people):
            group.create_task(_one(session, where, code, room, random.Random(number)))
            await asyncio.sleep(random.Random(number).uniform(0, 10 / people))


async def _one(session: ClientSession, where: Site, code: str, room: str, chance: random.Random) -> None:
    while True:
        try:
            await take_part(session, where, code, room, chance)
        except (ClientError, OSError):
            await asyncio.sleep(chance.uniform(0, 2 * AGAIN))
        except Turned as no:
            print(f"crowd: somebody was not let in: {no}", file=sys.stderr)
            return


async def until_told(site: str, code: str, room: str, people: int) -> None:
    """Ends quietly at the first signal, however many follow: a terminal's Ctrl-C reaches this process too."""
    here = asyncio.ensure_future(crowd(site, code, room, people))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, here.cancel)
    with suppress(asyncio.CancelledError):
        await here


def main() -> None:
    """Runs until SIGTERM or Ctrl-C."""
    site, code, room, people = sys.argv[1:5]
    asyncio.run(until_told(site, code, room, int(people)))


if __name__ == "__main__":
    main()
