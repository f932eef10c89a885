"""A deletion with its record: however it ends, there is one."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from account.identity import Identity
from account.journal import Journal
from account.record import keep, recorded
from account.remains import Remains
from account.removal import Pause, Say, remove
from account.wrong import Interrupted, Wrong

AWS_GOES_ON = (
    "it was interrupted. AWS goes on with what has been begun; repeat the same command: it goes on where it has "
    "stopped, and its record tells of both"
)


def delete(
    seen: Remains,
    by: Identity,
    session: boto3.Session,
    journal: Journal,
    say: Say,
    *,
    pause: Pause = time.sleep,
) -> None:
    """Removes the event and keeps the record beside the journal, which stays until the record is complete. Raises
    Wrong; Interrupted by Ctrl-C.
    """
    why = "it has stopped for a reason that was not foreseen; repeat the same command"
    try:
        with _interruptible():
            remove(seen, session, journal, say, pause=pause)
        why = ""
    except Wrong as wrong:
        why = str(wrong)
        raise
    finally:
        record = recorded(journal, seen.code, session.region_name, by, ended=dt.datetime.now(dt.UTC), why=why)
        say(f"\n{record}")
        say(f"The record is kept: {', '.join(str(file) for file in keep(record, journal.file.parent))}")
        if record.is_complete:
            journal.close()


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, SystemExit):  # the second where the command line runs (cli/__main__.py)
        raise Interrupted(AWS_GOES_ON) from None
