"""The event's own row, as the functions read it."""

from __future__ import annotations

import boto3
import msgspec

from account.clients import client_of
from account.deployed import Deployed
from account.wrong import Wrong, explained
from beifall.domain.event import Event
from beifall.store import keys


def event_of(of: Deployed, session: boto3.Session) -> Event:
    """The event as it is now. Raises Wrong if it has not been set up, or was purged, or is of another version."""
    pk, sk = keys.EVENT
    client = client_of(session, "dynamodb")
    with explained("reading the event"):
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        item = client.get_item(TableName=of.state_table, Key=key, ConsistentRead=True).get("Item")
    if item is None:
        raise Wrong(f"the event {of.code} has no content: it was not set up to the end, or it was purged")
    try:
        return msgspec.json.decode(item["thing"]["S"], type=Event)
    except msgspec.MsgspecError as error:
        raise Wrong(
            f"the event {of.code} was deployed by another version, and cannot be read by this one ({error}): use that "
            "version, or deploy the event with this one"
        ) from None
