"""Calls to AWS that are refused, or never come back because their caller has died."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.chaos import Chaos
from local.invocation import Killed
from local.lambdas import RUNNING
from local.seam import Around, Call, Target, refusal

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

KINDS = ("throttle", "crash-before", "crash-after")

WRITES = {
    "dynamodb": ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"),
    "sqs": ("SendMessage", "SendMessageBatch"),
}

THROTTLES = (
    (
        "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded.",
    ),
    (
        "com.amazon.coral.availability#ThrottlingException",
        "Throughput exceeds the current throughput of your table or index.",
    ),
)
"""What DynamoDB says to whom it cannot serve now: a partition that is too busy, a table that has not grown yet."""


def broken(chaos: Chaos) -> Around:
    """Stands where a handler's calls pass; what others ask for is left alone. An engine at an address answers behind
    botocore's back: nobody crashes after that.
    """

    def around(call: Call, target: Target) -> AWSResponse | None:
        if RUNNING.get() is None:
            return target(call)
        if call.service == "dynamodb" and chaos.strikes("throttle"):
            return refusal(call, 400, *chaos.chance("throttle").choice(THROTTLES))
        if call.operation not in WRITES.get(call.service, ()):
            return target(call)
        return _written(chaos, call, target)

    return around


def _written(chaos: Chaos, call: Call, target: Target) -> AWSResponse | None:
    if chaos.strikes("crash-before"):
        raise Killed(f"before {call.operation}")
    answered = target(call)
    if answered is not None and answered.status_code == 200 and chaos.strikes("crash-after"):
        raise Killed(f"after {call.operation}")
    return answered
