"""`./beifall deploy`: what it refuses before anything is created, and what it says at the end."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
import typer
from botocore.exceptions import ClientError

from account.deployed import Deployed, Incomplete
from account.difference import Resources, difference
from account.lock import is_locked, lock
from account.moment import shown, start, tomorrow
from account.standing import is_first, must_be_the_same, must_keep_its_size, protected, standing, unlocked
from account.toolkit import Toolkit
from account.wrong import Interrupted, Wrong
from cli.deploy import _compared, _made
from cli.deploy import deploy as deploying
from cli.steps import Steps
from eventfile.reading import read
from eventfile.shift import shifted
from tests.account.stacked import deploy, forgets, happening, vanish
from tests.serving import EXAMPLE

HOUR = 3_600_000


def now() -> int:
    return time.time_ns() // 1_000_000


def at(session: boto3.Session, starts: int) -> Deployed:
    """The example's code, deployed for two hours from then on."""
    return deploy(session, happening(code="JC2020", starts=starts, ends=starts + 2 * HOUR))


Refused = Callable[..., str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """What the command says that ends with 1."""

    def call(
        file: Path = EXAMPLE,
        starts: str | None = None,
        *,
        force: bool = False,
        prepare: bool = False,
        dry_run: bool = False,
    ) -> str:
        with pytest.raises(typer.Exit) as ended:
            deploying(file, starts, force, prepare, dry_run)
        assert ended.value.exit_code == 1
        return capsys.readouterr().err

    return call


def test_every_mistake_in_the_file_is_said_and_nothing_else_is_tried(refused: Refused, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(
        EXAMPLE.read_text().replace("expected = 300", 'expected = "many"').replace("limit = 600", "limit = 0")
    )
    said = refused(wrong)
    assert "2 mistakes in" in said
    assert ("event.expected" in said, "join.limit" in said, "Credentials" in said) == (True, True, False)


def test_an_account_is_not_prepared_on_trial(refused: Refused) -> None:
    said = refused(prepare=True, dry_run=True)
    assert "--prepare changes the account, which --dry-run must not" in said
    assert "Event file" not in said


def test_a_past_event_is_refused_with_how_it_is_moved(refused: Refused, session: boto3.Session) -> None:
    said = refused()
    assert "this event was over on 2020-11-30T15:00:00+01:00: --starts TIME moves it (now, or at " in said


def test_a_past_event_that_is_deployed_for_later_is_told_when(refused: Refused, session: boto3.Session) -> None:
    starts = now() + 24 * HOUR
    at(session, starts)
    assert f"as it is deployed, --starts {shown(starts, 60)}" in refused()


def test_a_code_that_an_event_has_had_is_not_given_to_another_one(refused: Refused, session: boto3.Session) -> None:
    """Its polls would come closed, with what others have voted, and its questions be asked already."""
    of = at(session, now() - 3 * HOUR)
    said = refused(starts="now")
    assert f"an event JC2020 is deployed that was over on {shown(of.ends, 60)}" in said
    assert "`./beifall destroy JC2020` documents and removes it first" in said
    assert "has never been prepared" in refused(starts="now", force=True)


@pytest.mark.parametrize(("begun", "moved"), [(3 * HOUR, -3 * HOUR), (HOUR, 24 * HOUR), (-24 * HOUR, 48 * HOUR)])
def test_an_event_is_the_same_when_it_goes_on_for_longer_or_is_put_off(
    session: boto3.Session, begun: int, moved: int
) -> None:
    of = at(session, now() - begun)
    must_be_the_same(shifted(read(EXAMPLE), now() + moved), of, force=False)


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("2021-12-01T10:00:00+01:00", "is over by now: choose a later --starts"),
        ("2030-12-01T10:00:00", "has no offset from UTC: write it as 2030-12-01T10:00:00+01:00"),
        ("2030-12-01", "T10:00:00+01:00, nor `now`"),
        ("tomorrow", "is no time such as 20"),
        ("2030-13-01T10:00+01:00", "is not in the calendar"),
    ],
)
def test_a_time_that_is_none_is_refused_before_anybody_is_asked(refused: Refused, starts: str, said: str) -> None:
    told = refused(starts=starts)
    assert said in told
    assert "Credentials" not in told


