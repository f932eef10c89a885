"""What costs by the minute, whatever anybody does: open connections, pings, the sweep, the queue."""

from __future__ import annotations

import math
from collections.abc import Iterable
from statistics import NormalDist

from bill.model import sizes
from bill.model.commands import pinged
from bill.model.contents import PEOPLE_BUCKETS
from bill.model.house import House, Place
from bill.model.invoked import invoked
from bill.model.sizes import read_units
from bill.model.spent import Spent, read
from bill.usage import Usage
from blueprint.schedule import AWAKE as CALLED

DIFFERS = 0.2
"""How much the times between two pings of a screen differ."""

PING, SEATED = 300.0, 40.0
"""Seconds between two pings of a screen, and of one whose owner has a seat."""

SELDOM = 5
"""Minutes of which one counts upvotes and moods again."""

AWAKE = {name: len(which) for name, which in CALLED.items()}
"""How often the schedule calls functions at once, to keep as many containers of each."""

HOLD = 0.15
"""Seconds for which each of these calls keeps its container from the others."""

LOOKS = 15.0
"""Requests a minute of Lambda to the delay queue: five readers that wait 20 s each."""


def minutes(screens: float, seconds: float) -> Usage:
    """Open connections."""
    return Usage({("websocket_minute", "presence"): screens * seconds / 60})


def pings(place: Place, since: float, seconds: float) -> Usage:
    """Of all screens in a room that came there so many seconds before."""
    seated = min(place.contents.seats, place.people)
    often, seldom = seated * 2, place.many - seated * 2 + place.near
    by_now, by_then = _pings(since), _pings(since + seconds)
    return pinged(often / SEATED * seconds + seldom * (by_then - by_now), place, seconds)


def _pings(seconds: float) -> float:
    """How often a screen has pinged by then: after 300 s, each differing by a fifth at most, and so on."""
    spread = PING * DIFFERS / math.sqrt(3)
    last = int(seconds / PING / (1 - DIFFERS))
    return sum(NormalDist(number * PING, spread * math.sqrt(number)).cdf(seconds) for number in range(1, last + 1))


def upkeep(house: House, places: Iterable[Place], seconds: float, *, is_on: bool = True) -> Usage:
    """The schedule of each minute, and who looks into the queue. Before the event and after it, when nobody is there,
    nothing is counted again.
    """
    spent = sum((_swept(place, is_on=is_on) for place in places), read(read_units(house.event)))
    each = invoked("housekeeping", "upkeep", 1, spent) + Usage({("sqs_request", "upkeep"): LOOKS})
    for function, times in AWAKE.items():
        each += invoked(function, "upkeep", times, slept=HOLD)
    return each * (seconds / 60)


def _swept(place: Place, *, is_on: bool) -> Spent:
    lies = place.contents
    spent = read(lies.all_) + place.register + read()  # the last is the rest of the curve
    if lies.open:
        spent += (read(3) + place.bucket(lies.ballots) * place.house.ballot_buckets) * lies.open
    return spent + _counted_again(place) * (1 / SELDOM) if is_on else spent


def _counted_again(place: Place) -> Spent:
    """Upvotes and moods, in one of five minutes."""
    lies = place.contents
    spent = read() + read(read_units(lies.feelings / PEOPLE_BUCKETS * sizes.FEELING)) * PEOPLE_BUCKETS
    if lies.shown:
        bucket = read_units(lies.upvotes / PEOPLE_BUCKETS * sizes.UPVOTE)
        spent += read(lies.seen) + read(bucket) * PEOPLE_BUCKETS
    return spent
