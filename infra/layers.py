"""The application, and what others have written for it."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.artefacts import Artefacts
from infra.facts import Facts

RUNTIME = lambda_.Runtime.PYTHON_3_13
"""The newest that everything here is tested with."""


class Layers(Construct):
    """`application` is layers/beifall; `vendor` is what locks/layer.txt pins, without what the runtime has."""

    def __init__(self, scope: Construct, facts: Facts, artefacts: Artefacts) -> None:
        super().__init__(scope, "Layers")
        self.architecture = lambda_.Architecture.ARM_64
        if facts.architecture == "x86_64":
            self.architecture = lambda_.Architecture.X86_64
        self.application = self._layer("Application", str(artefacts.application()))
        self.vendor = self._layer("Vendor", str(artefacts.vendor()))

    def _layer(self, name: str, file: str) -> lambda_.LayerVersion:
        return lambda_.LayerVersion(
            self,
            name,
            code=lambda_.Code.from_asset(file),
            compatible_runtimes=[RUNTIME],
            compatible_architectures=[self.architecture],
            removal_policy=RemovalPolicy.DESTROY,
        )
