"""What the stream of facts makes of ballots, upvotes and moods: recounts, and the views that change by them."""

from __future__ import annotations

from dataclasses import dataclass

from bill.model import sizes
from bill.model.batches import SHARDS, polled
from bill.model.contents import PEOPLE_BUCKETS
from bill.model.house import Place
from bill.model.invoked import invoked
from bill.model.polls import USUAL, Asked
from bill.model.sizes import read_units, write_units
from bill.model.spent import Spent, read, written
from bill.usage import Usage

STEP = 5
"""Ballots by which a secret poll's tally moves at least."""

AT_THE_SAME_TIME = 0.25
"""Of the recounts of one thing that begin in one moment, so much more work does each further one make."""


@dataclass(frozen=True)
class Recounts:
    """What it costs, and how often a view has changed."""

    usage: Usage
    changes: float


def ballots(place: Place, votes: float, seconds: float, asked: Asked = USUAL) -> Recounts:
    """Of one poll, cast evenly within some seconds: on average, a recount finds half of them."""
    buckets = place.house.ballot_buckets
    shards = min(SHARDS, buckets)
    batches = polled(votes, seconds, shards=shards)
    each = votes / batches
    tries = 1 + AT_THE_SAME_TIME * (batches / polled(votes, seconds) - 1)
    found = min(votes, place.people or votes) / 2
    count = written(write_units(asked.count(found, buckets)))
    shown = min(batches, votes / (STEP + (each - 1) / 2)) if asked.secret else batches
    spent = place.counting(asked) + place.bucket(found) * _touched(each, buckets / shards) + count
    spent = spent * tries + written(write_units(asked.tally(found))) * (shown / batches)
    return Recounts(invoked("tally", "votes", batches, spent), shown)


def boards(place: Place, upvotes: float, seconds: float) -> Recounts:
    """Of all questions of a room."""
    batches = polled(upvotes, seconds, shards=SHARDS)
    each = upvotes / batches
    bucket = read(read_units(place.contents.upvotes / PEOPLE_BUCKETS * sizes.UPVOTE))
    spent = read(place.contents.seen) + bucket * _touched(each, PEOPLE_BUCKETS / SHARDS) + written() * each
    return Recounts(invoked("tally", "questions", batches, spent), upvotes)


def moods(place: Place, felt: float, seconds: float) -> Recounts:
    """Of a room."""
    batches = polled(felt, seconds, shards=SHARDS)
    tries = 1 + AT_THE_SAME_TIME * (batches / polled(felt, seconds) - 1)
    bucket = read(read_units(place.contents.feelings / PEOPLE_BUCKETS * sizes.FEELING))
    spent: Spent = read() + bucket * _touched(felt / batches, PEOPLE_BUCKETS / SHARDS) + written()
    return Recounts(invoked("tally", "moods", batches, spent * tries), batches)


def nothing(cause: str, facts: float, seconds: float) -> Recounts:
    """What somebody has asked is a fact too, of which nothing is counted."""
    return Recounts(invoked("tally", cause, polled(facts, seconds)), 0.0)


def _touched(facts: float, buckets: float) -> float:
    """Different buckets that so many facts fall into."""
    return buckets * (1 - (1 - 1 / buckets) ** facts) if buckets > 1 else 1.0
