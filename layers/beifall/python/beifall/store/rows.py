"""The PynamoDB models over the tables. What is only read and written whole travels as JSON in one attribute; what a
condition or a counter needs is an attribute of its own.
"""

from __future__ import annotations

import os

from pynamodb.attributes import Attribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import TableConnection
from pynamodb.constants import MAP, PAY_PER_REQUEST_BILLING_MODE, STREAM_KEYS_ONLY, STREAM_NEW_IMAGE
from pynamodb.models import Model


class Timing:
    """A Lambda has seconds, not PynamoDB's half minutes. botocore tries an overloaded or silent table three times."""

    billing_mode = PAY_PER_REQUEST_BILLING_MODE
    region = "eu-central-1"  # the deployment's own, from `connect` on
    connect_timeout_seconds = 1
    read_timeout_seconds = 2
    max_retry_attempts = 2
    max_pool_connections = 50


class TextsAttribute(Attribute[dict[str, str]]):
    """Texts by name. PynamoDB's own `MapAttribute` knows no types, and makes an object of each entry."""

    attr_type = MAP

    def serialize(self, value: dict[str, str]) -> dict[str, dict[str, str]]:
        return {name: {"S": text} for name, text in value.items()}

    def deserialize(self, value: dict[str, dict[str, str]]) -> dict[str, str]:
        return {name: text["S"] for name, text in value.items()}


class NumbersAttribute(Attribute[dict[str, int]]):
    """Whole numbers by name."""

    attr_type = MAP

    def serialize(self, value: dict[str, int]) -> dict[str, dict[str, str]]:
        return {name: {"N": str(number)} for name, number in value.items()}

    def deserialize(self, value: dict[str, dict[str, str]]) -> dict[str, int]:
        return {name: int(number["N"]) for name, number in value.items()}


class StateRow(Model):
    """A thing or a view; `rev` is what its next writer must have read. The row of a floor has more, for it is changed
    without being read: `who` sits at which table, how many seats of each are `taken`, zero too, of how many `seats`,
    and the marks of the last `commands`, oldest first.
    """

    class Meta(Timing):
        table_name = os.environ.get("TABLE_STATE", "state")
        stream_view_type = STREAM_KEYS_ONLY

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    rev = NumberAttribute()
    thing = UnicodeAttribute()
    expires = NumberAttribute()
    who = TextsAttribute(null=True)
    taken = NumbersAttribute(null=True)
    seats = NumberAttribute(null=True)
    commands = ListAttribute(of=UnicodeAttribute, null=True)


class ThingRow(Model):
    """The same row as staff's decisions are written: one attempt, for a second one would find the first one's row and
    take it for somebody else's, and a closing that is taken back must not arrive after the final recount.
    """

    class Meta(Timing):
        table_name = StateRow.Meta.table_name
        max_retry_attempts = 0

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    rev = NumberAttribute()
    thing = UnicodeAttribute()
    expires = NumberAttribute()


class FactRow(Model):
    """What one participant has added: a ballot, an upvote, a mood, or the list of what they have asked, whose `seq` is
    its revision.
    """

    class Meta(Timing):
        table_name = os.environ.get("TABLE_FACTS", "facts")
        stream_view_type = STREAM_KEYS_ONLY

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    seq = NumberAttribute()
    fact = UnicodeAttribute()
    expires = NumberAttribute()


class BallotRow(Model):
    """The same row as a ballot is cast: one attempt, so that nothing arrives after the final recount."""

    class Meta(Timing):
        table_name = FactRow.Meta.table_name
        max_retry_attempts = 0

    # No subclass of FactRow: PynamoDB would give it that one's connection, which tries three times.
    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    seq = NumberAttribute()
    fact = UnicodeAttribute()
    expires = NumberAttribute()


class ConnectionRow(Model):
    """An open socket: under its room, with when it has entered that (`since`, ms), and under its participant."""

    class Meta(Timing):
        table_name = os.environ.get("TABLE_CONNECTIONS", "connections")

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    participant = UnicodeAttribute()
    room = UnicodeAttribute()
    screen = UnicodeAttribute()
    sight = UnicodeAttribute()
    seen = NumberAttribute()
    since = NumberAttribute(null=True)
    expires = NumberAttribute()


class AttendanceRow(Model):
    """That somebody has joined (`joined#…`), a ticket (`ticket#…`), and how many have joined (`attendance`)."""

    class Meta(Timing):
        table_name = ConnectionRow.Meta.table_name

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    people = NumberAttribute(null=True)
    nonce = UnicodeAttribute(null=True)
    expires = NumberAttribute()


class LinkRow(Model):
    """Which generation of a link is good (`link#…`), once one was revoked."""

    class Meta(Timing):
        table_name = ConnectionRow.Meta.table_name

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    generation = NumberAttribute()
    expires = NumberAttribute()


class ClapRow(Model):
    """Claps of one connection, by turns overwritten by the next. Written and read in claptable.py, not as a model."""

    class Meta(Timing):
        table_name = os.environ.get("TABLE_CLAPS", "claps")
        stream_view_type = STREAM_NEW_IMAGE

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires = NumberAttribute()


TABLES: tuple[type[Model], ...] = (StateRow, FactRow, ConnectionRow, ClapRow)
"""One model for each table, as it is created where no stack does."""


PATIENT: tuple[type[Model], ...] = (StateRow, FactRow, ConnectionRow, AttendanceRow, LinkRow, ClapRow)
ONCE: tuple[type[Model], ...] = (BallotRow, ThingRow)
KINDS = {
    "state": (StateRow, ThingRow),
    "facts": (FactRow, BallotRow),
    "connections": (ConnectionRow, AttendanceRow, LinkRow),
    "claps": (ClapRow,),
}
"""Which models lie in which table."""
_connected: dict[str, tuple[str, ...]] = {}


def connect() -> None:
    """Makes the clients while a container starts: one that tries three times and one that tries once, where PynamoDB
    would make one for each model at its first call, and each costs 60 ms.
    """
    Timing.region = os.environ.get("AWS_REGION", "eu-central-1")
    names = {kind: os.environ.get(f"TABLE_{kind.upper()}", kind) for kind in KINDS}
    where = (Timing.region, os.environ.get("AWS_ENDPOINT_URL_DYNAMODB", ""), *names.values())
    if where != _connected.get("to"):
        # A process that has served over another engine, or other tables, would go on talking to those.
        for kind, models in KINDS.items():
            for model in models:
                model.Meta.table_name = names[kind]
                model._connection = None  # noqa: SLF001
    _connected["to"] = where
    _share(*PATIENT)
    _share(*ONCE)


def table(model: type[Model]) -> TableConnection:
    """The connection that a model's calls go through."""
    return model._get_connection()  # noqa: SLF001 - PynamoDB has no public name for it


def _share(first: type[Model], *others: type[Model]) -> None:
    shared = table(first).connection
    for model in others:
        own = table(model)
        if own.table_name not in shared._tables:  # noqa: SLF001 - it raises for a table that it has
            shared.add_meta_table(own.connection.get_meta_table(own.table_name))
        own.connection = shared
    _ = shared.client
