"""The table of claps as the function that takes them in sees it: botocore alone, for PynamoDB and the rest of the store
would be half of its cold start. A few rows a connection, overwritten by turns.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

from beifall.domain.claps import ALL, Claps

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PREFIX = "claps#"
"""The beginning of the partition of a room's claps; its sort keys are connections and the turns of their frames."""

KEPT = 600
"""Seconds after which DynamoDB may delete a row."""

UNHEARD = frozenset({
    "ConditionalCheckFailedException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
})  # fmt: skip
"""A replay, or too much to do."""


class ClapTable:
    """`client` is one of botocore's for DynamoDB."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client, self._table = client, table

    def put_claps(self, claps: Claps) -> bool:
        """Stores them, as the port's `Claps` promises."""
        try:
            self._client.put_item(
                TableName=self._table,
                Item=row(claps),
                ConditionExpression="attribute_not_exists(s) OR s < :s",
                ExpressionAttributeValues={":s": {"N": str(claps.s)}},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in UNHEARD:
                return False
            raise
        return True


def connect() -> ClapTable:
    """The table of this deployment. One attempt: what comes late is worth nothing."""
    config = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1}, parameter_validation=False)
    client = botocore.session.Session().create_client("dynamodb", config=config)
    return ClapTable(cast("DynamoDBClient", client), os.environ.get("TABLE_CLAPS", "claps"))


def row(claps: Claps) -> dict[str, Any]:
    """The row as DynamoDB takes it. Only what a condition needs, or the deletion, is an attribute of its own. That all
    such frames are sent goes without saying.
    """
    part = "" if claps.part == ALL else f"/{claps.part}"
    return {
        "pk": {"S": PREFIX + claps.room},
        "sk": {"S": f"{claps.connection}#{claps.turn}"},
        "s": {"N": str(claps.s)},
        "claps": {"S": " ".join((claps.clapper, f"{claps.grade}{part}", str(claps.at), *map(str, claps.ages)))},
        "expires": {"N": str(claps.at // 1_000 + KEPT)},
    }


def claps(row: Mapping[str, Any]) -> Claps:
    """What such a row says, as its stream tells it."""
    clapper, force, at, *ages = row["claps"]["S"].split(" ")
    grade, _, part = force.partition("/")
    return Claps(
        room=row["pk"]["S"].removeprefix(PREFIX),
        connection=row["sk"]["S"].rpartition("#")[0],
        clapper=clapper,
        s=int(row["s"]["N"]),
        ages=tuple(map(int, ages)),
        grade=int(grade),
        at=int(at),
        part=int(part or ALL),
    )
