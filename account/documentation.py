"""A deployed event's documentation, read off its tables with the organiser's credentials."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

import boto3
from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from beifall.report import documentation as report
from beifall.report.folder import check, write
from beifall.store.dynamo import DynamoStore
from beifall.store.port import Overloaded
from local.environment import environment


class Unreadable(Exception):
    """The tables could not be read; the text is for people."""


class Tables(Protocol):
    """What is needed of a deployed event."""

    @property
    def region(self) -> str: ...
    @property
    def state_table(self) -> str: ...
    @property
    def facts_table(self) -> str: ...
    @property
    def connections_table(self) -> str: ...
    @property
    def claps_table(self) -> str: ...
    @property
    def expected(self) -> int: ...
    @property
    def purged(self) -> int: ...


def documentation(deployed: Tables, session: boto3.Session, folder: Path) -> list[Path]:
    """Writes the documentation into a folder that is empty or not there yet; returns the files. Nothing of the event is
    changed. Raises Unwritable, before anything is read if the folder will not do; NothingLeft; Unreadable.
    """
    check(folder)
    with environment(_settings(deployed, session)):
        try:
            store = DynamoStore(expected=deployed.expected, purged=deployed.purged)
            made = report.documentation(store, now=time.time_ns() // 1_000_000)
        except Overloaded:
            raise Unreadable("the tables are overloaded: try it again in a minute") from None
        except PynamoDBException as error:
            said = error.cause_response_message or error.cause_response_code or type(error).__name__
            raise Unreadable(f"the event's tables cannot be read: {said}") from None
        except BotoCoreError as error:
            raise Unreadable(f"the event's tables cannot be read: {error}") from None
    return write(made, folder)


def _settings(deployed: Tables, session: boto3.Session) -> dict[str, str | None]:
    """What the store takes from its environment, as functions find it there. The credentials as they are now: PynamoDB
    makes a session of its own.
    """
    credentials = session.get_credentials()
    if credentials is None:
        raise Unreadable("no AWS credentials are set up on this machine")
    frozen = credentials.get_frozen_credentials()
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
