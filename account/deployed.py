"""A deployed event: what its stack says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from account.clients import client_of
from account.unread import code_of
from account.wrong import Wrong, explained
from blueprint.naming import stack_name

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef


class NotDeployed(Wrong):
    """There is no such event in this account and Region, or no complete one."""


NEVER_RAN = frozenset({
    "REVIEW_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_FAILED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED",
    "ROLLBACK_COMPLETE",
})  # fmt: skip
"""What CloudFormation says of a stack that was not complete once."""


class Incomplete(NotDeployed):
    """There is a stack of this event, but not all that it should say of itself. `stack` is its name; `starts`,
    `ends` and `concurrency` are None where it does not tell.
    """

    def __init__(self, why: str, code: str, stack: StackTypeDef, said: Mapping[str, str]) -> None:
        super().__init__(why)
        self.code, self.stack, self.status = code, stack["StackName"], stack["StackStatus"]
        names = ("Starts", "Ends", "Concurrency")
        self.starts, self.ends, self.concurrency = (int(said[name]) if name in said else None for name in names)

    @property
    def never_ran(self) -> bool:
        """Whether the stack was not complete once: what is deployed next is the first."""
        return self.status in NEVER_RAN

    @property
    def may_be_live(self) -> bool:
        """Whether people may have come to it at a time that we do not know."""
        return (self.starts is None or self.ends is None) and not self.never_ran


@dataclass(frozen=True)
class Deployed:
    """One event's stack. Addresses have no slash at their end; times are in ms since 1970.

    `stack` is its name, `id` its ARN, `status` what CloudFormation says of it; `api` is reached through the site,
    `api_direct` is not; `socket` is where attendees connect, `callback` where frames are posted. `secret` and
    `alarm_topic` are ARNs, the queues are addresses; `concurrency` is how many calls of Lambda at once it has been made
    for, and `ceiling` says what an attack can cost.
    """

    stack: str
    id: str
    status: str
    region: str
    code: str
    site: str
    api: str
    api_direct: str
    socket: str
    callback: str
    secret: str
    state_table: str
    facts_table: str
    connections_table: str
    claps_table: str
    site_bucket: str
    delay_queue: str
    failure_queue: str
    alarm_topic: str
    starts: int
    ends: int
    purged: int
    expected: int
    concurrency: int
    ceiling: str

    @property
    def tables(self) -> tuple[str, str, str, str]:
        """The names of all four."""
        return self.state_table, self.facts_table, self.connections_table, self.claps_table


def deployed(code: str, session: boto3.Session) -> Deployed:
    """The event of this code, in the session's account and Region. Raises NotDeployed, or Incomplete, or Wrong
    if AWS does not say.
    """
    region = session.region_name
    stack = described(stack_name(code), session)
    if stack is None:
        raise NotDeployed(
            f"no event {code} is deployed in {region}; another Region is named with --region, and `./beifall deploy` "
            "deploys it"
        )
    said = {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", []) if "OutputKey" in one}
    try:
        return Deployed(
            stack=stack["StackName"],
            id=stack.get("StackId", stack["StackName"]),
            status=stack["StackStatus"],
            region=region,
            code=said["Code"],
            site=said["Site"],
            api=said["Api"],
            api_direct=said["ApiDirect"],
            socket=said["Socket"],
            callback=said["Callback"],
            secret=said["Secret"],
            state_table=said["StateTable"],
            facts_table=said["FactsTable"],
            connections_table=said["ConnectionsTable"],
            claps_table=said["ClapsTable"],
            site_bucket=said["SiteBucket"],
            delay_queue=said["DelayQueue"],
            failure_queue=said["FailureQueue"],
            alarm_topic=said["AlarmTopic"],
            starts=int(said["Starts"]),
            ends=int(said["Ends"]),
            purged=int(said["Purged"]),
            expected=int(said["Expected"]),
            concurrency=int(said["Concurrency"]),
            ceiling=said["Ceiling"],
        )
    except KeyError as missing:
        why = (
            f"the deployment of {code} in {region} is not complete (it is {stack['StackStatus']} and has no output "
            f"{missing.args[0]}): `./beifall deploy` mends it, `./beifall destroy {code}` removes it"
        )
        raise Incomplete(why, code, stack, said) from None


def described(name: str, session: boto3.Session) -> StackTypeDef | None:
    """A stack by its name, or by its ARN even when it is gone; None if there is none. Raises Wrong."""
    client = client_of(session, "cloudformation")
    with explained("looking for the event's stack"):
        try:
            found = client.describe_stacks(StackName=name)["Stacks"]
            return found[0] if found else None
        except ClientError as error:
            # CloudFormation has no word of its own for a stack that there is not.
            if code_of(error) == "ValidationError" and "does not exist" in str(error):
                return None
            raise
