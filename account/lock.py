"""A locked event: while it runs, nobody deploys over it by mistake.

The lock is the stack's policy: CloudFormation itself refuses every update of every resource, whoever asks, a plain
`cdk deploy` too, and takes back what it has begun. Termination protection comes with it and refuses the deletion; a
`cdk deploy` would switch that off before it is refused, which is why the policy alone says whether an event is locked.
"""

from __future__ import annotations

import json
from typing import Literal, Protocol

import boto3

from account.clients import client_of
from account.wrong import explained


class Stacked(Protocol):
    """A deployed event, or what there is of one."""

    @property
    def stack(self) -> str:
        """The stack's name."""


def lock(of: Stacked, session: boto3.Session) -> None:
    """Nothing of the event is updated or deleted from now on; what people do in it goes on. Raises Wrong."""
    _set("Deny", of.stack, session)


def unlock(of: Stacked, session: boto3.Session) -> None:
    """It may be updated and deleted again. Raises Wrong."""
    _set("Allow", of.stack, session)


def release(stack: str, session: boto3.Session) -> None:
    """A stack may be deleted, by its name. The policy stays: it is heeded by updates alone, and CloudFormation refuses
    another one for what it has taken back (`ROLLBACK_COMPLETE`; sparkleformation/sfn, issue 120). Raises Wrong.
    """
    client = client_of(session, "cloudformation")
    with explained("switching off the protection against deletion"):
        client.update_termination_protection(StackName=stack, EnableTerminationProtection=False)


def is_locked(of: Stacked, session: boto3.Session) -> bool:
    """Whether CloudFormation refuses updates. Raises Wrong."""
    client = client_of(session, "cloudformation")
    with explained("reading whether the event is locked"):
        policy = client.get_stack_policy(StackName=of.stack).get("StackPolicyBody")
    return bool(policy) and any(rule.get("Effect") == "Deny" for rule in json.loads(policy).get("Statement", []))


def _set(effect: Literal["Allow", "Deny"], stack: str, session: boto3.Session) -> None:
    # A policy cannot be taken away again, only be replaced by one that allows everything.
    rule = {"Effect": effect, "Action": "Update:*", "Principal": "*", "Resource": "*"}
    client = client_of(session, "cloudformation")
    with explained("locking the event" if effect == "Deny" else "unlocking the event"):
        client.set_stack_policy(StackName=stack, StackPolicyBody=json.dumps({"Statement": [rule]}))
        client.update_termination_protection(StackName=stack, EnableTerminationProtection=effect == "Deny")
