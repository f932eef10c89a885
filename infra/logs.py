"""Log groups: each with an end."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs
from constructs import Construct

from blueprint.naming import LOGS


def log_group(scope: Construct, id_: str, code: str, name: str, begins: str = LOGS) -> logs.LogGroup:
    """`/beifall/CODE/NAME`, or what else it `begins` with: so `destroy` finds them all. Kept for a week: long enough to
    ask why, and there is nothing in them that ties a line to a person.
    """
    return logs.LogGroup(
        scope,
        id_,
        log_group_name=f"{begins}{code}/{name}",
        retention=logs.RetentionDays.ONE_WEEK,
        removal_policy=RemovalPolicy.DESTROY,
    )
