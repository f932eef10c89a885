"""`./beifall cost EVENT`: what the event's day would cost on AWS, without playing it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from beifall.domain.event import Programme
from beifall.domain.pace import TooSmall, needed
from beifall.domain.polls import Poll
from bill.model.event import Account, Day, of_a_further_day, of_a_quiet_hour, of_the_day
from bill.model.once import Page
from bill.model.pace import quota as usual
from bill.model.polls import Asked
from bill.prices import NoSuchRegion, Prices, prices, regions
from cli.costs import Costs, printed
from crowd.scenes import Venue
from eventfile.mistakes import Mistakes
from eventfile.reading import read

Event = Annotated[Path, typer.Argument(help="The event file (TOML).", metavar="EVENT")]
Region = Annotated[str, typer.Option(help=f"The AWS Region whose prices are taken: {' or '.join(regions())}.")]
Quota = Annotated[
    int | None,
    typer.Option(help="Requests a second that the account may make; else what a new one may make there.", min=1),
]
File = Annotated[Path | None, typer.Option("--json", help="Write all figures to this file, too.", metavar="FILE")]

SIZES = (1_200, 3_000, 10_000)
"""People that the day is priced for, besides those that the file expects."""


def cost(event: Event, region: Region = "eu-central-1", quota: Quota = None, to: File = None) -> None:
    """Work out what the event's day would cost on AWS: by service and by what causes it, also for more people."""
    try:
        its = prices(region)
        costs = costed(read(event), its, quota or usual(region))
    except (Mistakes, NoSuchRegion, TooSmall) as wrong:
        _refuse(str(wrong))
    printed(costs, Console(highlight=False, soft_wrap=not sys.stdout.isatty()))
    if to is not None:
        try:
            to.write_text(json.dumps(costs.as_json(), indent=2) + "\n")
        except OSError as error:
            _refuse(f"{to} cannot be written: {error.strerror}")


def costed(programme: Programme, its: Prices, quota: int) -> Costs:
    """All that is printed, with as many requests a second as are needed. Raises TooSmall where no quota helps."""
    expected = programme.event.expected
    account = account_of(programme, needed(expected, quota))
    days, over = dict[int, Day](), dict[int, int]()
    for size in dict.fromkeys((expected, *SIZES)):
        enough = needed(size, quota)
        days[size] = of_the_day(replace(account, quota=enough), size)
        if enough > quota:
            over[size] = enough
    return Costs(
        code=programme.event.code,
        prices=its,
        quota=quota,
        venue=account.venue,
        days=days,
        over=over,
        quiet=of_a_quiet_hour(account, expected),
        further=of_a_further_day(account, expected),
    )


def account_of(programme: Programme, quota: int) -> Account:
    """What the model has to know of an event, in an account that may make so many requests a second."""
    rooms = tuple((room.id, room.kind) for room in programme.rooms)
    polls = tuple((poll.id, poll.room, poll.kind, len(poll.options)) for poll in programme.polls)
    return Account(
        venue=Venue(rooms, polls),
        event=_bytes(programme),
        polls={poll.id: _asked(poll) for poll in programme.polls},
        quota=quota,
        page=Page(),
        seats=sum(room.tables * room.seats for room in programme.rooms),
    )


def _asked(poll: Poll) -> Asked:
    figures = poll.high - poll.low + 1 if poll.kind == "scale" else len(poll.options)
    return Asked(figures=figures, options=len(poll.options), results=poll.results, secret=poll.secret)


def _bytes(programme: Programme) -> int:
    """Of the event's row, which lists its rooms."""
    rooms = [{"id": room.id, "kind": room.kind, "title": room.title} for room in programme.rooms]
    said = {**asdict(programme.event), "rooms": rooms}
    return len(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())


def _refuse(why: str) -> NoReturn:
    print(f"beifall: {why}", file=sys.stderr)
    raise typer.Exit(1) from None
