"""How an event is removed, so that nothing of it is left; what fails half-way is gone on with by the next run."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from account.belongings import BUCKETS, GROUPS, MISSING, SECRETS, TABLES, Belonging, of_stacks, there
from account.deployed import described
from account.lock import release
from account.session import CONFIG
from account.unread import code_of
from account.wrong import Wrong, explained
from blueprint.naming import stack_name

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Say = Callable[[str], None]
Pause = Callable[[float], object]

ROUNDS = 3
"""So often what is left is removed: a function that was at work while it was deleted makes its log group anew."""

BETWEEN = 5.0
"""Seconds between two looks at a deletion; a stack with a distribution takes minutes."""


class Left(Wrong):
    """Something of the event is still there; `was` is what there was."""

    def __init__(self, was: list[Belonging], left: list[Belonging]) -> None:
        self.was, self.left = was, left
        super().__init__(
            "this is left of the event and could not be removed:\n"
            + "\n".join(f"    {one}" for one in left)
            + "\nRepeat `./beifall destroy`: it goes on where it has stopped"
        )


def remove(code: str, session: boto3.Session, say: Say, *, pause: Pause = time.sleep) -> list[Belonging]:
    """Removes the event's stack and all that would outlive it; returns what there was. `say` is told each step. It does
    not matter how much of it is gone already. Raises Left, and Wrong if AWS refuses a step.
    """
    known = of_stacks(code, session)
    found = there(code, known, session)
    stack = described(stack_name(code), session)
    was = sorted({*found, *(known if stack else ())})
    if stack is not None:
        say("switching off the lock, and the protection against deletion")
        release(stack_name(code), session)
    for one in found:
        _ready(one, session, say)
    if stack is not None:
        say("deleting the stack (the site's distribution takes some minutes)")
        _delete_stack(stack.get("StackId", stack["StackName"]), session, say, pause)
    for turn in range(ROUNDS):
        left = there(code, known, session)
        if not left:
            break
        if turn:
            pause(BETWEEN)  # whoever has made it anew may not be done yet
        for one in left:
            say(f"removing {one}")
            _delete(one, session)
    say("looking whether anything is left")
    if left := there(code, known, session):
        raise Left(was, left)
    return was


def _ready(one: Belonging, session: boto3.Session, say: Say) -> None:
    """Takes away what keeps it from being deleted, and what would be kept of it."""
    if one.kind in TABLES:
        client = session.client("dynamodb", config=CONFIG)
        with explained(f"making {one} ready to be deleted"):
            say(f"switching off deletion protection and recovery of the table {one.id}")
            _unprotect(client, one.id)
    if one.kind == BUCKETS:
        say(f"emptying the bucket {one.id}")
        with explained(f"emptying {one}"):
            _empty(one.id, session)


def _unprotect(client: DynamoDBClient, table: str) -> None:
    """Of a table that has point-in-time recovery AWS would keep a backup for 35 days after its deletion."""
    if client.describe_table(TableName=table)["Table"].get("DeletionProtectionEnabled"):
        client.update_table(TableName=table, DeletionProtectionEnabled=False)
    backups = client.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    recovery = backups.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus")
    if recovery == "ENABLED":
        off = {"PointInTimeRecoveryEnabled": False}
        client.update_continuous_backups(TableName=table, PointInTimeRecoverySpecification=off)  # type: ignore[arg-type]


def _empty(bucket: str, session: boto3.Session) -> None:
    """Every version of every object, and the marks of those that were deleted."""
    client = session.client("s3", config=CONFIG)
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket):
        listed = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        if objects := [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in listed]:
            gone = client.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
            if wrong := gone.get("Errors"):
                raise Wrong(f"{wrong[0].get('Key')} in {bucket} is not deleted: {wrong[0].get('Message')}")


def _delete_stack(id_: str, session: boto3.Session, say: Say, pause: Pause) -> None:
    client = session.client("cloudformation", config=CONFIG)
    with explained("deleting the stack"):
        client.delete_stack(StackName=id_)
    told = None
    while (stack := described(id_, session)) is not None:
        match stack["StackStatus"]:
            case "DELETE_COMPLETE":
                return
            case "DELETE_IN_PROGRESS":
                with explained("deleting the stack"):
                    pages = client.get_paginator("list_stack_resources").paginate(StackName=id_)
                    states = [one["ResourceStatus"] for page in pages for one in page["StackResourceSummaries"]]
                to_go = sum(state != "DELETE_COMPLETE" for state in states)
                if to_go != told:
                    say(f"    {to_go} of {len(states)} resources to go")
                told = to_go
                pause(BETWEEN)
            case state:
                raise Wrong(
                    f"the stack was not deleted, it is {state}: {_why(id_, session)}; repeat `./beifall destroy`"
                )


def _why(id_: str, session: boto3.Session) -> str:
    client = session.client("cloudformation", config=CONFIG)
    with explained("asking why the stack was not deleted"):
        pages = client.get_paginator("list_stack_resources").paginate(StackName=id_)
        reasons = [
            f"{one['LogicalResourceId']}: {one.get('ResourceStatusReason', 'no reason given')}"
            for page in pages
            for one in page["StackResourceSummaries"]
            if one["ResourceStatus"] == "DELETE_FAILED"
        ]
    return "; ".join(reasons) or "CloudFormation gives no reason"


def _delete(one: Belonging, session: boto3.Session) -> None:
    """What the stack has left. What is gone by itself meanwhile is gone."""
    with explained(f"removing {one}"):
        try:
            if one.kind == GROUPS:
                session.client("logs", config=CONFIG).delete_log_group(logGroupName=one.id)
            elif one.kind == SECRETS:
                # Without this it could be restored for a week or longer, and the next event's could not have its name.
                secrets = session.client("secretsmanager", config=CONFIG)
                secrets.delete_secret(SecretId=one.id, ForceDeleteWithoutRecovery=True)
            elif one.kind == BUCKETS:
                _empty(one.id, session)
                session.client("s3", config=CONFIG).delete_bucket(Bucket=one.id)
            elif one.kind in TABLES:
                client = session.client("dynamodb", config=CONFIG)
                if client.describe_table(TableName=one.id)["Table"]["TableStatus"] != "DELETING":
                    _unprotect(client, one.id)
                    client.delete_table(TableName=one.id)
        except ClientError as error:
            if code_of(error) not in MISSING:
                raise
