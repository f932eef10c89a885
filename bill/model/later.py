"""What staff's commands let happen besides: the final tally through the delay queue, the gong, the info desk."""

from __future__ import annotations

from collections.abc import Iterable

from bill.model import sizes
from bill.model.contents import PEOPLE_BUCKETS
from bill.model.house import House, Place
from bill.model.invoked import invoked
from bill.model.polls import USUAL, Asked
from bill.model.sizes import read_units, write_units
from bill.model.spent import Spent, read, written
from bill.usage import Usage
from crowd.scenes import Act

TAKEN = 2.0
"""Requests by which a letter is taken out of the delay queue: received, deleted."""

GONG, HELP = 1_500.0, 350.0
"""Bytes of frames."""


def settled(place: Place, polls: float, ballots: float, asked: Asked = USUAL) -> Usage:
    """Polls that are closed for good, with so many ballots each: all counted, the tally final."""
    buckets = place.house.ballot_buckets
    spent = read(2) + place.register + place.counting(asked) + place.bucket(ballots) * buckets
    for size in (asked.count(ballots, buckets), asked.tally(ballots), asked.row):
        spent += written(write_units(size))
    return _letters("polls", "votes", polls, spent)


def merged(place: Place, questions: float) -> Usage:
    """Questions whose supporters are counted together."""
    bucket = read_units(place.contents.upvotes / PEOPLE_BUCKETS * sizes.UPVOTE)
    spent = read(place.contents.all_) + read(place.contents.seen) + read(bucket) * PEOPLE_BUCKETS + written() * 2
    return _letters("questions", "questions", questions, spent)


def gong(house: House, places: Iterable[Place], times: float) -> Usage:
    """Heard in every room."""
    usage, spent, posts = Usage(), Spent(), 0.0
    for place in places:
        spent += read(place.contents.all_) + place.register
        posts += place.many + place.near
    return usage + invoked("broadcast", "help", times, read(read_units(house.event)) + spent, posts=posts, frame=GONG)


def helped(house: House, act: Act, places: Iterable[Place]) -> Usage:
    """A change of a request: the desk is looked for in every room, and who has asked is told on both screens."""
    spent = read(read_units(house.event)) + read() + read()  # the requests, the asker's screens
    desks = 0
    for place in places:
        spent += read()
        if here := sum(role == "info" and room == place.id for role, room in house.staff):
            spent += read(place.contents.all_)
            desks += here
    return invoked("broadcast", "help", act.times, spent, posts=desks + 2, frame=HELP)


def _letters(sent_by: str, cause: str, times: float, spent: Spent) -> Usage:
    """What sends a letter, and what it is about."""
    sent, taken = Usage({("sqs_request", sent_by): 1.0}), Usage({("sqs_request", cause): TAKEN})
    return (sent + taken) * times + invoked("housekeeping", cause, times, spent)
