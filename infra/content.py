"""Fills the deployment: keys, the event's content, the site's files."""

from __future__ import annotations

from aws_cdk import Duration, Stack, triggers
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.logs import log_group


class Content(Construct):
    """Calls `setup` at the end of each deployment in which it, or what it brings, has changed. If it fails, so does the
    deployment, and goes back.
    """

    def __init__(self, scope: Construct, code: str, setup: lambda_.Function, *after: Construct) -> None:
        super().__init__(scope, "Content")
        self.trigger = triggers.Trigger(
            self, "Trigger", handler=setup, timeout=Duration.minutes(5), execute_after=list(after)
        )
        self._keep_log(code)

    def _keep_log(self, code: str) -> None:
        """CDK's own function, which calls ours, would leave a log group that nobody made and that never ends."""
        provider = next(
            child
            for child in Stack.of(self).node.children
            if child.node.id.startswith("AWSCDK.TriggerCustomResourceProvider")
        )
        function = provider.node.find_child("Handler")
        group = log_group(self, "Log", code, "trigger")
        function.add_property_override("LoggingConfig", {"LogGroup": group.log_group_name})  # type: ignore[attr-defined]