def test_an_event_that_is_shifted_is_told_with_the_times_that_it_will_have(
    refused: Refused, session: boto3.Session
) -> None:
    told = refused(starts="2030-12-01T10:00:00+01:00")
    assert "2030-12-01 10:00 to 15:00 (UTC+01:00)" in told
    assert "2020-11-30" not in told


def test_the_next_day_at_ten_is_what_is_advised() -> None:
    """In the event's own zone, whose day may be another one."""
    late = round(dt.datetime(2030, 12, 31, 23, 30, tzinfo=dt.UTC).timestamp() * 1_000)
    assert (tomorrow(late, 0), tomorrow(late, 60)) == ("2031-01-01T10:00:00+00:00", "2031-01-02T10:00:00+01:00")
    assert start(tomorrow(late, 60), 0, 0) > late


def test_a_lock_that_was_broken_is_put_on_again_and_the_first_reason_stays(session: boto3.Session) -> None:
    lock(of := at(session, now()), session)
    with pytest.raises(Wrong, match=r"^no bucket$"), unlocked(of, session):
        assert not is_locked(of, session)
        raise Wrong("no bucket")
    assert is_locked(of, session)


@pytest.mark.parametrize(
    ("first", "told", "exit_code"),
    [
        (Wrong("no bucket"), "no bucket", 1),
        (Interrupted("AWS goes on"), "AWS goes on", 130),
        (SystemExit(130), "interrupted", 130),
        (None, "is deployed", 1),
    ],
)
def test_who_cannot_be_locked_again_is_said_after_the_first_reason(
    session: boto3.Session, first: Wrong | SystemExit | None, told: str, exit_code: int
) -> None:
    lock(of := at(session, now()), session)
    with pytest.raises(Wrong) as wrong, unlocked(of, session):
        vanish(session)  # so that there is nothing to lock
        if first is not None:
            raise first
    assert told in str(wrong.value)
    assert str(wrong.value).endswith("`./beifall lock JC2020` locks it again")
    assert wrong.value.exit_code == exit_code


def test_a_bug_while_the_lock_is_broken_still_says_that_it_is_open(session: boto3.Session) -> None:
    lock(of := at(session, now()), session)
    with pytest.raises(ZeroDivisionError) as bug, unlocked(of, session):
        vanish(session)
        raise ZeroDivisionError
    assert bug.value.__notes__[0].endswith("`./beifall lock JC2020` locks it again")


def test_tables_stay_protected_when_a_later_deployment_goes_back_to_the_first_one(session: boto3.Session) -> None:
    of, client = at(session, now()), session.client("dynamodb")
    with pytest.raises(Wrong, match="no certificate"), protected(of, session):
        for table in of.tables:
            client.update_table(TableName=table, DeletionProtectionEnabled=False)
        raise Wrong("no certificate")
    tables = (client.describe_table(TableName=table)["Table"] for table in of.tables)
    assert all(table["DeletionProtectionEnabled"] for table in tables)


def test_tables_that_cannot_be_protected_again_are_said_after_the_first_reason(session: boto3.Session) -> None:
    of = at(session, now())
    session.client("dynamodb").update_table(TableName=of.state_table, DeletionProtectionEnabled=False)
    refused = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "UpdateTable")
    made = boto3.Session(region_name=session.region_name)

    def refuse(**_: object) -> None:
        raise refused

    made.events.register("before-call.dynamodb.UpdateTable", refuse)
    with pytest.raises(Wrong) as wrong, protected(of, made):
        raise Interrupted("stopped")
    assert str(wrong.value).startswith("stopped\nprotecting the tables: your AWS account does not allow it to you")
    assert "its tables are not protected" in str(wrong.value)
    assert wrong.value.exit_code == Interrupted.exit_code


