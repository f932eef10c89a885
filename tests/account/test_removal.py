"""Nothing is left of an event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from account.deployed import Deployed, NotDeployed, deployed
from account.journal import Journal
from account.lock import lock
from account.remains import look
from account.removal import Left
from account.removal import remove as removed
from tests.account.stacked import CODE, PREFIX, deploy, forget


@pytest.fixture
def event(session: boto3.Session) -> Deployed:
    made = deploy(session)
    session.client("s3").put_object(Bucket=made.site_bucket, Key="index.html", Body=b"one")
    session.client("s3").put_object(Bucket=made.site_bucket, Key="index.html", Body=b"two")
    return made


def without_pause(_seconds: float) -> None:
    """The emulated account is ready at once."""


def remove(
    session: boto3.Session, say: Callable[[str], None] = lambda _: None, file: Path = Path("journal.json")
) -> set[str]:
    """What is gone."""
    journal = Journal(file, "today")
    removed(look(CODE, session), session, journal, say, pause=without_pause)
    return {one.id for one in journal.removed}


def test_all_of_an_event_is_removed_and_nothing_of_another(session: boto3.Session, event: Deployed) -> None:
    logs = session.client("logs")
    others = ["/aws/lambda/Beifall-MOONLIGHT-command", "/aws/lambda/x", "/beifall/MOONLIGHT/command"]
    for group in (f"/aws/lambda/{PREFIX}-clap-made-by-itself", f"/beifall/{CODE}/setup", *others):
        logs.create_log_group(logGroupName=group)
    session.client("dynamodb").update_continuous_backups(
        TableName=event.state_table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    lock(event, session)
    said = list[str]()
    was = remove(session, said.append)
    assert {f"{PREFIX}-State", f"{PREFIX.lower()}-site", f"/aws/lambda/{PREFIX}-clap-made-by-itself"} <= was
    assert sorted(group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]) == others
    assert session.client("s3").list_buckets()["Buckets"] == []
    assert session.client("dynamodb").list_tables()["TableNames"] == []
    assert session.client("secretsmanager").list_secrets(IncludePlannedDeletion=True)["SecretList"] == []
    with pytest.raises(NotDeployed):
        deployed(CODE, session)
    assert {
        f"emptying the bucket {PREFIX.lower()}-site",
        "switching off the stack's protection against deletion",
    } <= set(said)


def test_a_second_run_removes_what_the_first_has_left(session: boto3.Session, event: Deployed) -> None:
    """The first has got as far as the stack, and then a function has written once more."""
    remove(session)
    forget(session)
    session.client("logs").create_log_group(logGroupName=f"/aws/lambda/{PREFIX}-command")
    session.client("s3").create_bucket(
        Bucket=event.site_bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    was = remove(session)
    assert was == {f"/aws/lambda/{PREFIX}-command", event.site_bucket}
    assert remove(session) == set()


def test_it_fails_with_a_list_if_something_is_left(session: boto3.Session, event: Deployed) -> None:
    """The negative control: somebody's function writes its log as often as it is deleted."""
    logs, group = session.client("logs"), f"/aws/lambda/{PREFIX}-command"

    def written_again(step: str) -> None:
        if step == "looking whether anything is left":
            logs.create_log_group(logGroupName=group)

    with pytest.raises(Left, match=group) as caught:
        remove(session, written_again)
    assert [one.id for one in caught.value.left] == [group]


def test_a_tagged_thing_that_no_stack_has_made_is_found(session: boto3.Session, event: Deployed) -> None:
    session.client("sns").create_topic(Name="by-hand", Tags=[{"Key": "beifall:event", "Value": CODE}])
    with pytest.raises(Left, match="by-hand"):
        remove(session)
