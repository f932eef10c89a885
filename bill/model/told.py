"""What a room's screens are told of changes: by the mapping without a window, and by the one that gathers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bill.model.batches import polled, windows
from bill.model.house import Place
from bill.model.invoked import invoked
from bill.model.spent import NOTHING, Spent, read
from bill.usage import Usage

AROUND = 90.0
"""Bytes of a frame besides its items."""

RECOUNT = 10.0
"""Seconds for which the number of people present need not be counted again for an update."""


@dataclass(frozen=True)
class Changes:
    """So many changes of rows of a room, of one cause. `at_once` tells everybody at once; `bundled` lets the mapping
    with a window hear of it, and `many` have it tell laptops and phones; `staff` is for moderators alone; `askers` are
    told on their own two screens. What `ends` is told at once for the last time, so that its last window has nothing to
    say. `item` is the size of what is told of one of them; `kinds` is how many different ones they are about.
    """

    cause: str
    times: float
    at_once: bool = False
    bundled: bool = False
    many: bool = False
    staff: bool = False
    askers: bool = False
    ends: bool = False
    item: float = 500.0
    kinds: float = 1.0

    def frame(self, changes: float) -> float:
        """Bytes that tell of so many of these changes: of several of one row, the last one's."""
        kinds = max(1.0, self.kinds)
        return AROUND + self.item * kinds * (1 - (1 - 1 / kinds) ** changes if kinds > 1 else min(1.0, changes))


def told(place: Place, changes: Sequence[Changes], seconds: float) -> Usage:
    """All that these changes let be told, evenly spread over the seconds."""
    usage = _at_once(place, changes, seconds) + _bundled(place, changes, seconds)
    for one in changes:
        if one.askers:
            # However many changes share a batch: each asker is told alone.
            usage += _besides(one, read(), posts=2, frame=one.frame(1)) * one.times
    return usage


def _at_once(place: Place, changes: Sequence[Changes], seconds: float) -> Usage:
    usage, batches = Usage(), polled(_times(changes), seconds)
    for one, share in _shared(changes, batches):
        usage += invoked("broadcast", one.cause, share, _seen(place) + read())
    if batches:
        heads = place.register * min(batches, max(1.0, seconds / RECOUNT))
        usage += _besides(changes[0], heads)
    few, public = float(place.moderators), [one for one in changes if not one.staff]
    for audience, screens in ((changes, few), (public, place.near - few)):
        for one, share in _shared(audience, polled(_times(audience), seconds)):
            usage += _besides(one, NOTHING, posts=screens, frame=one.frame(one.times / share)) * share
    for one in changes:
        if one.at_once:
            # Whoever decides for all to see waits until it is seen: no two of these share a batch.
            usage += _besides(one, place.far, posts=place.many, frame=one.frame(1)) * one.times
    return usage


def _bundled(place: Place, changes: Sequence[Changes], seconds: float) -> Usage:
    usage, window = Usage(), place.house.pace.bundle
    heard = [one for one in changes if one.bundled]
    for one, share in _shared(heard, windows(_times(heard), seconds, window)):
        usage += invoked("broadcast", one.cause, share, _seen(place))
    many = [one for one in heard if one.many]
    sent = windows(_times(many), seconds, window)
    if many and all(one.ends for one in many):
        sent -= 1
    for one, share in _shared(many, sent) if sent > 0 else ():
        # What is gathered of several kinds is one frame.
        frame = sum(its.frame(its.times / sent) for its in many)
        usage += _besides(one, place.far, posts=place.many, frame=frame) * share
    return usage


def _times(changes: Sequence[Changes]) -> float:
    return sum(one.times for one in changes)


def _shared(changes: Sequence[Changes], batches: float) -> Iterator[tuple[Changes, float]]:
    """What each has caused of so many batches: as the meter shares one by its records."""
    number = _times(changes)
    for one in changes:
        if one.times:
            yield one, batches * one.times / number


def _besides(change: Changes, spent: Spent, *, posts: float = 0.0, frame: float = 0.0) -> Usage:
    """What an invocation that there is anyhow does more."""
    more = invoked("broadcast", change.cause, 1.0, spent, posts=posts, frame=frame)
    return more - invoked("broadcast", change.cause)


def _seen(place: Place) -> Spent:
    return place.event + read(place.contents.all_)
