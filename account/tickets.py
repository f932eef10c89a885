"""Tickets for a deployed event."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from account import private
from account.clients import client_of
from account.deployed import Deployed
from account.row import event_of
from account.session import CONFIG
from account.unread import code_of
from account.wrong import Wrong, explained, leaving
from beifall.store import keys
from beifall.tickets import AT_A_TIME, ticket
from beifall.tickets import issue as make_valid


def issue(of: Deployed, session: boto3.Session, number: int, file: Path, say: Callable[[str], None]) -> None:
    """Writes so many fresh tickets to a new file, one a line, and makes them valid. The file comes first: a ticket that
    is in it and not yet valid is made so by `again`; a valid one that nobody has would be a door without a key. Raises
    Wrong.
    """
    _must_want_any(of, session)
    tickets = [ticket(secrets.choice) for _ in range(number)]
    private.write_new(file, "".join(f"{one}\n" for one in tickets))
    with leaving(f"not all tickets of {file} are valid yet: `./beifall tickets {of.code} --again {file}` mends it"):
        _make_valid(of, session, tickets)
    say(f"{number:,} tickets are valid; they are in {file}")


def again(of: Deployed, session: boto3.Session, file: Path, say: Callable[[str], None]) -> None:
    """Makes those of a file valid that are not yet; the others stay as they are, redeemed or not. Raises Wrong."""
    _must_want_any(of, session)
    try:
        tickets = file.read_text(encoding="utf-8").split()
    except OSError as error:
        raise Wrong(f"{file} cannot be read: {error.strerror}") from None
    except ValueError:
        raise Wrong(f"{file} is no text") from None
    if not tickets or any(len(one) != 9 or one[4] != "-" for one in tickets):
        raise Wrong(f"{file} holds no tickets, one a line")
    _make_valid(of, session, tickets)
    say(f"{len(tickets):,} tickets of {file} are valid")


def _must_want_any(of: Deployed, session: boto3.Session) -> None:
    if not event_of(of, session).tickets:
        raise Wrong(
            f"the event {of.code} lets in whoever knows its code, so tickets would mean nothing: with `tickets = true` "
            "in its file, deployed anew, everybody needs one"
        )


def _make_valid(of: Deployed, session: boto3.Session, tickets: Sequence[str]) -> None:
    """One conditional write each: a batch would overwrite who has redeemed a ticket."""
    client = client_of(session, "dynamodb", CONFIG.merge(Config(max_pool_connections=AT_A_TIME)))

    def one(hash_: str) -> None:
        pk, sk = keys.ticket(hash_)
        item = {"pk": {"S": pk}, "sk": {"S": sk}, "expires": {"N": str(of.purged // 1_000)}}
        try:
            client.put_item(TableName=of.connections_table, Item=item, ConditionExpression="attribute_not_exists(pk)")
        except ClientError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise

    with explained("making the tickets valid"):
        make_valid(tickets, one)
