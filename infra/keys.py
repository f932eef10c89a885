"""The secret with the event's keys: two for tokens, each with its id, and one for participants' ids."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct


class Keys(Construct):
    """What AWS draws here is no key yet: `setup` finds that, and writes three of its own."""

    def __init__(self, scope: Construct) -> None:
        super().__init__(scope, "Keys")
        self.secret = secretsmanager.Secret(
            self,
            "Secret",
            description="Beifall: signs the tokens of one event",
            removal_policy=RemovalPolicy.DESTROY,
        )
