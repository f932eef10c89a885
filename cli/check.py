"""`./beifall check FILE`: is the event file right?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from beifall.domain.event import Event, Programme
from eventfile.mistakes import Mistakes
from eventfile.reading import read


def check(file: Annotated[Path, typer.Argument(help="The event file (TOML).")]) -> None:
    """Check an event file: every mistake with its key, what was found there and what is allowed."""
    try:
        programme = read(file)
    except Mistakes as wrong:
        print(wrong, file=sys.stderr)
        print(f"{counted(len(wrong.mistakes), 'mistake')} in {file}", file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"{file} is right: {summary(programme)}")


def summary(programme: Programme) -> str:
    """What was read, in one line, with the times of the place."""
    rooms = counted(len(programme.rooms), "room")
    polls = counted(len(programme.polls), "poll")
    people = "1 person" if programme.event.expected == 1 else f"{programme.event.expected:,} people"
    return f"{rooms}, {polls}, {people} expected, {_span(programme.event)}"


def _span(event: Event) -> str:
    zone = dt.timezone(dt.timedelta(minutes=event.utc_offset))
    starts, ends = (dt.datetime.fromtimestamp(time / 1000, zone) for time in (event.starts, event.ends))
    until = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{ends:%Y-%m-%d %H:%M}"
    return f"{starts:%Y-%m-%d %H:%M} to {until} ({zone})"


def counted(number: int, noun: str) -> str:
    """`1 room`, `2 rooms`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
