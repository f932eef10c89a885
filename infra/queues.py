"""The queue that delays, and the one for what nobody could take."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from blueprint.queue import Rules

KEPT = Duration.days(4)
"""Letters: somebody comes back from a weekend."""


class Queues(Construct):
    """`later` delays; `failures` gets what a stream's readers, or the other queue's, have given up."""

    def __init__(self, scope: Construct) -> None:
        super().__init__(scope, "Queues")
        rules = Rules()
        self.failures = sqs.Queue(
            self,
            "Failures",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=KEPT,
        )
        self.later = sqs.Queue(
            self,
            "Later",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            visibility_timeout=Duration.seconds(rules.visibility),
            retention_period=KEPT,
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=rules.receives, queue=self.failures),
        )
