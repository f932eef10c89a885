"""`./beifall tickets EVENT N`: fresh tickets for a deployed event."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from account import tickets as issued
from account.deployed import deployed
from cli.deployment import OUT, Event, Region, code_of, refusing, session_in

Number = Annotated[int, typer.Argument(help="How many.", metavar="N", min=1, max=100_000)]
Out = Annotated[
    Path | None, typer.Option(help="The new file, one ticket a line; else one in out/tickets.", metavar="FILE")
]
Again = Annotated[
    Path | None,
    typer.Option("--again", help="Make the tickets of this file valid, after an interruption.", metavar="FILE"),
]


def tickets(event: Event, number: Number = 1, out: Out = None, again: Again = None, region: Region = None) -> None:
    """Make tickets for a deployed event and write them to a file that only you can read.

    Example: ./beifall tickets TDK2020 300 --out tickets.txt
    """
    with refusing():
        session = session_in(region)
        of = deployed(code_of(event), session)
        if again is not None:
            issued.again(of, session, again, print)
            return
        at = dt.datetime.now(dt.UTC)
        file = out or OUT / "tickets" / f"{of.code}-{of.region}-{at:%Y%m%dT%H%M%SZ}.txt"
        issued.issue(of, session, number, file, print)
