"""`./beifall serve EVENT`: the whole system on this machine, without an AWS account."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn
from urllib.parse import urlsplit

import typer

from beifall.domain.event import Programme
from beifall.domain.pace import QUOTA, TooSmall, needed
from beifall.report.documentation import NothingLeft
from beifall.report.folder import Unwritable, check
from cli.conditions import ChaosSpec, Conditions, ConnectionMinutes, Delays, IdleMinutes, Seed, account, conditions
from cli.greeting import greet
from cli.pack import packed
from eventfile.mistakes import Mistakes
from eventfile.reading import read
from eventfile.shift import shifted
from local.chaos import NoSuchChaos
from local.engines import NoEngine, NoSuchEngine
from local.port import CannotListen
from local.stack import TICKETS, WEB, Stack

Event = Annotated[Path, typer.Argument(help="The event file (TOML).", metavar="EVENT")]
Port = Annotated[
    int, typer.Option(help="The one port for site, HTTP and socket; 0 takes a free one.", min=0, max=65535)
]
Host = Annotated[str, typer.Option(help="0.0.0.0 lets phones in the same network in.")]
Links = Annotated[Path | None, typer.Option(help="Write all links to this file, as JSON.")]
Engine = Annotated[str, typer.Option(help="The embedded DynamoDB: ministack, moto, or the address of another.")]
Site = Annotated[
    str | None,
    typer.Option(help="Where people reach it, such as https://live.example behind a proxy: for links and the QR code."),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        help="When the event has ended, write its documentation into this folder, new or empty.",
        metavar="FOLDER",
    ),
]
RealTime = Annotated[bool, typer.Option("--real-time", help="Keep the file's times; else the event starts now.")]


class LinksFile(Exception):
    """It cannot be written; the text says why."""


class NoOrigin(ValueError):
    """No address at which a site can be; the text is for people."""


Alongside = Callable[[Stack], Awaitable[None]]


async def nothing(_stack: Stack) -> None:
    """Nobody takes part but who comes."""


def serve(
    event: Event,
    port: Port = 8080,
    host: Host = "127.0.0.1",
    links: Links = None,
    engine: Engine = "ministack",
    site: Site = None,
    real_time: RealTime = False,
    latency: Delays = "none",
    connection_minutes: ConnectionMinutes = 120,
    idle_minutes: IdleMinutes = 10,
    chaos: ChaosSpec = None,
    seed: Seed = 1,
    report: Report = None,
) -> None:
    """Run an event on this machine and print links to open. Ctrl-C ends it."""
    try:
        given = conditions(latency, connection_minutes, idle_minutes, chaos, seed)
    except NoSuchChaos as wrong:
        _refuse(str(wrong))
    run(
        event,
        port=port,
        host=host,
        links=links,
        engine=engine,
        site=site,
        real_time=real_time,
        conditions=given,
        report=report,
    )


def run(
    file: Path,
    *,
    port: int,
    host: str,
    links: Path | None,
    engine: str,
    site: str | None,
    real_time: bool,
    alongside: Alongside = nothing,
    conditions: Conditions = Conditions(),  # noqa: B008 - frozen
    report: Path | None = None,
) -> None:
    """Runs the event, and what goes on alongside, until Ctrl-C. What stands in the way is said in a line."""
    try:
        programme = read(file)
        if report is not None:
            check(report)
        now = time.time_ns() // 1_000_000
        if not real_time:
            programme = shifted(programme, now)
        stack = stacked(programme, conditions, engine=engine, host=host, port=port, site=site, pages=packed())
        if programme.event.ends <= now:
            _warn(programme)
        asyncio.run(_running(stack, programme, links, alongside, report))
    except (Mistakes, NoSuchEngine, NoEngine, NoOrigin, TooSmall, NothingLeft, Unwritable) as wrong:
        _refuse(str(wrong))
    except CannotListen as wrong:
        _refuse(str(wrong.strerror))
    except LinksFile as wrong:
        _refuse(f"the links cannot be written to {links}: {wrong}")


def stacked(
    programme: Programme,
    conditions: Conditions,
    *,
    engine: str,
    host: str,
    port: int,
    site: str | None,
    tickets: int = TICKETS,
    quota: int = QUOTA,
    pages: Path = WEB,
) -> Stack:
    """The event as the options want it, not yet running, in an account that may make so many requests a second, or as
    many as the event needs. Raises what `Stack` raises, and NoOrigin.
    """
    return Stack(
        programme,
        engine=engine,
        host=host,
        port=port,
        site=site and origin(site),
        latency=conditions.latency,
        ages=conditions.ages,
        chaos=conditions.chaos,
        seed=conditions.seed,
        tickets=tickets,
        quota=needed(programme.event.expected, quota),
        pages=pages,
    )


def origin(address: str) -> str:
    """An address as browsers name it as the origin of its pages. Raises NoOrigin."""
    wrong = NoOrigin(f"--site {address} is no address of a site: write it as https://live.example, without a path")
    try:
        parts = urlsplit(address.lower())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    usual = {"http": 80, "https": 443}
    is_host = host is not None and re.fullmatch(r"[a-z0-9.-]+|[0-9a-f.]*:[0-9a-f:.]*", host)
    if (
        host is None
        or not is_host
        or parts.scheme not in usual
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
    ):
        raise wrong
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" + ("" if port in (None, usual[parts.scheme]) else f":{port}")


def _warn(programme: Programme) -> None:
    """Staff may still look at what there is of it, so that it is served nevertheless."""
    event = programme.event
    zone = dt.timezone(dt.timedelta(minutes=event.utc_offset))
    ended = dt.datetime.fromtimestamp(event.ends / 1000, zone)
    print(
        f"beifall: this event has been over since {ended:%Y-%m-%d %H:%M} ({zone}): its links are dead or soon will be. "
        "Without --real-time it starts now.",
        file=sys.stderr,
        flush=True,
    )


def _refuse(why: str) -> NoReturn:
    print(f"beifall: {why}", file=sys.stderr)
    raise typer.Exit(1) from None


async def _running(
    stack: Stack, programme: Programme, links: Path | None, alongside: Alongside, report: Path | None
) -> None:
    written = list[Path]()
    async with until_told() as told, stack.runner:
        if links is not None:
            write_links(links, stack)
        _greet(stack, programme)
        others = asyncio.ensure_future(alongside(stack))
        await told.wait()
        others.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await others
        if report is not None:
            written = await asyncio.to_thread(stack.document, report)
    print("", *account(stack.runner), *(f"Documentation: {one}" for one in written), _ended(written), sep="\n")


def _ended(written: Sequence[Path]) -> str:
    return "Ended; nothing else is left of it." if written else "Ended; nothing is left of it."


@contextlib.asynccontextmanager
async def until_told() -> AsyncIterator[asyncio.Event]:
    """Is set when a signal says that it shall end."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    yield told


def write_links(file: Path, stack: Stack) -> None:
    """Whoever reads the links may conduct the event: they are for the file's owner alone. Raises LinksFile."""
    try:
        opened = os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w")
    except OSError as error:
        raise LinksFile(error.strerror) from None
    with opened:
        os.fchmod(opened.fileno(), 0o600)
        opened.write(json.dumps(_links(stack), indent=2) + "\n")


def _links(stack: Stack) -> dict[str, object]:
    made: dict[str, object] = {
        "site": f"{stack.site}/",
        "api": f"{stack.site}/api",
        "socket": f"{stack.site.replace('http', 'ws', 1)}/socket",
        "code": stack.event.code,
        "links": [asdict(link) for link in stack.links],
    }
    return made | ({"tickets": stack.tickets} if stack.tickets else {})


def _greet(stack: Stack, programme: Programme) -> None:
    links = [(link.role, link.rooms, link.url) for link in stack.links]
    greet(programme, invitation=stack.invitation, site=stack.site, links=links, tickets=stack.tickets)
    print("\nAll of them: --links FILE. Ctrl-C ends it.\n", flush=True)
