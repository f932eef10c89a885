"""An event at another time: a rehearsal starts when it is started."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.event import Programme
from beifall.domain.texts import Milliseconds


def shifted(programme: Programme, now_ms: Milliseconds) -> Programme:
    """The same programme, all its times moved by as much as makes the event start at `now_ms`."""
    event = programme.event
    by = now_ms - event.starts
    return replace(
        programme,
        event=replace(
            event,
            starts=event.starts + by,
            ends=event.ends + by,
            answers_until=event.answers_until + by,
            agenda=tuple(replace(item, starts=item.starts + by) for item in event.agenda),
        ),
        polls=tuple(replace(poll, closes=poll.closes and poll.closes + by) for poll in programme.polls),
    )
