"""How an event is removed, so that nothing of it is left; what fails half-way is gone on with by the next run."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from account.belongings import (
    BUCKETS,
    GROUPS,
    LOOKED,
    MISSING,
    SECRETS,
    STACKS,
    TABLES,
    TAGGED,
    Belonging,
    of_stack,
    there,
)
from account.clients import client_of
from account.deployed import described
from account.journal import Journal
from account.lock import release
from account.remains import BY_CONSOLE, Remains
from account.unread import code_of
from account.wrong import Wrong, explained
from blueprint.naming import stack_name

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Say = Callable[[str], None]
Pause = Callable[[float], object]

ROUNDS = 36
"""So often what is left is removed: a function that was at work while it was deleted makes its log group anew, and a
table takes minutes to go."""

SETTLING = 24
"""So many looks a table has to be ready for the next change."""

STALE = 12
"""So many looks CloudFormation has to say that it has begun."""

BETWEEN = 5.0
"""Seconds between two looks at a deletion; a stack with a distribution takes minutes."""

BUSY = frozenset({
    "BucketNotEmpty", "ConflictException", "LimitExceededException", "OperationAborted", "OperationAbortedException",
    "ResourceInUseException",
})  # fmt: skip
"""AWS's words for what can be had later."""

BY_HAND = "has the event's tag and is of no stack, so it is not removed: delete it by hand in the console"


class Left(Wrong):
    """Something of the event is still there."""

    def __init__(self, left: list[Belonging]) -> None:
        self.left = left
        tagged = [one for one in left if one.kind == TAGGED]
        ours = [one for one in left if one.kind != TAGGED]
        lines = ["this is left of the event and could not be removed:", *(f"    {one}" for one in ours)] if ours else []
        if tagged:
            lines += ["delete it by hand in the console:", *(f"    {one.id}" for one in tagged)]
            lines += ["(AWS's list of tags may be hours behind: what you have deleted may stand in it for so long)"]
        super().__init__("\n".join([*lines, "Then repeat `./beifall destroy`: it goes on where it has stopped"]))


def remove(seen: Remains, session: boto3.Session, journal: Journal, say: Say, *, pause: Pause = time.sleep) -> None:
    """Removes the event's stack and all that would outlive it. `say` is told each step, the journal before the first of
    them what there was, and then what is gone. It does not matter how much is gone already. Raises Left, and Wrong if
    AWS refuses a step.
    """
    journal.stack = journal.stack or seen.stack
    journal.found(seen.found | seen.present)
    for one in sorted(seen.found):
        if one.kind == TAGGED:
            say(f"{one.id} {BY_HAND}")
    if seen.stack:
        _remove_stack(seen, session, journal, say, pause)
    else:
        journal.skipped = {one for one in seen.skipped if one.kind != STACKS}
        for one in sorted(journal.skipped):
            say(f"{one} {BY_CONSOLE}")
    journal.gone(one for one in journal.was - journal.skipped if one.kind not in LOOKED)
    known = seen.known | {one for one in seen.found if one.kind != TAGGED}
    for turn in range(ROUNDS):
        left = [one for one in _looked(seen, known, session, journal) if one.kind != TAGGED]
        if not left:
            break
        if turn:
            pause(BETWEEN)  # whoever has made it anew may not be done yet, and a table takes its time
        for one in left:
            _tell_once(f"removing {one}", say, turn)
            _delete(one, session, pause)
    say("looking whether anything is left")
    if still := _looked(seen, known, session, journal):
        raise Left(still)


def _tell_once(step: str, say: Say, turn: int) -> None:
    if turn % 6 == 0:
        say(step)


def _looked(seen: Remains, known: frozenset[Belonging], session: boto3.Session, journal: Journal) -> list[Belonging]:
    left = there(seen.code, known, session, seen.skipped)
    journal.found(left)
    journal.gone(one for one in journal.was - set(left) if one.kind in LOOKED)
    return left


def _remove_stack(seen: Remains, session: boto3.Session, journal: Journal, say: Say, pause: Pause) -> None:
    status = seen.status
    if status == "DELETE_IN_PROGRESS":
        say("waiting for the deletion that has been begun")
        status = _awaited(seen.stack, session, journal, say, pause)
        if status == GONE:
            return
    if seen.is_protected:
        say("switching off the stack's protection against deletion")
        release(stack_name(seen.code), session)
    for one in sorted(seen.found):
        _ready(one, session, say, pause)
    say("deleting the stack (the site's distribution takes some minutes)")
    with explained("deleting the stack"):
        client_of(session, "cloudformation").delete_stack(StackName=seen.stack)
    if (status := _begun(seen.stack, status, session, pause)) == "DELETE_IN_PROGRESS":
        status = _awaited(seen.stack, session, journal, say, pause)
    if status != GONE:
        raise Wrong(
            f"the stack was not deleted, it is {status}: {_why(seen.stack, session)}. Mend that if it is yours to "
            "mend, and repeat the same command: it goes on where it has stopped"
        )


