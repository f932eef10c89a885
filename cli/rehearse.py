"""`./beifall rehearse EVENT`: synthetic people play the day in some minutes, and everything is counted."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from beifall.domain.event import Programme
from beifall.domain.pace import TooSmall, needed
from beifall.report.documentation import NothingLeft
from beifall.report.folder import Unwritable, check
from bill.model.pace import quota
from bill.prices import NoSuchRegion, Prices, prices
from cli.audience import Broken, Ended, played
from cli.conditions import ChaosSpec, ConnectionMinutes, Delays, IdleMinutes, Seed, conditions
from cli.elsewhere import NotThere, elsewhere
from cli.forecast import forecast
from cli.measured import Measured
from cli.progress import Progress
from cli.serve import (
    Engine,
    Event,
    Host,
    LinksFile,
    NoOrigin,
    Port,
    RealTime,
    Report,
    Site,
    stacked,
    until_told,
    write_links,
)
from cli.verdict import is_good, printed
from crowd.orders import Link, Orders
from crowd.scenes import SCREENS, Venue, staff
from eventfile.mistakes import Mistakes
from eventfile.reading import read
from eventfile.shift import shifted
from local.chaos import NoSuchChaos
from local.engines import NoEngine, NoSuchEngine
from local.port import CannotListen
from local.stack import Stack

Url = Annotated[
    str | None,
    typer.Option(help="Play against an event that runs at this address, with its --links; else one is started here."),
]
Links = Annotated[
    Path | None,
    typer.Option(
        help="With --url: the file of links that `serve --links` has written, or `deploy` in out/links. Else: write "
        "all links to this file."
    ),
]
Attendees = Annotated[int, typer.Option(help="People, each with a laptop and a phone.", min=1)]
Minutes = Annotated[float, typer.Option(help="How long the day takes.", min=0.1)]
File = Annotated[Path | None, typer.Option("--json", help="Write the report to this file, too.", metavar="FILE")]
Record = Annotated[
    Path | None,
    typer.Option(help="Write each frame and each HTTP exchange to this file, as JSON lines without tokens and codes."),
]
SPARE = 300
"""Open files besides those of the attendees: staff, the functions' own connections, the code itself."""

Region = Annotated[str, typer.Option(help="The AWS Region whose prices are taken.")]


STARTS = (
    "port",
    "host",
    "engine",
    "site",
    "real_time",
    "latency",
    "connection_minutes",
    "idle_minutes",
    "chaos",
    "report",
)
"""Options that say how an event is started here."""


def rehearse(
    context: typer.Context,
    event: Event,
    url: Url = None,
    links: Links = None,
    attendees: Attendees = 300,
    minutes: Minutes = 4,
    seed: Seed = 1,
    to: File = None,
    record: Record = None,
    region: Region = "eu-central-1",
    port: Port = 0,
    host: Host = "127.0.0.1",
    engine: Engine = "ministack",
    site: Site = None,
    real_time: RealTime = False,
    latency: Delays = "none",
    connection_minutes: ConnectionMinutes = 120,
    idle_minutes: IdleMinutes = 10,
    chaos: ChaosSpec = None,
    report: Report = None,
) -> None:
    """Let synthetic people play the event's day in some minutes, and count losses, delays and costs."""
    try:
        its = prices(region)
        given = conditions(latency, connection_minutes, idle_minutes, chaos, seed)
        programme = sized(read(event), attendees)
        for file in filter(None, (to, record)):
            _check(file)
        if report is not None:
            check(report)
        orders = Orders("", programme.event.code, (), venue(programme), attendees, minutes, seed)
        orders = replace(orders, connection_minutes=connection_minutes, idle_minutes=idle_minutes)
        orders = replace(orders, record=None if record is None else str(record.absolute()))
        _make_room(attendees)
        enough = needed(programme.event.expected, quota(region))
        model = forecast(programme, orders, its, enough).total
        if url is not None:
            _check_starts(context)
            rooms = [room for role, room in staff(orders.venue) if role == "moderator"]
            it = elsewhere(url, links, programme.event.code, attendees, rooms)
            orders = replace(orders, site=it.site, code=it.code, links=it.links, tickets=it.tickets)
            outcome = _run(_there(orders))
        else:
            begun = _begun(programme, is_real_time=real_time)
            stack = stacked(
                begun, given, engine=engine, host=host, port=port, site=site, tickets=attendees, quota=enough
            )
            outcome = _run(_here(orders, stack, links, its, report))
    except (
        Mistakes,
        NoSuchRegion,
        NoSuchChaos,
        NoSuchEngine,
        NoEngine,
        NoOrigin,
        NotThere,
        Over,
        TooMany,
        TooSmall,
        Broken,
        NothingLeft,
        Unwritable,
    ) as wrong:
        _refuse(str(wrong))
    except CannotListen as wrong:
        _refuse(str(wrong.strerror))
    except LinksFile as wrong:
        _refuse(f"the links cannot be written to {links}: {wrong}")
    except Ended:
        raise typer.Exit(130) from None
    outcome |= {"model_usd": round(model, 6), "latency": latency if url is None else None}
    if to is not None:
        _write(to, outcome)
    printed(outcome, Console(highlight=False, width=None if sys.stdout.isatty() else 120))
    raise typer.Exit(0 if is_good(outcome) else 1)


