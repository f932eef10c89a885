"""When an event may be deployed, and when it had better be left alone. Times are in ms since 1970."""

from __future__ import annotations

import datetime as dt
import re
import time

from account.deployed import Deployed, Incomplete
from account.wrong import Wrong
from beifall.domain.event import Event
from beifall.domain.texts import Milliseconds

NOW = "now"
FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(?P<offset>Z|[+-]\d\d:\d\d)?", re.ASCII)

BEFORE = 3_600_000
"""From so long before it starts on, an event counts as live: people are coming."""


def clock() -> Milliseconds:
    """What it is now."""
    return time.time_ns() // 1_000_000


def start(starts: str, now: Milliseconds, offset: int) -> Milliseconds:
    """The time that `--starts` means; `offset`, the event's own, is what advice is given in. Raises Wrong."""
    if starts == NOW:
        return now // 1_000 * 1_000
    form = FORM.fullmatch(starts)
    if form is None:
        raise Wrong(f"--starts {starts} is no time such as {tomorrow(now, offset)}, nor `now`")
    try:
        at = dt.datetime.fromisoformat(starts)
        if form["offset"] is None:
            there = at.replace(tzinfo=_zone(offset))
            raise Wrong(f"--starts {starts} has no offset from UTC: write it as {there.isoformat()}")
        return round(at.timestamp() * 1_000)
    except (ValueError, OverflowError):
        raise Wrong(f"--starts {starts} is not in the calendar, or on the clock") from None


def tomorrow(now: Milliseconds, offset: int) -> str:
    """Ten o'clock there on the next day, for advice."""
    day = dt.datetime.fromtimestamp(now / 1_000, _zone(offset)) + dt.timedelta(days=1)
    return day.replace(hour=10, minute=0, second=0, microsecond=0).isoformat()


def _zone(offset: int) -> dt.timezone:
    return dt.timezone(dt.timedelta(minutes=offset))


def is_over(event: Event, now: Milliseconds) -> bool:
    """Whether nobody could take part any more."""
    return event.ends <= now


def is_live(of: Deployed | Incomplete, now: Milliseconds) -> bool:
    """Whether people may be in it, or are just coming; when that is must be known."""
    return of.starts is not None and of.ends is not None and of.starts - BEFORE <= now < of.ends


def shown(at: Milliseconds, offset: int) -> str:
    """A time as one writes it after `--starts`, at a place so many minutes east of UTC."""
    return dt.datetime.fromtimestamp(at / 1_000, _zone(offset)).isoformat()
