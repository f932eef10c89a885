"""What a deployment would change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3

from account.clients import client_of
from account.wrong import explained

Resources = Mapping[str, Mapping[str, Any]]
"""By logical id, as in a template."""

ABOUT_THE_CDK = "AWS::CDK::Metadata"


@dataclass(frozen=True)
class Difference:
    """Resources by type: how many there are more, other than before, and fewer."""

    added: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]

    def __str__(self) -> str:
        parts = (("+", self.added), ("~", self.changed), ("-", self.removed))
        lines = [f"  {sign} {count:3} {kind}" for sign, kinds in parts for kind, count in sorted(kinds.items())]
        return "\n".join(lines) or "  nothing would change"


def difference(before: Resources, after: Resources) -> Difference:
    """From one template to another."""
    both = before.keys() & after.keys()
    return Difference(
        added=_kinds(after, after.keys() - before.keys()),
        changed=_kinds(after, {name for name in both if before[name] != after[name]}),
        removed=_kinds(before, before.keys() - after.keys()),
    )


def present(session: boto3.Session, stack: str | None) -> Resources:
    """The resources of a stack as it was deployed; none if there is none. Raises Wrong."""
    if stack is None:
        return {}
    client = client_of(session, "cloudformation")
    with explained("reading what is deployed"):
        body: Any = client.get_template(StackName=stack, TemplateStage="Original")["TemplateBody"]
    return dict((json.loads(body) if isinstance(body, str) else body)["Resources"])


def _kinds(resources: Resources, names: set[str]) -> Mapping[str, int]:
    kinds = (str(resources[name]["Type"]) for name in names)
    return Counter(kind for kind in kinds if kind != ABOUT_THE_CDK)
