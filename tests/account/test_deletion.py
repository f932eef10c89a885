"""A deletion is told of however it ends, and is gone on with when it is repeated."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
import typer
from botocore.exceptions import ClientError
from moto.cloudformation.models import cloudformation_backends

from account.belongings import STACKS, TABLES, Belonging, is_of, of_stack
from account.deletion import delete
from account.deployed import Deployed
from account.identity import Identity
from account.journal import Journal, unfinished
from account.protection import protect
from account.record import about_it
from account.remains import Remains, look
from account.removal import Left
from account.wrong import Wrong
from cli.destroy import destroy
from tests.account.stacked import CODE, PREFIX, deploy, forget

WHO = Identity("123456789012", "arn:aws:sts::123456789012:user/moto")
FOLDER = Path("out/deletions")
FILE = FOLDER / f"{CODE}-eu-central-1.journal.json"
EXPIRED = ClientError({"Error": {"Code": "ExpiredToken", "Message": "expired"}}, "any")
IN_USE = ClientError({"Error": {"Code": "ResourceInUseException", "Message": "in use"}}, "DeleteTable")
NO_TABLE = ClientError({"Error": {"Code": "TableNotFoundException", "Message": "none"}}, "any")

Answer = dict[str, Any] | BaseException | None


def answering(calls: dict[str, Callable[[], Answer]]) -> boto3.Session:
    """A session that is told this for an answer, or not answered; None is what the account really says."""
    made = boto3.Session(region_name="eu-central-1")
    for call, answer in calls.items():

        def told(answer: Callable[[], Answer] = answer, **_: object) -> Any:
            said = answer()
            if isinstance(said, BaseException):
                raise said
            return None if said is None else (SimpleNamespace(status_code=200), said)

        made.events.register(f"before-call.{call}", told)
    return made


def in_turn(*answers: Answer) -> Callable[[], Answer]:
    """One after the other, then what the account says."""
    left = list(answers)
    return lambda: left.pop(0) if left else None


def deleted(session: boto3.Session, pauses: list[float] | None = None) -> list[str]:
    """Begun, or gone on with, as the command does; returns what was said."""
    said, paused = list[str](), [] if pauses is None else pauses
    journal = unfinished(FILE) or Journal(FILE, "2026-01-01T00:00:00+00:00")
    delete(look(CODE, session), WHO, session, journal, said.append, pause=paused.append)
    return said


def record() -> dict[str, Any]:
    """The last one."""
    kept = sorted((one for one in FOLDER.glob("*Z.json")), key=lambda file: file.stat().st_mtime_ns)
    made: dict[str, Any] = json.loads(kept[-1].read_text())
    return made


def stack_is(status: str, session: boto3.Session) -> None:
    for account in cloudformation_backends.values():
        for stack in account[session.region_name].stacks.values():
            stack.status = status


@pytest.mark.parametrize(
    ("call", "failure", "why"),
    [
        ("cloudformation.DeleteStack", KeyboardInterrupt(), "AWS goes on"),
        ("cloudformation.DeleteStack", SystemExit(130), "AWS goes on"),
        ("secretsmanager.DeleteSecret", EXPIRED, "expired"),
    ],
)
def test_what_stops_half_way_is_recorded_and_the_repeat_tells_all_of_it(
    session: boto3.Session, event: Deployed, call: str, failure: BaseException, why: str
) -> None:
    with pytest.raises(Wrong, match=why):
        deleted(answering({call: lambda: failure}))
    first = record()
    assert why in first["why"]
    assert any(event.secret in one for one in first["left"])
    if call.startswith("secretsmanager"):
        forget(session)
    deleted(session)
    last = record()
    assert (last["why"], last["left"]) == ("", [])
    assert f"DynamoDB::Table {event.state_table}" in last["looked"]
    assert f"SNS::Topic {event.alarm_topic}" in last["told"]
    assert not FILE.exists()


def test_a_stack_that_is_being_changed_is_left_alone(session: boto3.Session, event: Deployed) -> None:
    stack_is("UPDATE_IN_PROGRESS", session)
    with pytest.raises(Wrong, match="is being changed now"):
        look(CODE, session)


def described(status: str, id_: str = "stack") -> Answer:
    return {"Stacks": [{"StackName": PREFIX, "StackId": id_, "StackStatus": status}]}


def test_a_status_from_before_does_not_end_a_deletion(session: boto3.Session, event: Deployed) -> None:
    stack_is("DELETE_FAILED", session)
    stale = in_turn(None, described("DELETE_FAILED"), described("DELETE_FAILED"))
    pauses = list[float]()
    deleted(answering({"cloudformation.DescribeStacks": stale}), pauses)
    assert len(pauses) >= 2
    assert record()["why"] == ""


def test_a_stack_that_was_taken_back_is_deleted_although_it_takes_no_policy(
    session: boto3.Session, event: Deployed
) -> None:
    stack_is("ROLLBACK_COMPLETE", session)
    said = "Stack policy cannot be set in ROLLBACK_COMPLETE"
    refused = ClientError({"Error": {"Code": "ValidationError", "Message": said}}, "SetStackPolicy")
    deleted(answering({"cloudformation.SetStackPolicy": lambda: refused}))
    assert record()["why"] == ""


def test_a_deletion_that_goes_on_is_waited_for_and_then_gone_on_with(session: boto3.Session, event: Deployed) -> None:
    begun = described("DELETE_IN_PROGRESS", event.id)
    said = deleted(answering({"cloudformation.DescribeStacks": in_turn(begun, begun, described("DELETE_FAILED"))}))
    assert said[0] == "waiting for the deletion that has been begun"
    assert record()["why"] == ""
    assert not session.client("dynamodb").list_tables()["TableNames"]


def test_a_deletion_that_fails_says_how_to_go_on(session: boto3.Session, event: Deployed) -> None:
    asked = in_turn(None, described("DELETE_IN_PROGRESS"), described("DELETE_IN_PROGRESS"), described("DELETE_FAILED"))
    with pytest.raises(Wrong, match=r"it is DELETE_FAILED.*repeat the same command"):
        deleted(answering({"cloudformation.DescribeStacks": asked, "cloudformation.DeleteStack": dict}))
    assert f"SNS::Topic {event.alarm_topic}" in record()["left"]
    deleted(session)
    assert f"SNS::Topic {event.alarm_topic}" in record()["told"]


def test_a_repeat_wants_neither_a_new_folder_nor_tables_for_its_documentation(
    session: boto3.Session, event: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal(
        FILE, "2026-01-01T00:00:00+00:00", WHO.account, event.id, about_it(event, session, "/reports/moon")
    )
    journal.found(look(CODE, session).present)
    stack_is("DELETE_FAILED", session)
    destroy(CODE, yes=True, report=Path("/reports/moon"))
    assert "was written when the deletion was begun: /reports/moon" in capsys.readouterr().out
    assert record()["about"]["documented"] == "/reports/moon"


def test_what_was_begun_in_one_account_is_not_said_to_be_complete_in_another(
    session: boto3.Session, capsys: pytest.CaptureFixture[str]
) -> None:
    Journal(FILE, "2026-01-01T00:00:00+00:00", "999999999999").found([Belonging(TABLES, f"{PREFIX}-State")])
    with pytest.raises(typer.Exit):
        destroy(CODE, yes=True, no_report=True)
    assert "has been begun in account 999999999999" in capsys.readouterr().err
    assert FILE.exists()


def test_a_table_is_one_thing_whatever_cloudformation_calls_it(session: boto3.Session) -> None:
    one = {"LogicalResourceId": "State", "PhysicalResourceId": "x", "ResourceStatus": "CREATE_COMPLETE"}
    kinds = ("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")
    answer: Answer = {"StackResourceSummaries": [{**one, "ResourceType": kind} for kind in kinds]}
    listed = of_stack("x", answering({"cloudformation.ListStackResources": lambda: answer}))
    assert {thing for thing, _ in listed} == {Belonging(TABLES, "x")}


def test_the_record_lists_what_this_stack_had_and_not_an_earlier_one_of_its_name(session: boto3.Session) -> None:
    topic = deploy(session).alarm_topic
    seen = look(CODE, session)
    earlier = Belonging("AWS::SNS::Topic", "earlier")
    journal = Journal(FILE, "2026-01-01T00:00:00+00:00")
    seen = replace(seen, known=seen.known | {earlier})
    delete(seen, WHO, session, journal, list[str]().append, pause=list[float]().append)
    assert f"SNS::Topic {topic}" in record()["told"]
    assert f"SNS::Topic {earlier.id}" not in record()["told"]


def test_tables_that_could_not_be_protected_are_said_to_be_open(session: boto3.Session, event: Deployed) -> None:
    protect(event, answering({"dynamodb.UpdateTable": lambda: EXPIRED}))  # nothing is to be done
    session.client("dynamodb").update_table(TableName=event.state_table, DeletionProtectionEnabled=False)
    with pytest.raises(Wrong, match=r"expired.*\nthe event is deployed, but its tables are not protected"):
        protect(event, answering({"dynamodb.UpdateTable": lambda: EXPIRED}))


def a_table(session: boto3.Session) -> str:
    name = f"{PREFIX}-Left"
    session.client("dynamodb").create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return name


def test_a_table_that_is_busy_is_waited_for(session: boto3.Session) -> None:
    name = a_table(session)
    busy: Answer = {"Table": {"TableName": name, "TableStatus": "UPDATING"}}
    calls = {
        "dynamodb.DescribeTable": in_turn(busy, busy, busy),
        "dynamodb.DescribeContinuousBackups": in_turn(NO_TABLE),
        "dynamodb.DeleteTable": in_turn(IN_USE),
    }
    pauses = list[float]()
    deleted(answering(calls), pauses)
    assert len(pauses) >= 3
    assert record()["looked"] == [f"DynamoDB::Table {name}"]


def test_what_bears_only_the_tag_is_said_at_once_to_be_deleted_by_hand(session: boto3.Session) -> None:
    arn = session.client("sns").create_topic(Name="by-hand", Tags=[{"Key": "beifall:event", "Value": CODE}])["TopicArn"]
    said = list[str]()
    with pytest.raises(Left, match=f"delete it by hand in the console:\n    {arn}"):
        journal = Journal(FILE, "today")
        delete(look(CODE, session), WHO, session, journal, said.append, pause=list[float]().append)
    assert (
        said[0]
        == f"{arn} has the event's tag and is of no stack, so it is not removed: delete it by hand in the console"
    )
    assert record()["left"] == [f"Tagged {arn}"]


def test_another_region_s_event_of_the_same_code_is_not_this_one(session: boto3.Session) -> None:
    stack = f"arn:aws:cloudformation:eu-west-1:123456789012:stack/{PREFIX}/1"
    tags = [{"Key": "beifall:event", "Value": CODE}, {"Key": "aws:cloudformation:stack-id", "Value": stack}]
    one = {"ResourceARN": "arn:aws:cloudfront::123456789012:distribution/E1", "Tags": tags}
    answer: Answer = {"ResourceTagMappingList": [one]}
    assert look(CODE, answering({"resourcegroupstaggingapi.GetResources": lambda: answer})).is_nothing


@pytest.mark.parametrize(("state", "is_left"), [("DELETE_SKIPPED", True), ("DELETE_COMPLETE", False)])
def test_what_the_console_has_left_of_a_stack_that_is_gone_is_found_by_its_tag(
    session: boto3.Session, state: str, is_left: bool
) -> None:
    stack = f"arn:aws:cloudformation:eu-central-1:123456789012:stack/{PREFIX}/1"
    kind = "AWS::CloudFront::Distribution"
    had = {"LogicalResourceId": "Site", "PhysicalResourceId": "E1", "ResourceType": kind, "ResourceStatus": state}
    tags = [{"Key": "beifall:event", "Value": CODE}, {"Key": "aws:cloudformation:stack-id", "Value": stack}]
    arn = "arn:aws:cloudfront::123456789012:distribution/E1"
    asked = answering(
        {
            "cloudformation.ListStacks": lambda: {"StackSummaries": [{"StackId": stack, "StackName": PREFIX}]},
            "cloudformation.ListStackResources": lambda: {"StackResourceSummaries": [had]},
            "resourcegroupstaggingapi.GetResources": lambda: {
                "ResourceTagMappingList": [{"ResourceARN": arn, "Tags": tags}]
            },
        }
    )
    Journal(FILE, "today", WHO.account, stack).found([Belonging(kind, "E1")])
    if is_left:
        with pytest.raises(Left, match=f"delete it by hand in the console:\n    {arn}"):
            deleted(asked)
        assert (record()["left"], record()["skipped"]) == ([f"Tagged {arn}"], ["CloudFront::Distribution E1"])
        assert record()["told"] == []
    else:
        deleted(asked)
        assert record()["told"] == ["CloudFront::Distribution E1"]


def test_what_the_console_has_left_is_named_also_where_nothing_else_is_found() -> None:
    """A distribution's tag stands in the list of us-east-1 alone."""
    left = frozenset({Belonging("AWS::CloudFront::Distribution", "E1"), Belonging(STACKS, "a stack")})
    seen = Remains(CODE, "", "", left, frozenset(), frozenset(), left)
    assert seen.is_nothing
    said = seen.nothing("123456789012", "eu-central-1")
    assert "but:\n    CloudFront::Distribution E1 was left when the stack was deleted in the console" in said
    assert "a stack" not in said
    assert "neither a stack nor anything else" in replace(seen, skipped=frozenset()).nothing("1", "eu-central-1")


@pytest.mark.parametrize(
    ("arn", "id_", "is_its"),
    [
        ("arn:aws:apigateway:eu-central-1::/apis/a1/stages/api", "a1", True),
        ("arn:aws:apigateway:eu-central-1::/apis/a1/stages/api", "api", False),
        ("arn:aws:logs:eu-central-1:1:log-group:/beifall/MOON/clap:*", "/beifall/MOON/clap", True),
        ("arn:aws:sqs:eu-central-1:1:MOON-delay", "https://sqs.example/1/MOON-delay", True),
        ("arn:aws:lambda:eu-central-1:1:function:Other-clap", "clap", False),
        ("arn:aws:dynamodb:eu-central-1:1:table/MOON-State", "MOON-State", True),
    ],
)
def test_an_arn_is_of_what_it_names_and_not_of_what_it_ends_with(arn: str, id_: str, is_its: bool) -> None:
    assert is_of(arn, id_) is is_its
