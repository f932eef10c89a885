"""`./beifall report EVENT FOLDER`: what there is to file of a deployed event, without its being removed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from account.deployed import deployed
from account.documentation import documentation
from cli.deployment import Event, Region, code_of, refusing, session_in

Folder = Annotated[Path, typer.Argument(help="Where to: a folder that is new, or empty.", metavar="FOLDER")]


def report(event: Event, folder: Folder, region: Region = None) -> None:
    """Write the documentation of a deployed event as it is now: results, questions, applause, without persons. Changes
    nothing of the event; `destroy` writes the same before it removes it.

    Example: ./beifall report TDK2020 documentation
    """
    with refusing():
        session = session_in(region)
        files = documentation(deployed(code_of(event), session), session, folder)
        print(f"The documentation is written: {len(files)} files in {folder}")
