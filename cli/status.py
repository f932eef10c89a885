"""`./beifall status EVENT`: how it is, on the day."""

from __future__ import annotations

import textwrap
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from account.deployed import NotDeployed, deployed
from account.glance import Seen, glance
from account.moment import clock
from account.wrong import Wrong
from cli.deployment import Event, Region, code_of, refusing, session_in

if TYPE_CHECKING:
    from collections.abc import Callable

    import boto3

EVERY = 15
"""Seconds between two looks."""

INDENT = 14
"""Columns before what is said: the mark, and what it is about."""

Watch = Annotated[bool, typer.Option("--watch", help=f"Look again every {EVERY} seconds, until Ctrl-C.")]


def status(event: Event, watch: Watch = False, region: Region = None) -> None:
    """Show how a deployed event is: its stack, site and alarms, who is connected, what has failed. Ends with 1 if
    something is wrong; --watch ends with Ctrl-C.

    Example: ./beifall status TDK2020 --watch
    """
    with refusing():
        session, code = session_in(region), code_of(event)
        if watch:
            watched(code, session)
            return
        is_wrong = _shown(code, session)
    if is_wrong:
        raise typer.Exit(1)


def watched(code: str, session: boto3.Session, *, pause: Callable[[float], object] = time.sleep) -> None:
    """Until Ctrl-C, which is the way to end it and nothing wrong. Raises NotDeployed if there is nothing at first."""
    with suppress(KeyboardInterrupt, SystemExit):
        _shown(code, session)
        while True:
            pause(EVERY)
            print(f"\n{time.strftime('%H:%M:%S')}")
            try:
                _shown(code, session)
            except NotDeployed as no:  # it may be deployed anew just now
                print(f"✗ {no}")


def _shown(code: str, session: boto3.Session) -> bool:
    """Whether something is wrong. Raises NotDeployed."""
    console = Console(highlight=False, soft_wrap=True)
    width = console.width if console.is_terminal else None
    found = False
    try:
        of = deployed(code, session)
    except NotDeployed:
        raise
    except Wrong as wrong:  # who watches goes on: the network comes back
        console.print(f"✗ {wrong}", markup=False, style="red")
        return True
    for seen in glance(of, session, now=clock()):
        console.print(laid(seen, width), markup=False, style="red" if seen.is_wrong else None)
        found |= seen.is_wrong
    return found


def laid(seen: Seen, width: int | None) -> str:
    """One line, or below each other what does not fit; addresses stay whole."""
    line = f"{'✗' if seen.is_wrong else ' '} {seen.what:12}{seen.how}"
    if width is None:
        return line
    indent = " " * (INDENT if width > 3 * INDENT else 4)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