def _check_starts(context: typer.Context) -> None:
    """Nobody shall believe that an event elsewhere was as slow, or as broken, as they have asked for."""
    assert set(STARTS) <= context.params.keys()
    for name in STARTS:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = name.replace("_", "-")
            _refuse(f"--{option} says how an event is started here: it has no meaning with --url")


class Over(Exception):
    """Nobody can join any more; the text is for people."""


class TooMany(Exception):
    """More people than this machine has room for; the text is for people."""


def sized(programme: Programme, attendees: int) -> Programme:
    """The event, large enough for so many: what it expects sizes what is deployed."""
    event = programme.event
    larger = replace(event, expected=max(event.expected, attendees), limit=max(event.limit, attendees))
    return replace(programme, event=larger)


def venue(programme: Programme) -> Venue:
    """What of the event decides what can be played."""
    rooms = tuple((room.id, room.kind) for room in programme.rooms)
    return Venue(rooms, tuple((poll.id, poll.room, poll.kind, len(poll.options)) for poll in programme.polls))


def _begun(programme: Programme, *, is_real_time: bool) -> Programme:
    now = time.time_ns() // 1_000_000
    programme = programme if is_real_time else shifted(programme, now)
    if programme.event.ends <= now:
        raise Over("this event is over, so that nobody could join; without --real-time it starts now")
    return programme


async def _here(
    orders: Orders, stack: Stack, links: Path | None, its: Prices, documentation: Path | None
) -> dict[str, Any]:
    """A rehearsal of an event that is started for it, and ended after it."""
    async with until_told() as told, stack.runner:
        if links is not None:
            write_links(links, stack)
        measured = Measured(stack.runner, its)
        orders = replace(
            orders,
            site=stack.runner.address.site,
            links=tuple(Link(one.role, one.rooms, one.token) for one in stack.links),
            tickets=stack.tickets,
        )
        with Progress(stack.invitation) as progress:

            def hears(line: dict[str, Any]) -> None:
                if "scene" in line:
                    measured.begin(line["scene"], is_played=line["is_played"])
                progress.hears(line)

            report = await played(orders, hears, told)
        joined = measured.joined(report)
        if documentation is not None:
            await asyncio.to_thread(stack.document, documentation)
        return joined


async def _there(orders: Orders) -> dict[str, Any]:
    """A rehearsal of an event that runs elsewhere: what it uses is counted there, if anywhere."""
    async with until_told() as told:
        with Progress(orders.site) as progress:
            report = await played(orders, progress.hears, told)
    return {**report, "operations": None, "cost_usd": None, "cost_usd_by_cause": None, "chaos": None, "failed": None}


def _run(playing: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    return asyncio.run(playing)


def _make_room(attendees: int) -> None:
    """Open files, of which a shell allows few at first: two sockets for each attendee, here and where they sit."""
    needed = attendees * SCREENS + SPARE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = sys.maxsize if hard == resource.RLIM_INFINITY else hard
    if needed > most:
        raise TooMany(f"{attendees} people need {needed} open files, and this machine allows a process {hard}")
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


def _write(file: Path, report: dict[str, Any]) -> None:
    try:
        file.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    except OSError as error:
        _refuse(f"{file} cannot be written: {error.strerror}")


def _check(file: Path) -> None:
    """Better now than after four minutes."""
    folder = file.parent
    if file.is_dir() or not folder.is_dir() or not os.access(file if file.exists() else folder, os.W_OK):
        _refuse(f"{file} cannot be written")


def _refuse(why: str) -> NoReturn:
    print(f"beifall: {why}", file=sys.stderr)
    raise typer.Exit(1) from None
