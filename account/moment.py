"""When an event may be deployed, and when it had better be left alone. Times are in ms since 1970."""

from __future__ import annotations

import datetime as dt

from account.deployed import Deployed, Incomplete
from account.wrong import Wrong
from beifall.domain.event import Event
from beifall.domain.texts import Milliseconds

NOW = "now"

BEFORE = 3_600_000
"""From so long before it starts on, an event counts as live: people are coming."""


def start(starts: str, now: Milliseconds) -> Milliseconds:
    """The time that `--starts` means. Raises Wrong."""
    if starts == NOW:
        return now // 1_000 * 1_000
    try:
        at = dt.datetime.fromisoformat(starts)
    except ValueError:
        raise Wrong(f"--starts {starts} is no time such as 2026-12-01T10:00:00+01:00, nor `now`") from None
    if at.tzinfo is None:
        raise Wrong(f"--starts {starts} has no offset from UTC: write it as {starts}+01:00")
    return round(at.timestamp() * 1_000)


def is_over(event: Event, now: Milliseconds) -> bool:
    """Whether nobody could take part any more."""
    return event.ends <= now


def is_live(of: Deployed | Incomplete, now: Milliseconds) -> bool:
    """Whether people may be in it, or are just coming; when that is must be known."""
    return of.starts is not None and of.ends is not None and of.starts - BEFORE <= now < of.ends


def shown(at: Milliseconds, offset: int) -> str:
    """A time as one writes it after `--starts`, at a place so many minutes east of UTC."""
    return dt.datetime.fromtimestamp(at / 1_000, dt.timezone(dt.timedelta(minutes=offset))).isoformat()
