"""`./beifall destroy EVENT`: nothing is left of it."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from account.deployed import NotDeployed, deployed
from account.documentation import documentation
from account.lock import is_locked
from account.record import Record, caller, keep, stamp
from account.removal import Left, remove
from account.wrong import Wrong
from cli.deployment import OUT, Event, Region, code_of, refusing, session_in

if TYPE_CHECKING:
    import boto3

    from account.deployed import Deployed

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask for the code.")]
Report = Annotated[
    Path | None,
    typer.Option(help="Write the documentation of the event to this folder first.", metavar="FOLDER"),
]
NoReport = Annotated[bool, typer.Option("--no-report", help="Write no documentation.")]
Force = Annotated[bool, typer.Option("--force", help="Although it is live or locked.")]


def destroy(
    event: Event,
    yes: Yes = False,
    report: Report = None,
    no_report: NoReport = False,
    force: Force = False,
    region: Region = None,
) -> None:
    """Remove a deployed event: its stack, its data, its logs. It cannot be undone. Fails if anything is left, and goes
    on where it has stopped when repeated. Leaves a record of the deletion in out/deletions.

    Example: ./beifall destroy TDK2020
    """
    with refusing():
        session, code = session_in(region), code_of(event)
        by = caller(session)
        try:
            of = deployed(code, session)
        except NotDeployed as no:
            print(f"{no}\nWhatever is left of it is removed.")
        else:
            _may(of, session, force)
            if yes and report is None and not no_report:
                raise Wrong("with --yes, say --report FOLDER or --no-report: afterwards there is nothing to document")
            if folder := report or (None if no_report else _folder(code)):
                _document(of, session, folder)
        if not yes:
            _ask(code, session)
        _destroy(code, by, session)


def _may(of: Deployed, session: boto3.Session, force: bool) -> None:
    if force:
        return
    if of.starts <= time.time_ns() // 1_000_000 < of.ends:
        raise Wrong(f"{of.code} is live now: everybody in it would be turned out. --force does it nevertheless")
    if is_locked(of, session):
        raise Wrong(f"{of.code} is locked: `./beifall lock {of.code} --off` unlocks it; --force does without")


def _folder(code: str) -> Path | None:
    usual = OUT / "documentation" / code
    answer = input(f"Write the documentation of the event first? A folder, or n for none [{usual}]: ").strip()
    return None if answer.lower() in {"n", "no"} else Path(answer or usual)


def _document(of: Deployed, session: boto3.Session, folder: Path) -> None:
    try:
        files = documentation(of, session, folder)
    except Wrong as error:
        raise Wrong(f"the documentation was not written, so nothing is deleted: {error}") from None
    print(f"The documentation is written: {len(files)} files in {folder}")


def _ask(code: str, session: boto3.Session) -> None:
    print(f"All of {code} in {session.region_name} is about to be deleted, for good: polls, questions, people, links.")
    if input("Type its code to delete it: ").replace(" ", "").upper() != code:
        raise Wrong("nothing was deleted: that is not its code")


def _destroy(code: str, by: str, session: boto3.Session) -> None:
    began, left = dt.datetime.now(dt.UTC), tuple[str, ...]()
    wrong: Left | None = None
    try:
        was = remove(code, session, lambda step: print(step, flush=True))
    except Left as still:
        was, left, wrong = still.was, tuple(map(str, still.left)), still
    removed = tuple(str(one) for one in was if str(one) not in left)
    record = Record(code, session.region_name, by, stamp(began), stamp(dt.datetime.now(dt.UTC)), removed, left)
    print(f"\n{record}")
    files = keep(record, OUT / "deletions")
    print(f"The record is kept: {', '.join(str(file) for file in files)}", file=sys.stderr)
    if wrong is not None:
        raise wrong
