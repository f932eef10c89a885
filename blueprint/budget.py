"""The budget: how much a month, and where AWS makes one."""

from __future__ import annotations

LEAST = 5.0
"""US dollars a month: below that everything that an account does besides would be an alarm."""

EACH = 0.02
"""US dollars for each person that is expected: several times what a day of 300 people costs."""

MADE_IN = frozenset({
    "ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1",
    "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
    "us-west-2",
})  # fmt: skip
"""Regions where CloudFormation makes budgets. Elsewhere it refuses a template that has one as a whole ("Unrecognized
resource types"; aws-cloudformation/cloudformation-coverage-roadmap, issue 2177).
"""


def limit(people: int) -> float:
    """US dollars a month."""
    return max(LEAST, people * EACH)
