"""What is called each minute, and what the queue brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from blueprint.concurrency import ENOUGH
from blueprint.queue import Rules
from blueprint.schedule import AWAKE, HOUSEKEEPING
from infra.facts import Facts
from infra.queues import Queues

TARGETS = 5
"""Of a rule, at most (Amazon EventBridge, Quotas)."""

EACH = Duration.minutes(1)


class Schedule(Construct):
    """Calls `housekeeping`, each minute and with the queue's letters, and the others so that they stay there.

    Nothing is called again: the next minute comes anyway, and a call that waited would come on top of it. What
    `housekeeping` could not do goes to `failures`; that a container could not be kept is no loss. `awake` are those
    whose containers are kept, each as often as it is called at once.
    """

    def __init__(
        self,
        scope: Construct,
        facts: Facts,
        functions: Mapping[str, lambda_.Function],
        aliases: Mapping[tuple[str, str], lambda_.Alias],
        queues: Queues,
    ) -> None:
        later, failures = queues.later, queues.failures
        super().__init__(scope, "Schedule")
        functions[HOUSEKEEPING].add_event_source(
            sources.SqsEventSource(later, batch_size=Rules().batch, report_batch_item_failures=True)
        )
        self._each_minute("Housekeeping", [functions[HOUSEKEEPING]], failures)
        self.awake = [
            functions[function] if name is None else aliases[function, name]
            for function, names in AWAKE.items()
            for name in names
            if facts.concurrency >= ENOUGH  # eight calls at once would be most of what a new account may make
        ]
        for number, start in enumerate(range(0, len(self.awake), TARGETS), start=1):
            self._each_minute(f"Awake{number}", self.awake[start : start + TARGETS])
        functions[HOUSEKEEPING].configure_async_invoke(
            retry_attempts=0, max_event_age=EACH, on_failure=destinations.SqsDestination(failures)
        )
        for one in {one.node.path: one for one in self.awake}.values():
            # An alias has settings of its own: those of its function do not count for who is called by it.
            one.configure_async_invoke(retry_attempts=0, max_event_age=EACH)

    def _each_minute(self, id_: str, called: Sequence[lambda_.IFunction], failures: sqs.Queue | None = None) -> None:
        events.Rule(
            self,
            id_,
            schedule=events.Schedule.rate(EACH),
            targets=[
                targets.LambdaFunction(one, retry_attempts=0, max_event_age=EACH, dead_letter_queue=failures)
                for one in called
            ],
        )
