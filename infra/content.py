"""Fills the deployment: keys, the event's content, the site's files."""

from __future__ import annotations

from aws_cdk import CfnResource, Duration, Stack, triggers
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct, IConstruct

from infra.functions import SETTING_UP
from infra.logs import log_group

PATIENCE = SETTING_UP.plus(Duration.seconds(30))
"""For its answer, also that its time is over: who gives up before that calls it again, until its own quarter of an hour
is over and CloudFormation waits for an hour for somebody who says nothing any more.
"""


class Content(Construct):
    """Calls `setup` at the end of each deployment in which it, or what it brings, has changed, when all else (`after`)
    is there. If it fails, so does the deployment, and the stack goes back. The first one of an event can: its tables
    are not protected yet, and what else fails does so while its bucket is empty, for CloudFormation deletes no other.
    """

    def __init__(self, scope: Construct, code: str, setup: lambda_.Function, *after: IConstruct) -> None:
        super().__init__(scope, "Content")
        self.trigger = triggers.Trigger(self, "Trigger", handler=setup, timeout=PATIENCE)
        self.trigger.node.add_dependency(*after)
        self._narrow(log_group(self, "Log", code, "trigger"))

    def _narrow(self, group: logs.LogGroup) -> None:
        """CDK's own function, which calls ours, would make a log group that never ends, and may make any other."""
        provider = next(
            child
            for child in Stack.of(self).node.children
            if child.node.id.startswith("AWSCDK.TriggerCustomResourceProvider")
        )
        function, role = (provider.node.find_child(name) for name in ("Handler", "Role"))
        assert isinstance(function, CfnResource)
        assert isinstance(role, CfnResource)
        function.add_property_override("LoggingConfig", {"LogGroup": group.log_group_name})
        role.add_property_deletion_override("ManagedPolicyArns")
        statement = iam.PolicyStatement(
            actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[group.log_group_arn]
        )
        role.add_property_override(
            "Policies.1",
            {
                "PolicyName": "Log",
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement.to_statement_json()]},
            },
        )
