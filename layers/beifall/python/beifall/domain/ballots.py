"""Ballots: one participant's choice in one round of a poll, under a name that leads back to nobody without the key."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from beifall.domain.polls import Poll

BALLOTS_PER_BUCKET = 50
BUCKETS_AT_MOST = 64


@dataclass(frozen=True)
class Ballot:
    """What a voter chose; of several the one with the highest `seq` counts. An empty choice is a withdrawn ballot."""

    voter: str
    choice: tuple[str | int, ...]
    seq: int


@dataclass(frozen=True)
class Urn:
    """Where the ballots of one round of a poll lie."""

    room: str
    poll: str
    round: int


def urn(poll: Poll) -> Urn:
    """The urn of the poll's present round."""
    return Urn(poll.room, poll.id, poll.round)


def voter(key: str, participant: str) -> str:
    """The name that a participant's ballots have in a poll with this key: 24 hexadecimal digits."""
    return hmac.new(key.encode(), participant.encode(), hashlib.sha256).hexdigest()[:24]


def bucket(voter: str, buckets: int) -> int:
    """The bucket of a voter's ballot: read off the voter's name, so that it tells nothing more about them."""
    return int(voter[:8], 16) % buckets


def buckets_for(expected: int) -> int:
    """Over how many keys the ballots of so many people are spread: each recount reads only what was touched."""
    return max(1, min(BUCKETS_AT_MOST, -(-expected // BALLOTS_PER_BUCKET)))
