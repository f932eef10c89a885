"""`./beifall destroy EVENT`: nothing is left of it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from account.belongings import TABLES
from account.deletion import delete
from account.deployed import Incomplete, NotDeployed, deployed
from account.documentation import documentation
from account.identity import caller
from account.journal import Journal, journal_file, unfinished
from account.lock import is_locked
from account.moment import clock
from account.record import about_it, stamp
from account.remains import look
from account.wrong import Wrong
from cli.deployment import OUT, Event, Region, code_of, refusing, session_in

if TYPE_CHECKING:
    import boto3

    from account.deployed import Deployed
    from account.identity import Identity
    from account.remains import Remains

DELETIONS = OUT / "deletions"

TRIES = 3
"""So often its code may be typed: the documentation is written by then, and would be in the way of another run."""

LATELY = dt.timedelta(hours=1)
"""So old a deletion may be that is gone on with, of which nothing is removed yet: people may be in the event."""

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask for the code.")]
Report = Annotated[
    Path | None,
    typer.Option(help="Write the documentation of the event to this folder first.", metavar="FOLDER"),
]
NoReport = Annotated[bool, typer.Option("--no-report", help="Write no documentation.")]
Force = Annotated[bool, typer.Option("--force", help="Do it although the deployed event is live or locked.")]


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
        if report is not None and no_report:
            raise Wrong("--report FOLDER and --no-report exclude each other: say one of them")
        session, code = session_in(region), code_of(event)
        by = caller(session)
        seen = look(code, session)
        journal = _journal(seen, by, session)
        if seen.is_nothing and not journal.was:
            raise Wrong(seen.nothing(by.account, session.region_name))
        try:
            of = deployed(code, session)
        except NotDeployed as no:
            if isinstance(no, Incomplete):
                _may(no, seen, session, force)
            if not (no_report or journal.was):  # a deletion that is gone on with has been asked about it
                _must_hold_nothing(no, seen)
            print(f"{no}\nWhatever is left of it is removed.")
        else:
            _may(of, seen, session, force)
            if yes and report is None and not no_report:
                raise Wrong("with --yes, say --report FOLDER or --no-report: afterwards there is nothing to document")
            _tell(of, seen, journal, session, report, no_report)
        if not yes:
            _ask(code, session)
        delete(seen, by, session, journal, lambda step: print(step, flush=True))


def _journal(seen: Remains, by: Identity, session: boto3.Session) -> Journal:
    """That of the deletion that is gone on with, or a new one: another stack is another deletion, and so is what was
    begun long ago and removed nothing, for what has been said since is not documented.
    """
    file = journal_file(DELETIONS, seen.code, session.region_name)
    earlier = unfinished(file)
    if earlier is not None and earlier.account != by.account:
        raise Wrong(
            f"a deletion of {seen.code} in {session.region_name} has been begun in account {earlier.account}, and you "
            f"are in {by.account}: go on with it there (AWS_PROFILE), or move {file} away"
        )
    if earlier is not None and seen.stack in {"", earlier.stack} and not _has_lived_on(seen, earlier):
        return earlier
    return Journal(file, stamp(dt.datetime.now(dt.UTC)), by.account, seen.stack)


def _has_lived_on(seen: Remains, journal: Journal) -> bool:
    is_untouched = seen.stack != "" and not seen.status.startswith("DELETE_")
    return is_untouched and dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(journal.began) > LATELY


def _tell(
    of: Deployed, seen: Remains, journal: Journal, session: boto3.Session, report: Path | None, no_report: bool
) -> None:
    """Documents it, and notes what the record will say of it: once, for a repeated deletion may find nothing more."""
    has_begun = bool(journal.was)
    tables = {one.id for one in seen.found if one.kind == TABLES}
    is_there = {of.state_table, of.facts_table} <= tables
    documented = journal.about.documented
    if documented and (report is None or str(report.resolve()) == documented):
        print(f"The documentation was written when the deletion was begun: {documented}")
        if is_there:
            print(f"It is of {journal.began}; --report with another folder writes it anew.")
    elif no_report:
        pass
    elif not is_there:
        print("No documentation is written: the event's tables are gone.")
    elif report is None and of.purged <= clock():
        print("No documentation is written: the retention date is past, so nothing of the event may be shown.")
    elif folder := report or _folder(of.code):
        _document(of, session, folder)
        documented = str(folder.resolve())
    journal.about = replace(journal.about, documented=documented) if has_begun else about_it(of, session, documented)


def _may(of: Deployed | Incomplete, seen: Remains, session: boto3.Session, force: bool) -> None:
    if force:
        return
    if of.starts is not None and of.ends is not None and of.starts <= clock() < of.ends:
        raise Wrong(f"{of.code} is live now: everybody in it would be turned out. --force does it nevertheless")
    if isinstance(of, Incomplete) and of.may_be_live and not of.status.startswith("DELETE_"):
        raise Wrong(
            f"{of.code} is deployed, but not completely: when it starts and ends is not known, it may be live. --force "
            "deletes it nevertheless"
        )
    if is_locked(of, session) or seen.is_protected:  # which somebody may have put on in the console
        raise Wrong(f"{of.code} is locked: `./beifall lock {of.code} --off` unlocks it; --force does without")


def _must_hold_nothing(no: NotDeployed, seen: Remains) -> None:
    """Raises Wrong if there are tables that cannot be documented: the stack does not say which of them is which."""
    tables = [one.id for one in seen.found if one.kind == TABLES]
    if tables and not (isinstance(no, Incomplete) and no.never_ran):
        raise Wrong(
            f"nothing was deleted: what is in the tables ({', '.join(sorted(tables))}) cannot be documented, because "
            f"{no}. --no-report deletes it undocumented"
        )


def _folder(code: str) -> Path | None:
    usual = OUT / "documentation" / code
    answer = _answered(f"Write the documentation of the event first? A folder, or n for none [{usual}]: ")
    if answer.startswith("~/"):
        answer = str(Path(answer).expanduser())
    if not answer:
        with suppress(OSError):  # where it cannot be made nothing can be written, and that is said then
            usual.parent.mkdir(parents=True, exist_ok=True)
    return None if answer.lower() in {"n", "no"} else Path(answer or usual)


def _document(of: Deployed, session: boto3.Session, folder: Path) -> None:
    try:
        files = documentation(of, session, folder)
    except Wrong as error:
        raise Wrong(f"the documentation was not written, so nothing is deleted: {error}") from None
    print(f"The documentation is written: {len(files)} files in {folder}")


def _ask(code: str, session: boto3.Session) -> None:
    print(f"All of {code} in {session.region_name} is about to be deleted, for good: polls, questions, people, links.")
    for left in reversed(range(TRIES)):
        if _answered("Type its code to delete it: ").replace(" ", "").upper() == code:
            return
        if left:
            print(f"That is not {code}.")
    raise Wrong("nothing was deleted: that is not its code")


def _answered(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        print()
        raise Wrong(
            "nothing was deleted: nobody is there to answer. --yes does not ask; with it, say --report FOLDER or "
            "--no-report"
        ) from None
