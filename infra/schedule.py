"""What is called each minute, and what the queue brings."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from blueprint.queue import Rules
from blueprint.schedule import AWAKE, HOUSEKEEPING

TARGETS = 5
"""Of a rule, at most (Amazon EventBridge, Quotas)."""


class Schedule(Construct):
    """Calls `housekeeping`, each minute and with the queue's letters, and the others so that they stay there."""

    def __init__(
        self,
        scope: Construct,
        functions: Mapping[str, lambda_.Function],
        aliases: Mapping[tuple[str, str], lambda_.Alias],
        later: sqs.Queue,
    ) -> None:
        super().__init__(scope, "Schedule")
        functions[HOUSEKEEPING].add_event_source(
            sources.SqsEventSource(later, batch_size=Rules().batch, report_batch_item_failures=True)
        )
        called: list[lambda_.IFunction] = [functions[HOUSEKEEPING]]
        for function, names in AWAKE.items():
            called += [functions[function] if name is None else aliases[function, name] for name in names]
        for number, start in enumerate(range(0, len(called), TARGETS), start=1):
            events.Rule(
                self,
                f"EachMinute{number}",
                schedule=events.Schedule.rate(Duration.minutes(1)),
                targets=[_target(one) for one in called[start : start + TARGETS]],
            )


def _target(function: lambda_.IFunction) -> targets.LambdaFunction:
    # What could not be delivered in a minute is late: the next call is under way.
    return targets.LambdaFunction(function, retry_attempts=0, max_event_age=Duration.minutes(1))
