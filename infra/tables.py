"""The four tables. Their layout is in beifall/store/keys.py."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from blueprint.throttles import writes
from infra.facts import Facts

STREAMS: Mapping[str, dynamodb.StreamViewType] = {
    # Keys alone: no image keeps what was purged, and no consumer trusts a record's content.
    "state": dynamodb.StreamViewType.KEYS_ONLY,
    "facts": dynamodb.StreamViewType.KEYS_ONLY,
    # A clap is worth nothing in a minute, and reading it again would cost more than it.
    "claps": dynamodb.StreamViewType.NEW_IMAGE,
}


class Tables(Construct):
    """Each by its name (`of`). They go with the stack, once `destroy` has lifted their protection."""

    def __init__(self, scope: Construct, facts: Facts) -> None:
        super().__init__(scope, "Tables")
        event = facts.programme.event
        recovery = dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=event.privacy.backups,
        )
        self.of = {
            name: dynamodb.TableV2(
                self,
                name.capitalize(),
                partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
                sort_key=dynamodb.Attribute(name="sk", type=dynamodb.AttributeType.STRING),
                billing=dynamodb.Billing.on_demand(max_write_request_units=units),
                time_to_live_attribute="expires",
                dynamo_stream=STREAMS.get(name),
                # What was purged would lie in the recovery for weeks: the event file says whether that is wanted.
                point_in_time_recovery_specification=recovery,
                deletion_protection=facts.protected,
                removal_policy=RemovalPolicy.DESTROY,
            )
            for name, units in writes(event.expected, facts.quota).items()
        }
