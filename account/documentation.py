"""A deployed event's documentation, read off its tables with the organiser's credentials."""

from __future__ import annotations

from pathlib import Path

import boto3
from pynamodb.exceptions import PynamoDBException

from account.deployed import Deployed
from account.moment import clock
from account.unread import FAILURES, unread
from account.wrong import Wrong, because, explained
from beifall.report import documentation as report
from beifall.report.documentation import NothingLeft
from beifall.report.folder import Unwritable, check, write
from beifall.store.dynamo import DynamoStore
from beifall.store.port import Overloaded
from local.environment import environment


class Unreadable(Wrong):
    """The tables could not be read."""


def documentation(deployed: Deployed, session: boto3.Session, folder: Path) -> list[Path]:
    """Writes the documentation into a folder that is empty or not there yet; returns the files. Nothing of the event is
    changed. Raises Wrong, before anything is read if the folder will not do.
    """
    try:
        check(folder)
        return write(_read(deployed, session), folder)
    except (NothingLeft, Unwritable) as wrong:
        raise Wrong(str(wrong)) from None


def _read(deployed: Deployed, session: boto3.Session) -> report.Documentation:
    with environment(_settings(deployed, session)):
        try:
            store = DynamoStore(expected=deployed.expected, purged=deployed.purged)
            return report.documentation(store, now=clock())
        except Overloaded:
            raise Unreadable("the tables are overloaded: try it again in a minute") from None
        except (PynamoDBException, *FAILURES) as error:
            cause = error.cause if isinstance(error, PynamoDBException) else error
            said = because(unread(cause)) if isinstance(cause, FAILURES) else type(error).__name__
            raise Unreadable(f"the event's tables cannot be read: {said}") from None


def _settings(deployed: Deployed, session: boto3.Session) -> dict[str, str | None]:
    """What the store takes from its environment, as functions find it there. The credentials as they are now: PynamoDB
    makes a session of its own.
    """
    with explained("signing in to read the tables"):
        credentials = session.get_credentials()
        if credentials is None:
            raise Unreadable("no AWS credentials are set up on this machine")
        frozen = credentials.get_frozen_credentials()  # those of a role or a sign-in are fetched anew when they expire
    return {
        "AWS_REGION": deployed.region,
        "AWS_PROFILE": None,
        "AWS_ACCESS_KEY_ID": frozen.access_key,
        "AWS_SECRET_ACCESS_KEY": frozen.secret_key,
        "AWS_SESSION_TOKEN": frozen.token,
        "TABLE_STATE": deployed.state_table,
        "TABLE_FACTS": deployed.facts_table,
        "TABLE_CONNECTIONS": deployed.connections_table,
        "TABLE_CLAPS": deployed.claps_table,
    }
