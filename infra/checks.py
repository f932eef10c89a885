"""cdk-nag: what is not safe by default, and not explained, is not synthesised."""

from __future__ import annotations

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from infra.acknowledgements import acknowledge
from infra.stack import EventStack


def check(app: App, stack: EventStack) -> None:
    """Has `app.synth()` raise if anything is found that `infra/acknowledgements.py` does not explain."""
    acknowledge(stack, stack.facts.programme.event, stack.named())
    look(app)


def look(app: App) -> None:
    """Has `app.synth()` raise if anything is found at all, and say what in the assembly's validation-report.json."""
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
