"""`./beifall lock EVENT`: nobody deploys over it by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from account.deployed import Deployed, Incomplete, deployed
from account.lock import lock as locked
from account.lock import unlock
from cli.deployment import Event, Region, code_of, refusing, session_in

if TYPE_CHECKING:
    import boto3

Off = Annotated[bool, typer.Option("--off", help="It may be deployed and destroyed again.")]


def lock(event: Event, off: Off = False, region: Region = None) -> None:
    """Lock a deployed event: until `--off`, AWS refuses to update or delete its stack, whoever asks, also a plain
    `cdk deploy`. What people do in the event goes on.

    Example: ./beifall lock TDK2020
    """
    with refusing():
        session = session_in(region)
        of = _stacked(code_of(event), session)
        (unlock if off else locked)(of, session)
        print(f"{of.code} in {session.region_name} is {'no longer ' * off}locked")


def _stacked(code: str, session: boto3.Session) -> Deployed | Incomplete:
    """Also what is incomplete can be locked, and is refused by other commands then."""
    try:
        return deployed(code, session)
    except Incomplete as part:
        return part
