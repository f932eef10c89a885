"""What AWS charges for one call, message, request or letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import msgspec

from bill.access import LINE as ACCESS
from bill.usage import GB
from local.capacity import Capacity
from local.seam import Answered, Call

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse


MESSAGE = 32 * 1024
"""Bytes of a unit of the WebSocket API (Amazon API Gateway pricing)."""

VISIT = 512 * 1024
"""Bytes of a unit of the HTTP API (Amazon API Gateway pricing)."""

LETTER = 64 * 1024
"""Bytes of a unit of SQS (Amazon SQS pricing)."""

LINE = 26
"""Bytes that CloudWatch Logs adds to each line (Amazon CloudWatch Logs API, PutLogEvents)."""

Charge = tuple[str, float]
"""So much of an item of `bill.usage.ITEMS`."""


def units(size: int, unit: int) -> int:
    """How many units so many bytes are; nothing is one too."""
    return max(1, -(-size // unit))


def message(size: int, *, is_out: bool) -> Iterator[Charge]:
    """A text on a socket; what comes in is no transfer that costs."""
    yield "websocket_message", units(size, MESSAGE)
    if is_out:
        yield "egress_gb", size / GB


def visit(came: int, went: int, head: int) -> Iterator[Charge]:
    """A request of the HTTP API: bytes of both bodies, and of the answer's head."""
    yield "http_request", units(max(came, went), VISIT)
    yield "egress_gb", (went + head) / GB


def page(size: int, *, is_kept: bool) -> Iterator[Charge]:
    """An answer of the site, for which CloudFront asks S3 unless it has kept the file."""
    yield "cloudfront_request", 1
    if not is_kept:
        yield "s3_request", 1
    yield "egress_gb", size / GB


def access() -> Iterator[Charge]:
    """A line in the access log of API Gateway."""
    yield "log_gb", ACCESS / GB


def line(size: int) -> Iterator[Charge]:
    """A line in the log."""
    yield "log_gb", (size + LINE) / GB


def call(made: Call, answered: AWSResponse | None, capacity: Capacity) -> Iterator[Charge]:
    """A call of another service. One of DynamoDB whose answer is not to be seen, for it comes from elsewhere, is taken
    for a good one, and what it reads for one unit. Posts are counted where they arrive.
    """
    status = 200 if answered is None else answered.status_code
    if made.service == "dynamodb":
        used = capacity.of(made.operation, made.fields, status, _found(answered))
        if used.written:
            yield "dynamodb_write", used.written
        if used.read:
            yield "dynamodb_read", used.read
    elif answered is None:
        return
    elif status < 300 and made.service == "sqs":
        yield "sqs_request", units(len(made.body), LETTER)


def _found(answered: AWSResponse | None) -> dict[str, Any]:
    if isinstance(answered, Answered):
        return answered.fields
    return {} if answered is None else cast("dict[str, Any]", msgspec.json.decode(answered.content or b"{}"))
