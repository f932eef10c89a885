"""`./beifall rotate EVENT`: the event's tokens are signed by another key."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from account.deployed import deployed
from account.rotation import rotate as turned
from account.wrong import leaving
from cli.deployment import Event, Region, code_of, refusing, session_in
from cli.links import kept

Now = Annotated[
    bool, typer.Option("--now", help="What was signed until now is worthless at once: somebody has seen a key.")
]


def rotate(event: Event, now: Now = False, region: Region = None) -> None:
    """Sign the event's tokens by its other key. Old links and tokens stay good until they expire.

    With --now they die at once, for both keys become fresh ones. Attendees come back by themselves, as the same people.
    Staff and stages need new links, which are written to out/links. Whoever is connected stays so until their
    connection ends, after two hours at most: --now turns nobody out (`links --revoke` does).

    Example: ./beifall rotate TDK2020
    """
    with refusing():
        session = session_in(region)
        of = deployed(code_of(event), session)
        turned(of, session, print, now=now, mark=str(time.time_ns()))
        with leaving(f"the keys are turned, the links not written yet: `./beifall links {of.code}` writes them"):
            print(f"The links, signed anew, are in {kept(of, session)}")
