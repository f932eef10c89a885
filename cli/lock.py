"""`./beifall lock EVENT`: nobody deploys over it by mistake."""

from __future__ import annotations

from typing import Annotated

import typer

from account.deployed import deployed
from account.lock import lock as locked
from account.lock import unlock
from cli.deployment import Event, Region, code_of, refusing, session_in

Off = Annotated[bool, typer.Option("--off", help="It may be deployed and destroyed again.")]


def lock(event: Event, off: Off = False, region: Region = None) -> None:
    """Lock a deployed event: until `--off`, AWS refuses to update or delete its stack, whoever asks, also a plain
    `cdk deploy`. What people do in the event goes on.

    Example: ./beifall lock TDK2020
    """
    with refusing():
        session = session_in(region)
        of = deployed(code_of(event), session)
        (unlock if off else locked)(of, session)
        print(f"{of.code} in {of.region} is {'no longer ' * off}locked")
