"""Batches: records of a stream, messages of a queue; and the clock's own request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local.requests import Place


def stream(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """To a function that reads a stream of DynamoDB."""
    return {"Records": list(records)}


@dataclass(frozen=True)
class Letter:
    """A message of a queue as it was sent. Times are in ms."""

    id: str
    body: str
    sent: int
    attributes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """One reception of a letter: the `count`-th, the first one at `first`."""

    letter: Letter
    handle: str
    count: int
    first: int


def queue(place: Place, name: str, receipts: Sequence[Receipt]) -> dict[str, Any]:
    """To a function that reads a queue of SQS."""
    return {
        "Records": [
            {
                "messageId": receipt.letter.id,
                "receiptHandle": receipt.handle,
                "body": receipt.letter.body,
                "attributes": {
                    "ApproximateReceiveCount": str(receipt.count),
                    "SentTimestamp": str(receipt.letter.sent),
                    "SenderId": "AIDALOCAL",
                    "ApproximateFirstReceiveTimestamp": str(receipt.first),
                },
                "messageAttributes": dict(receipt.letter.attributes),
                "md5OfBody": checksum(receipt.letter.body),
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:{place.region}:{place.account}:{name}",
                "awsRegion": place.region,
            }
            for receipt in receipts
        ]
    }


def checksum(body: str) -> str:
    """What SQS answers about a body."""
    return md5(body.encode(), usedforsecurity=False).hexdigest()


def schedule(place: Place, rule: str, *, id: str, time: str) -> dict[str, Any]:  # noqa: A002 - AWS names it so
    """To a function that a rule of EventBridge calls; `time` is `2017-12-22T18:43:48Z`."""
    return {
        "version": "0",
        "id": id,
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": place.account,
        "time": time,
        "region": place.region,
        "resources": [f"arn:aws:events:{place.region}:{place.account}:rule/{rule}"],
        "detail": {},
    }
