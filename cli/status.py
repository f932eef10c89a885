"""`./beifall status EVENT`: how it is, on the day."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from account.deployed import NotDeployed, deployed
from account.glance import glance
from account.wrong import Wrong
from cli.deployment import Event, Region, code_of, refusing, session_in

if TYPE_CHECKING:
    import boto3

EVERY = 15
"""Seconds between two looks."""

Watch = Annotated[bool, typer.Option("--watch", help=f"Look again every {EVERY} seconds, until Ctrl-C.")]


def status(event: Event, watch: Watch = False, region: Region = None) -> None:
    """Show how a deployed event is: its stack, site and alarms, who is connected, what has failed. Ends with 1 if
    something is wrong.

    Example: ./beifall status TDK2020 --watch
    """
    with refusing():
        session, code = session_in(region), code_of(event)
        is_wrong = _shown(code, session)
        while watch:
            time.sleep(EVERY)
            print(f"\n{time.strftime('%H:%M:%S')}")
            is_wrong = _shown(code, session)
    if is_wrong:
        raise typer.Exit(1)


def _shown(code: str, session: boto3.Session) -> bool:
    """Whether something is wrong."""
    console = Console(highlight=False, soft_wrap=True)
    found = False
    try:
        of = deployed(code, session)
    except NotDeployed:
        raise
    except Wrong as wrong:  # who watches goes on: the network comes back
        console.print(f"✗ {wrong}", markup=False, style="red")
        return True
    for seen in glance(of, session, now=time.time_ns() // 1_000_000):
        mark = "✗" if seen.is_wrong else " "
        console.print(f"{mark} {seen.what:12}{seen.how}", markup=False, style="red" if seen.is_wrong else None)
        found |= seen.is_wrong
    return found
