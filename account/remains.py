"""What there is of an event in an account before anything of it is removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import boto3

from account.belongings import LOOKED, STACKS, Belonging, of_stacks, there
from account.deployed import described
from account.wrong import Wrong
from blueprint.naming import stack_name

SKIPPED = "DELETE_SKIPPED"
"""CloudFormation's word for what it was told to leave."""

BY_CONSOLE = (
    "was left when the stack was deleted in the console, and nobody says whether it is there: look for it there"
)


@dataclass(frozen=True)
class Remains:
    """What there is of an event before anything is removed: its stack, if there is one, that and what it consists of
    (`present`), all that stacks of its name have ever made (`known`), what of that CloudFormation has left when it
    deleted one of them, with that stack (`skipped`), what was found to be there, and whether the stack is
    protected against its termination.
    """

    code: str
    stack: str
    status: str
    known: frozenset[Belonging]
    present: frozenset[Belonging]
    found: frozenset[Belonging]
    skipped: frozenset[Belonging] = frozenset()
    is_protected: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to remove."""
        return not self.stack and not self.found

    def nothing(self, account: str, region: str) -> str:
        """What is said then, for people; also of what the console has left, which another Region's list may have."""
        sought = f"nothing was found of an event {self.code} in {region}, account {account}"
        if skipped := sorted(one for one in self.skipped if one.kind != STACKS):
            return "\n".join([f"{sought}, but:", *(f"    {one} {BY_CONSOLE}" for one in skipped)])
        another = "Is the code right, and the Region? --region names another one"
        return f"{sought}: neither a stack nor anything else. {another}"


def look(code: str, session: boto3.Session) -> Remains:
    """Changes nothing. Raises Wrong, also if the stack is not at rest."""
    stack = described(stack_name(code), session)
    status = stack["StackStatus"] if stack else ""
    if status.endswith("_IN_PROGRESS") and status not in {"DELETE_IN_PROGRESS", "REVIEW_IN_PROGRESS"}:
        raise Wrong(
            f"nothing was deleted: the stack of {code} is being changed now ({status}). Wait until that is over, or "
            "cancel it in the console under CloudFormation; then repeat the command"
        )
    id_ = stack.get("StackId", stack["StackName"]) if stack else ""
    made = of_stacks(code, session)
    known = frozenset[Belonging]().union(*made.values()) | {Belonging(STACKS, one) for one in made}
    present = frozenset(made.get(id_, ())) | ({Belonging(STACKS, id_)} if id_ else frozenset())
    skipped = _skipped({one: states for one, states in made.items() if one != id_}) - present
    found = frozenset(there(code, known, session, skipped))
    is_protected = bool(stack and stack.get("EnableTerminationProtection"))
    return Remains(code, id_, status, known, present, found, skipped, is_protected)


def _skipped(gone: Mapping[str, Mapping[Belonging, str]]) -> frozenset[Belonging]:
    """What may be there of stacks that are gone, because somebody has had them deleted without it in the console, with
    the stack itself; but for what is looked for anyhow.
    """
    found = set[Belonging]()
    for id_, states in gone.items():
        if left := {one for one, state in states.items() if state == SKIPPED and one.kind not in LOOKED}:
            found |= left | {Belonging(STACKS, id_)}
    return frozenset(found)
