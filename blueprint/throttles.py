"""How much may come in: what the people of an event can need at most, and so what an attack can cost at most."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from beifall.domain.pace import CLAPS, GATHERED

BUCKET = 5_000
"""Requests that an account may make at once (Amazon API Gateway, Quotas)."""

SMALLEST = 100
"""Requests a second: for a handful of people who try everything at the same time."""

SCREENS = 2
"""Of each person: a laptop and a phone."""

ENTERING = 4
"""Units that a screen writes to the register when it comes into a room: two rows, each once more when it is heard."""

VOTE = 2
"""Units that a ballot takes at most: one more where it replaces another."""


@dataclass(frozen=True)
class Throttle:
    """Requests a second in the long run, and at once."""

    rate: int
    burst: int


def socket(people: int, quota: int) -> Throttle:
    """Of the socket's stage: all clap, and each does one thing a second besides, which opens a socket or votes. A hall
    that lost its sockets opens them again all at once.
    """
    claps = min(people / GATHERED, CLAPS * quota)
    return _throttle(claps + people, claps + SCREENS * people, quota)


def web(people: int, quota: int) -> Throttle:
    """Of the HTTP API: a hall that joins within some seconds, or whose proxy lets no socket through: both screens of
    all look at their room every four seconds, and somebody votes.
    """
    return _throttle(people, SCREENS * people, quota)


def _throttle(rate: float, burst: float, quota: int) -> Throttle:
    return Throttle(
        min(quota, max(SMALLEST, math.ceil(rate))),
        min(BUCKET, quota // 2, max(2 * SMALLEST, math.ceil(burst))),
    )


def writes(people: int, quota: int) -> Mapping[str, int]:
    """Units a second that each table takes at most, by its name: above, DynamoDB refuses, and clients try again."""
    return {
        "state": max(5 * SMALLEST, people),  # views and things: a row each a change, whoever caused it
        "facts": max(2 * SMALLEST, VOTE * people),  # all vote within a second
        "connections": max(2 * SMALLEST, ENTERING * SCREENS * people // 2),  # all come back within two
        "claps": max(2 * SMALLEST, math.ceil(min(people / GATHERED, CLAPS * quota))),
    }
