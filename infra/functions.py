"""The functions: what each has in common, one line for what differs, and its own role."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from bill.memory import memory
from blueprint.concurrency import reserved
from blueprint.environment import LEVEL, NEEDED
from blueprint.routes import TIMEOUT
from infra.facts import Facts
from infra.layers import RUNTIME, Layers
from infra.logs import log_group

SETUP = "setup"
SETTING_UP = Duration.minutes(14)
"""Nobody waits but the deployment. Two hundred rooms and polls take seconds; another date of deletion, in each row of
ten thousand people's event, takes minutes. Whoever calls it may wait for a quarter of an hour (`Content`).
"""

BARE = frozenset({"clap"})
"""Functions that start without anything of others: they need no layer of it."""


class Functions(Construct):
    """Each by its name (`of`). Whoever makes the rest tells them where it is: `tell`, `allow`."""

    def __init__(self, scope: Construct, facts: Facts, layers: Layers, code: Mapping[str, Path]) -> None:
        super().__init__(scope, "Functions")
        self._facts, self._layers = facts, layers
        self.of = {name: self._function(name, file) for name, file in code.items()}

    def _function(self, name: str, file: Path) -> lambda_.Function:
        event = self._facts.programme.event
        role = iam.Role(self, f"{name.capitalize()}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        group = log_group(self, f"{name.capitalize()}Log", event.code, name)
        group.grant_write(role)
        return lambda_.Function(
            self,
            name.capitalize(),
            description=f"Beifall {event.code}: {name}",
            runtime=RUNTIME,
            architecture=self._layers.architecture,
            handler="handler.handler",
            code=lambda_.Code.from_asset(str(file)),
            layers=[self._layers.application] if name in BARE else [self._layers.application, self._layers.vendor],
            role=role,
            memory_size=memory()[name],
            timeout=SETTING_UP if name == SETUP else Duration.seconds(TIMEOUT),
            reserved_concurrent_executions=reserved(name, self._facts.concurrency),
            log_group=group,
            logging_format=lambda_.LoggingFormat.JSON,
            # Lambda takes for information what it finds no level in, such as its runtime's word for a crash, and what
            # powertools prints (AWS Lambda, Log-level filtering): above that, nothing is left. `LEVEL` is ours.
            application_log_level_v2=lambda_.ApplicationLogLevel.INFO,
            system_log_level_v2=lambda_.SystemLogLevel.WARN,
            environment=dict([LEVEL]),
        )

    def tell(self, values: Mapping[str, str]) -> None:
        """Gives each function of these variables those that it needs."""
        for name, function in self.of.items():
            for variable in NEEDED[name]:
                if variable in values:
                    function.add_environment(variable, values[variable])

    def allow(self, name: str, actions: tuple[str, ...], resources: list[str]) -> None:
        """One line of a function's rights."""
        self.of[name].add_to_role_policy(iam.PolicyStatement(actions=list(actions), resources=resources))
