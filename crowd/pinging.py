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
    reply = await device.ask("ping")
    if reply.get("code") == "not_in_room":
        await device.go(device.room)
    return reply


async def keep_pinging(device: Device, chance: random.Random, idle: float) -> None:
    """Until cancelled; well within the time after which a connection without a frame is closed (s)."""
    longest = min(PAUSE, idle / 2)
    since, pause = time.monotonic(), _pause(longest, chance)
    while True:
        await asyncio.sleep(max(0.1, since + min(SEATED, pause) - time.monotonic()))
        late = time.monotonic() - since
        if late < pause and not device.you.get("seat"):
            # Nothing is due before the next time that a seat would be renewed.
            since, pause = since + SEATED, pause - SEATED
            continue
        if device.is_inside:
            await ping(device)
        since, pause = time.monotonic(), _pause(longest, chance)


def _pause(usual: float, chance: random.Random) -> float:
    return chance.uniform(usual * (1 - DIFFERS), usual * (1 + DIFFERS))
