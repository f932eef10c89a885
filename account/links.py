"""The links of a deployed event, each in the generation that is good now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import boto3

from account.clients import client_of
from account.deployed import Deployed
from account.keys import tokens_of
from account.row import event_of
from account.wrong import explained
from beifall.links import Link, holders, links
from beifall.store import keys

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import KeysAndAttributesOutputTypeDef, KeysAndAttributesTypeDef

TOGETHER = 100
"""Keys that DynamoDB reads in one call."""


def links_of(of: Deployed, session: boto3.Session) -> list[Link]:
    """Links for staff and stages, also of those that were revoked the newest one. Raises Wrong."""
    event, tokens = event_of(of, session), tokens_of(of, session)
    revoked = _generations([holder.participant for holder in holders(event, tokens)], of, session)
    return list(links(event, tokens, f"{of.site}/", lambda participant: revoked.get(participant, 1)))


def _generations(participants: Sequence[str], of: Deployed, session: boto3.Session) -> Mapping[str, int]:
    """Of those links that were revoked."""
    client = client_of(session, "dynamodb")
    with explained("reading which links were revoked"):
        return dict(_read(client, of.connections_table, participants))


def _read(client: DynamoDBClient, table: str, participants: Sequence[str]) -> Iterator[tuple[str, int]]:
    whose = {keys.link(participant): participant for participant in participants}
    for begin in range(0, len(whose), TOGETHER):
        some = list(whose)[begin : begin + TOGETHER]
        wanted: KeysAndAttributesTypeDef = {
            "Keys": [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in some],
            "ConsistentRead": True,
        }
        asked: Mapping[str, KeysAndAttributesTypeDef | KeysAndAttributesOutputTypeDef] = {table: wanted}
        while asked:
            answer = client.batch_get_item(RequestItems=asked)
            for row in answer["Responses"].get(table, []):
                yield whose[row["pk"]["S"], row["sk"]["S"]], int(row["generation"]["N"])
            asked = answer.get("UnprocessedKeys", {})