def a_cdk(folder: Path) -> Toolkit:
    """One that says it has deployed: the real one needs an account."""
    script = folder / "cdk.py"
    script.write_text(f"print({(Path(__file__).parent / 'heard/deployed.txt').read_text()!r})\n")
    return Toolkit((sys.executable, str(script)), folder / "JC2020", "eu-central-1")


def test_the_tables_of_a_first_deployment_are_protected_once_it_stands(session: boto3.Session, tmp_path: Path) -> None:
    of, client = at(session, now()), session.client("dynamodb")
    for table in of.tables:
        client.update_table(TableName=table, DeletionProtectionEnabled=False)
    _made(Steps(), a_cdk(tmp_path), read(EXAMPLE), session, None)
    tables = (client.describe_table(TableName=table)["Table"] for table in of.tables)
    assert all(table["DeletionProtectionEnabled"] for table in tables)


def test_a_locked_event_is_open_while_it_is_deployed_by_force_and_no_longer(
    session: boto3.Session, tmp_path: Path
) -> None:
    lock(of := at(session, now()), session)
    tool, said = a_cdk(tmp_path), []

    def heard(params: Any, **_: object) -> None:
        (rule,) = json.loads(params["body"]["StackPolicyBody"])["Statement"]
        said.append((rule["Effect"], tool.log.is_file()))

    session.events.register("before-call.cloudformation.SetStackPolicy", heard)
    _made(Steps(), tool, read(EXAMPLE), session, of)
    assert said == [("Allow", False), ("Deny", True)]


def test_an_account_that_lacks_something_is_told_all_of_it(refused: Refused, session: boto3.Session) -> None:
    said = refused(starts="now")
    assert "nothing was created:" in said
    assert "this account has never been prepared for deployments to eu-central-1" in said
    assert "API Gateway may not write logs" in said
    assert said.count("Prepare the account, once") == 2


def ready(session: boto3.Session) -> None:
    """As `--prepare` leaves an account."""
    session.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="33", Type="String")
    theirs = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": "theirs"}]
    session.client("apigateway").update_account(patchOperations=theirs)