GONE = "DELETE_COMPLETE"


def _status(id_: str, session: boto3.Session) -> str:
    stack = described(id_, session)
    return stack["StackStatus"] if stack else GONE


def _begun(id_: str, before: str, session: boto3.Session, pause: Pause) -> str:
    """The first status that is not that from before the deletion was asked for, which may be told for a while."""
    for _ in range(STALE):
        status = _status(id_, session)
        if status in {GONE, "DELETE_IN_PROGRESS"} or (status == "DELETE_FAILED" != before):
            return status
        pause(BETWEEN)
    return _status(id_, session)


def _awaited(id_: str, session: boto3.Session, journal: Journal, say: Say, pause: Pause) -> str:
    """The status in which a deletion ends."""
    told = None
    while (status := _status(id_, session)) == "DELETE_IN_PROGRESS":
        with explained("deleting the stack"):
            states = dict(of_stack(id_, session))
        done = {one for one, state in states.items() if state == GONE}
        journal.gone(done)
        if (to_go := len(states) - len(done)) != told:
            say(f"    {to_go} of {len(states)} resources to go")
        told = to_go
        pause(BETWEEN)
    return status


def _ready(one: Belonging, session: boto3.Session, say: Say, pause: Pause) -> None:
    """Takes away what keeps it from being deleted, and what would be kept of it."""
    with explained(f"making {one} ready to be deleted"):
        try:
            if one.kind == TABLES:
                say(f"switching off deletion protection and recovery of the table {one.id}")
                _unprotect(client_of(session, "dynamodb"), one.id, pause)
            elif one.kind == BUCKETS:
                say(f"emptying the bucket {one.id}")
                _empty(one.id, session)
        except ClientError as error:
            if code_of(error) not in MISSING:
                raise


def _unprotect(client: DynamoDBClient, table: str, pause: Pause) -> None:
    """Of a table that has point-in-time recovery AWS would keep a backup for 35 days after its deletion."""
    if _settled(client, table, pause) == "DELETING":
        return
    if client.describe_table(TableName=table)["Table"].get("DeletionProtectionEnabled"):
        client.update_table(TableName=table, DeletionProtectionEnabled=False)
        _settled(client, table, pause)
    backups = client.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    recovery = backups.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus")
    if recovery == "ENABLED":
        client.update_continuous_backups(
            TableName=table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False}
        )
        _settled(client, table, pause)


def _settled(client: DynamoDBClient, table: str, pause: Pause) -> str:
    """The table's status once it can be changed: a change is refused while another goes on."""
    for _ in range(SETTLING):
        status = client.describe_table(TableName=table)["Table"]["TableStatus"]
        if status in {"ACTIVE", "DELETING"}:
            return status
        pause(BETWEEN)
    raise Wrong(f"the table {table} is still {status}: repeat the command in some minutes")


def _empty(bucket: str, session: boto3.Session) -> None:
    """Every version of every object, and the marks of those that were deleted."""
    client = client_of(session, "s3")
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket):
        listed = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        if objects := [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in listed]:
            gone = client.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
            if wrong := gone.get("Errors"):
                raise Wrong(f"{wrong[0].get('Key')} in {bucket} is not deleted: {wrong[0].get('Message')}")


def _why(id_: str, session: boto3.Session) -> str:
    client = client_of(session, "cloudformation")
    with explained("asking why the stack was not deleted"):
        pages = client.get_paginator("list_stack_resources").paginate(StackName=id_)
        reasons = [
            f"{one['LogicalResourceId']}: {one.get('ResourceStatusReason', 'no reason given')}"
            for page in pages
            for one in page["StackResourceSummaries"]
            if one["ResourceStatus"] == "DELETE_FAILED"
        ]
    return "; ".join(reasons) or "CloudFormation gives no reason"


def _delete(one: Belonging, session: boto3.Session, pause: Pause) -> None:
    """What the stack has left. What is gone by itself meanwhile is gone, what is busy is for the next round."""
    with explained(f"removing {one}"):
        try:
            if one.kind == GROUPS:
                client_of(session, "logs").delete_log_group(logGroupName=one.id)
            elif one.kind == SECRETS:
                # Without this it could be restored for a week or longer, and the next event's could not have its name.
                secrets = client_of(session, "secretsmanager")
                secrets.delete_secret(SecretId=one.id, ForceDeleteWithoutRecovery=True)
            elif one.kind == BUCKETS:
                _empty(one.id, session)
                client_of(session, "s3").delete_bucket(Bucket=one.id)
            elif one.kind == TABLES:
                client = client_of(session, "dynamodb")
                if client.describe_table(TableName=one.id)["Table"]["TableStatus"] != "DELETING":
                    _unprotect(client, one.id, pause)
                    client.delete_table(TableName=one.id)
        except ClientError as error:
            if code_of(error) not in MISSING | BUSY:
                raise
