"""Saying that one is still there, often enough for a connection and for a seat."""

from __future__ import annotations

import asyncio
import random
import time

from crowd.asked import Frame
from crowd.device import Device

PAUSE, DIFFERS = 300.0, 0.2
"""Seconds between two pings, and how much that differs."""

SEATED = 40.0
"""The same for whoever holds a seat: it is a lease."""


async def ping(device: Device) -> Frame:
    """Hears what it has missed. Whoever is taken for somebody who has left comes in anew."""
    reply = await device.ask("ping", {"rev": device.held.sum})
    if reply.get("code") == "not_in_room":
        await device.go(device.room)
    return reply


async def keep_pinging(device: Device, chance: random.Random) -> None:
    """Until cancelled."""
    since, pause = time.monotonic(), _pause(chance)
    while True:
        await asyncio.sleep(max(0.1, since + min(SEATED, pause) - time.monotonic()))
        late = time.monotonic() - since
        if late < pause and not device.you.get("seat"):
            # Nothing is due before the next time that a seat would be renewed.
            since, pause = since + SEATED, pause - SEATED
            continue
        if device.is_inside:
            await ping(device)
        since, pause = time.monotonic(), _pause(chance)


def _pause(chance: random.Random) -> float:
    return chance.uniform(PAUSE * (1 - DIFFERS), PAUSE * (1 + DIFFERS))
