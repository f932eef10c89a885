"""How an event is, at a glance."""

from __future__ import annotations

import datetime as dt
import http.server
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
import typer

from account.deployed import Deployed
from account.glance import Seen, glance
from beifall.store import keys
from cli.status import laid, status, watched
from tests.account.stacked import CODE, PREFIX, deploy, happening, vanish
from tests.builders import HOUR, NOON


class Answers(http.server.BaseHTTPRequestHandler):
    """A site that is there."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Babbles(Answers):
    """What answers there is no site."""

    def do_GET(self) -> None:
        self.wfile.write(b"SSH-2.0-moon\r\n")


class Interrupts(Answers):
    """While it is asked, somebody presses Ctrl-C."""

    def do_GET(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)


@contextmanager
def site(answers: type[Answers]) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answers)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def event(session: boto3.Session) -> Iterator[Deployed]:
    an_alarm(session)
    with site(Answers) as address:
        yield deploy(session, site=address)


def an_alarm(session: boto3.Session) -> None:
    """One that never rings by itself. moto's CloudFormation makes none."""
    session.client("cloudwatch").put_metric_alarm(
        AlarmName=f"{PREFIX}-lost",
        AlarmDescription="Something was given up. Nothing has to be done.",
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        MetricName="Lost",
        Namespace="Beifall",
        Period=60,
        Statistic="Sum",
        Threshold=0,
    )


def seen(event: Deployed, session: boto3.Session, now: int = NOON) -> dict[str, str]:
    return {one.what: one.how for one in glance(event, session, now=now)}


def wrong(event: Deployed, session: boto3.Session, now: int = NOON) -> set[str]:
    return {one.what for one in glance(event, session, now=now) if one.is_wrong}


def test_an_event_that_runs_is_well(session: boto3.Session, event: Deployed) -> None:
    table, expires = event.connections_table, NOON // 1_000
    for name, until in (("one", expires + 60), ("two", expires + 60), ("gone", expires - 60)):
        item = {"pk": {"S": "room#plenum#0"}, "sk": {"S": name}, "expires": {"N": str(until)}}
        session.client("dynamodb").put_item(TableName=table, Item=item)
    assert wrong(event, session) == set()
    said = seen(event, session)
    assert said["connections"].startswith("2 open now")
    assert said["phase"].startswith("LIVE until")
    assert said["alarms"] == "none of 1"
    assert said["mail"].startswith("nobody is told of alarms")
    assert said["ceiling"] == "4 $ an hour"
    assert seen(event, session, event.starts - HOUR)["phase"].startswith("starts")
    assert seen(event, session, event.ends + HOUR)["phase"].startswith("over since")
    assert "destroy MOON" in seen(event, session, event.purged)["phase"]


def test_who_is_in_a_room_that_the_file_no_longer_names_is_counted(session: boto3.Session) -> None:
    event = deploy(session, happening(gone=("cellar",)), site="http://127.0.0.1:9")
    item = {"pk": {"S": "room#cellar#0"}, "sk": {"S": "one"}, "expires": {"N": str(NOON // 1_000 + 60)}}
    session.client("dynamodb").put_item(TableName=event.connections_table, Item=item)
    assert seen(event, session)["connections"].startswith("1 open now")


def test_what_is_wrong_is_said_with_what_it_means(session: boto3.Session, event: Deployed) -> None:
    session.client("cloudwatch").set_alarm_state(AlarmName=f"{PREFIX}-lost", StateValue="ALARM", StateReason="one")
    session.client("sqs").send_message(QueueUrl=event.failure_queue, MessageBody="{}")
    session.client("cloudwatch").put_metric_data(
        Namespace="AWS/Lambda",
        MetricData=[
            {
                "MetricName": "Errors",
                "Dimensions": [{"Name": "FunctionName", "Value": f"{PREFIX}-FunctionsCommand36441F5A-861D56589A56"}],
                "Value": 3,
                "Timestamp": dt.datetime.fromtimestamp(NOON / 1_000 - 90, dt.UTC),
            }
        ],
    )
    assert wrong(event, session) == {"alarm", "failures", "errors"}
    said = [f"{one.what} {one.how}" for one in glance(event, session, now=NOON) if one.is_wrong]
    assert any("lost since" in one and "Nothing has to be done." in one for one in said)
    assert "errors command 3 of functions in the last 5 minutes" in said


def test_alarms_whose_mail_nobody_has_confirmed_are_wrong(session: boto3.Session) -> None:
    an_alarm(session)
    with site(Answers) as address:
        event = deploy(session, happening(alarms_email="it@county.example"), site=address)
        assert wrong(event, session) == {"mail"}
        assert "AWS's e-mail to it@county.example was not confirmed" in seen(event, session)["mail"]
        session.client("sns").subscribe(TopicArn=event.alarm_topic, Protocol="email", Endpoint="it@county.example")
        assert wrong(event, session) == set()


def test_a_site_that_nobody_answers_at_is_wrong(session: boto3.Session) -> None:
    event = deploy(session, site="http://127.0.0.1:9")
    an_alarm(session)
    assert wrong(event, session) == {"site", "api"}


def test_status_ends_with_1_if_something_is_wrong(
    session: boto3.Session, event: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    status(CODE)  # purged long ago: what would be asked then is well
    session.client("sqs").send_message(QueueUrl=event.failure_queue, MessageBody="{}")
    with pytest.raises(typer.Exit) as ended:
        status(CODE)
    assert ended.value.exit_code == 1
    assert "✗ failures    1 in the failure queue" in capsys.readouterr().out


def test_what_answers_in_another_protocol_is_wrong(session: boto3.Session) -> None:
    an_alarm(session)
    with site(Babbles) as address:
        assert wrong(deploy(session, site=address), session) == {"site", "api"}


def test_an_event_of_another_version_is_a_line_and_the_others_stay(session: boto3.Session, event: Deployed) -> None:
    pk, sk = keys.EVENT
    item = {"pk": {"S": pk}, "sk": {"S": sk}, "rev": {"N": "1"}, "thing": {"S": '{"code": 1}'}}
    session.client("dynamodb").put_item(TableName=event.state_table, Item=item)
    assert wrong(event, session) == {"mail", "open"}
    assert "was deployed by another version" in seen(event, session)["open"]


def test_who_watches_ends_it_with_ctrl_c_and_nothing_is_wrong(session: boto3.Session) -> None:
    with site(Interrupts) as address:
        deploy(session, site=address)
        status(CODE, watch=True)


def test_who_watches_is_told_that_the_event_is_gone_and_goes_on_looking(
    session: boto3.Session, event: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    seen_so_far: list[str] = []

    def pause(_seconds: float) -> None:
        seen_so_far.append(capsys.readouterr().out)
        vanish(session)
        if len(seen_so_far) == 3:
            raise KeyboardInterrupt

    watched(CODE, session, pause=pause)
    before, *after = seen_so_far
    assert f"stack       {event.stack}" in before
    assert [f"✗ no event {CODE} is deployed" in said for said in after] == [True, True]


def test_a_narrow_terminal_is_not_overrun_and_addresses_stay_whole() -> None:
    address = "https://d111111abcdef8.cloudfront.example/config.json"
    long = laid(Seen("lock", "not locked: anybody who may deploy can deploy over it"), 50).splitlines()
    assert [len(line) <= 50 for line in long] == [True, True]
    assert long[1].startswith(" " * 14)
    assert address in laid(Seen("site", f"{address} answers"), 50)
    assert laid(Seen("site", f"{address} answers"), None) == f"  site        {address} answers"