@pytest.mark.parametrize("before", [0, HOUR // 2])
def test_a_live_event_is_left_alone(refused: Refused, session: boto3.Session, before: int) -> None:
    ready(session)
    at(session, now() + before)
    said = refused(starts="now")
    assert "JC2020 is live, or starts within the hour" in said
    assert "--force does it nevertheless" in said


def test_an_event_keeps_its_size_while_people_are_in(refused: Refused, session: boto3.Session, tmp_path: Path) -> None:
    """Otherwise they would not be found where their rows lie, and lose their seats."""
    ready(session)
    of, more = at(session, now()), tmp_path / "more.toml"
    more.write_text(EXAMPLE.read_text().replace("expected = 300", "expected = 501"))
    said = refused(more, starts="now", force=True)
    assert f"JC2020 is on, made for {of.expected} people: `expected` cannot be 501" in said
    assert "From 251 to 500 it may be; a higher `limit` lets more people in" in said


@pytest.mark.parametrize(("expected", "may"), [(250, False), (251, True), (500, True), (501, False)])
def test_an_event_that_is_on_takes_another_size_where_nobody_is_looked_for_elsewhere(
    session: boto3.Session, expected: int, *, may: bool
) -> None:
    """So that its throttles can be raised for those who come unexpectedly."""
    of, programme = at(session, now()), read(EXAMPLE)
    with nullcontext() if may else pytest.raises(Wrong, match="they would not be found"):
        must_keep_its_size(replace(programme, event=replace(programme.event, expected=expected)), of)


def test_a_locked_event_is_left_alone(refused: Refused, session: boto3.Session) -> None:
    ready(session)
    lock(at(session, now() + 24 * HOUR), session)
    assert "JC2020 is locked: `./beifall lock JC2020 --off` unlocks it" in refused(starts="now", dry_run=True)


def test_what_is_not_known_of_a_stack_that_is_there_does_not_open_it(refused: Refused, session: boto3.Session) -> None:
    ready(session)
    forgets(session, of := at(session, now()), "Ceiling")
    assert "JC2020 is live" in refused(starts="now")
    forgets(session, of, "Ends")
    assert "when it starts and ends is not known, it may be live. --force" in refused(starts="now")


def test_an_incomplete_event_is_locked_like_any_other(refused: Refused, session: boto3.Session) -> None:
    ready(session)
    forgets(session, of := at(session, now() + 24 * HOUR), "Ceiling")
    lock(of, session)
    assert "JC2020 is locked" in refused(starts="now")


@pytest.mark.parametrize(("status", "may"), [("UPDATE_COMPLETE", True), ("ROLLBACK_COMPLETE", False)])
def test_a_stack_that_never_was_complete_has_nobody_in_it(*, status: Any, may: bool) -> None:
    """Otherwise a first deployment that failed could be repeated by force only."""
    stack: Any = {"StackName": "Beifall-MOON", "StackStatus": status}
    part = Incomplete("", "MOON", stack, {})
    assert (part.may_be_live, is_first(part)) == (may, not may)


def test_a_start_is_the_same_after_it_was_written_down() -> None:
    """The stack is told it as text, and must come to the same times as the checks did."""
    moved = shifted(read(EXAMPLE), start("now", now(), 0))
    assert start(shown(moved.event.starts, moved.event.utc_offset), 0, 0) == moved.event.starts
    with pytest.raises(Wrong):
        start("2030-12-01", 0, 0)


def test_what_would_change_is_counted_by_type() -> None:
    queue, table, bucket = ({"Type": f"AWS::{name}"} for name in ("SQS::Queue", "DynamoDB::Table", "S3::Bucket"))
    before: Resources = {"Old": bucket, "Same": table, "Other": queue}
    after: Resources = {
        "Same": table,
        "Other": {**queue, "Properties": {}},
        "New": table,
        "Meta": {"Type": "AWS::CDK::Metadata"},
    }
    signs = ["+   1 AWS::DynamoDB::Table", "~   1 AWS::SQS::Queue", "-   1 AWS::S3::Bucket"]
    assert str(difference(before, after)).split("\n") == [f"  {sign}" for sign in signs]
    assert str(difference(after, after)) == "  nothing would change"


def test_what_is_deployed_incompletely_is_compared_with(
    session: boto3.Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forgets(session, at(session, now()), "Ceiling", "Starts")
    programme = read(EXAMPLE)
    _compared(Steps(), a_queue(tmp_path), programme, session, standing(programme, session))
    said = capsys.readouterr()
    assert "against what is deployed" in said.err
    assert "-   4 AWS::DynamoDB::Table" in said.out


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"])
def test_what_was_taken_back_or_only_announced_is_not_there_to_be_compared_with(
    status: Any, session: boto3.Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """AWS lists it with its template, and so nothing would seem to change."""
    of = at(session, now())
    stack: Any = {"StackName": of.stack, "StackStatus": status}
    _compared(Steps(), a_queue(tmp_path), read(EXAMPLE), session, Incomplete("", "JC2020", stack, {}))
    said = capsys.readouterr()
    assert "nothing is deployed yet" in said.err
    assert said.out == "  +   1 AWS::SQS::Queue\n"


def a_queue(folder: Path) -> Toolkit:
    """What would be deployed."""
    tool = Toolkit((), folder / "JC2020", "eu-central-1")
    tool.assembly.mkdir(parents=True)
    template = {"Resources": {"New": {"Type": "AWS::SQS::Queue"}}}
    (tool.assembly / "Beifall-JC2020.template.json").write_text(json.dumps(template))
    return tool


def test_each_step_is_a_line_with_its_outcome_also_when_it_fails(capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps()
    with steps.step("First") as step:
        step.is_at("half of it")
        step.outcome = "3 [of] them"
    with pytest.raises(Wrong), steps.step("Second"):
        raise Wrong("no")
    first, second = capsys.readouterr().err.splitlines()
    assert (first.split(), second.split()[:2]) == (
        ["ok", "First", "0.0", "s", "3", "[of]", "them"],
        ["FAILED", "Second"],
    )
