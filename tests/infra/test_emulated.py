"""An event from nothing to people who vote and clap, and back to nothing: the real CDK deploys the real stack into an
emulator of AWS, which checks signatures and the rights of each role. What it cannot hold is in `emulated/app.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from account.toolkit import CDK, Toolkit
from beifall.domain.event import Programme
from beifall.links import links
from beifall.programme import event_of
from beifall.store import keys
from beifall.subprotocol import VERSION
from beifall.tokens import Keys, Tokens
from blueprint.naming import stack_name
from cli.deploy import _told
from cli.steps import Steps
from crowd.attendee import find, join
from eventfile.reading import read
from eventfile.shift import shifted
from local.environment import environment as here
from tests.infra.emulated.app import CANNOT_HOLD, REGION, assembly
from tests.infra.emulated.front import front
from tests.infra.emulated.running import ACCOUNT, LONGEST, NODE, Emulator, ended, running
from tests.serving import ROOT, beifall, environment

pytestmark = pytest.mark.xdist_group("emulated")

FILE = Path(__file__).parent / "emulated/event.toml"
PEOPLE = 12
PLAYS = 500
"""Seconds after which their day hangs: it takes a fifth of it."""


@dataclass
class Deployed:
    """An event that is on, its stack's outputs, and the address of its site."""

    emulator: Emulator
    programme: Programme
    before: set[str]
    outputs: Mapping[str, str]
    site: str
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def stack(self) -> str:
        return stack_name(self.programme.event.code)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[what] = time.monotonic() - began


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    folder = tmp_path_factory.mktemp("emulated")
    began = time.monotonic()
    programme = shifted(read(FILE), time.time_ns() // 1_000_000)
    with running(folder) as emulator:
        bootstrap = emulator.begin("bootstrap", f"aws://{ACCOUNT}/{REGION}")
        try:
            made = assembly(programme, folder / "assembly", port=emulator.port)
        finally:
            ended(bootstrap)
        before = emulator.holds()
        ready = time.monotonic()
        stack, outputs = stack_name(programme.event.code), folder / "outputs.json"
        emulator.cdk("deploy", stack, "--app", str(made), "--require-approval", "never", "--outputs-file", str(outputs))
        told = json.loads(outputs.read_text())[stack]
        seconds = {"start, bootstrap and synthesis": ready - began, "deploy": time.monotonic() - ready}
        with front(told, emulator.port) as site:
            yield Deployed(emulator, programme, before, told, site, seconds)


def test_the_stack_says_where_everything_is(deployed: Deployed) -> None:
    assert set(deployed.outputs) == {
        *("Site", "Api", "ApiDirect", "Socket", "Callback", "Code", "Secret"),
        *("StateTable", "FactsTable", "ConnectionsTable", "ClapsTable", "SiteBucket", "DelayQueue", "FailureQueue"),
        *("AlarmTopic", "Starts", "Ends", "Purged", "Expected", "Concurrency", "Ceiling"),
    }


def test_the_site_comes_from_the_edge(deployed: Deployed) -> None:
    with urllib.request.urlopen(f"{deployed.site}/", timeout=30) as answer:
        page, headers = answer.read().decode(), answer.headers
    assert "<!doctype html>" in page.lower()
    assert headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in headers["content-security-policy"]
    with pytest.raises(ClientError, match="Access"):
        _stranger(deployed).get_object(Bucket=deployed.outputs["SiteBucket"], Key="index.html")


async def test_a_dozen_people_play_a_day(deployed: Deployed, tmp_path: Path) -> None:
    file, report = tmp_path / "links.json", tmp_path / "report.json"
    file.write_text(json.dumps(_links(deployed)))
    _wake(deployed)
    command = beifall("rehearse", str(FILE), "--url", deployed.site, "--links", str(file), "--json", str(report))
    with deployed.timed(f"a day of {PEOPLE} people"):
        played = subprocess.run(
            [*command, "--attendees", str(PEOPLE), "--minutes", "0.1"],
            check=False,
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PLAYS,
        )
    assert played.returncode == 0, played.stdout + played.stderr + deployed.emulator.log.read_text()[-4_000:]
    found = json.loads(report.read_text())
    assert (found["attendees"], found["lost"], found["doubled"], found["leaked"]) == (PEOPLE, 0, 0, 0)
    assert found["closing"] == found["cast"]
    assert sum(found["closing"].values()) == PEOPLE
    assert found["applause_ms"]["p50"] is not None, "nobody heard anybody clap"


def test_nothing_was_given_up(deployed: Deployed) -> None:
    sqs = deployed.emulator.client("sqs")
    for queue in ("FailureQueue", "DelayQueue"):
        it = sqs.get_queue_attributes(QueueUrl=deployed.outputs[queue], AttributeNames=["All"])["Attributes"]
        assert (it["ApproximateNumberOfMessages"], it["ApproximateNumberOfMessagesNotVisible"]) == ("0", "0"), queue
    assert "AccessDenied" not in deployed.emulator.log.read_text()


async def test_a_connection_speaks_the_version_that_was_offered(deployed: Deployed) -> None:
    async with ClientSession() as session:
        site = await find(session, deployed.site)
        token = await join(session, site, deployed.outputs["Code"])
        async with session.ws_connect(site.socket, protocols=(VERSION, token)) as line:
            assert line.protocol == VERSION
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(site.socket, protocols=(VERSION, "nonsense"))


async def test_a_function_may_do_no_more_than_its_role(deployed: Deployed) -> None:
    """The control: what went well above would not have without the grants."""
    iam = deployed.emulator.client("iam")
    role = next(one for one in _roles(iam, deployed.stack) if "CommandRole" in one)
    (policy,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    allowed = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
    async with ClientSession() as session:
        site = await find(session, deployed.site)
        token = await join(session, site, deployed.outputs["Code"])
        async with session.ws_connect(site.socket, protocols=(VERSION, token)) as line:

            async def entered() -> str:
                await line.send_str(json.dumps({"action": "enter", "room": "plenum", "id": "1", "screen": "phone"}))
                while '"type":"update"' in (said := await line.receive_str(timeout=30)):
                    pass  # the room is told something meanwhile
                return said

            assert json.loads(await entered())["type"] == "snapshot"
            iam.delete_role_policy(RoleName=role, PolicyName=policy)
            try:
                assert json.loads(await entered())["message"] == "Internal server error"
                assert "AccessDenied" in deployed.emulator.log.read_text()
            finally:
                iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(allowed))


@pytest.mark.parametrize("kind", [kind for kind, why in CANNOT_HOLD.items() if why.startswith("no such type")])
def test_what_is_left_out_cannot_be_held(deployed: Deployed, kind: str) -> None:
    template = json.dumps({"Resources": {"It": {"Type": kind}}})
    with pytest.raises(ClientError, match="Unrecognized resource types"):
        deployed.emulator.client("cloudformation").validate_template(TemplateBody=template)


def test_whoever_has_the_account_gets_the_links(deployed: Deployed, tmp_path: Path) -> None:
    said = _operated(deployed, tmp_path, "links", deployed.outputs["Code"])
    for link in _links(deployed)["links"]:
        assert link["token"] in said


def test_a_second_deployment_brings_what_the_file_changed_and_leaves_what_was_voted(
    deployed: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command line's own parts, from the assembly on: it synthesises none that this emulator could hold."""
    monkeypatch.chdir(tmp_path)
    first = deployed.programme
    draft = replace(first.polls[0], id="afterwards")
    second = replace(first, event=replace(first.event, title="Another title"), polls=(*first.polls, draft))
    before = _state(deployed)
    tool = Toolkit((str(NODE / "node"), str(CDK)), tmp_path / "second", REGION)
    with deployed.timed("a second deployment"), here(deployed.emulator.environment):
        assembly(second, tool.assembly, port=deployed.emulator.port)
        course = tool.deploy(deployed.stack, lambda _course: None)
        _told(Steps(), second, boto3.Session(region_name=REGION))
    assert course.done > 0
    said = capsys.readouterr().out
    assert f"{deployed.outputs['Site']}/#{deployed.outputs['Code']}" in said
    assert deployed.outputs["Ceiling"] in said
    after = _state(deployed)
    assert json.loads(after["event", "event"]["thing"]["S"])["title"] == "Another title"
    assert after.keys() - before.keys() == {("room#plenum", "staff#poll#afterwards")}
    voted = {key: row for key, row in before.items() if key[1] in ("all#poll#closing", "all#tally#closing", "count")}
    assert len(voted) == 3
    assert {key: after[key] for key in voted} == voted


def test_nothing_is_left_once_it_is_destroyed(
    deployed: Deployed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    had = deployed.emulator.holds()
    _let_sleep(deployed)
    with deployed.timed("destroy"):
        report = ("--report", str(tmp_path / "report"))
        _operated(deployed, tmp_path, "destroy", deployed.outputs["Code"], "--yes", *report, "--force")
    told = json.loads((tmp_path / "report/documentation.json").read_text())
    assert told["code"] == deployed.outputs["Code"]
    assert len(had - deployed.before) > 50
    assert deployed.emulator.holds() == deployed.before
    with capsys.disabled():
        told = ", ".join(f"{what} {seconds:.0f} s" for what, seconds in deployed.seconds.items())
        sys.stdout.write(f"\nin the emulator: {len(had - deployed.before)} things; {told}\n")


def _wake(deployed: Deployed) -> None:
    """What each minute calls: on the day it has long been called, and claps that wait for functions to start would be
    too old to be counted.
    """
    events, functions = deployed.emulator.client("events"), deployed.emulator.client("lambda")
    targets = [one["Arn"] for rule in _minutes(events) for one in events.list_targets_by_rule(Rule=rule)["Targets"]]
    minute = json.dumps({"source": "aws.events"})
    with ThreadPoolExecutor(len(targets)) as calls:
        answers = list(calls.map(lambda arn: functions.invoke(FunctionName=arn, Payload=minute), targets))
    assert not [answer for answer in answers if "FunctionError" in answer]


def _let_sleep(deployed: Deployed) -> None:
    """Nothing is called any more: what ran while it is being destroyed would write its log anew, which in AWS no
    function of ours may.
    """
    events = deployed.emulator.client("events")
    for rule in _minutes(events):
        events.disable_rule(Name=rule)


def _minutes(events: Any) -> list[str]:
    return [rule["Name"] for rule in events.list_rules()["Rules"]]


def _operated(deployed: Deployed, folder: Path, *command: str) -> str:
    """What a command says, called with the emulator for an account."""
    aws = deployed.emulator.environment
    done = subprocess.run(
        beifall(*command),
        check=False,
        cwd=folder,
        env=environment(**{name: value for name, value in aws.items() if name.startswith("AWS_")}),
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _state(deployed: Deployed) -> dict[tuple[str, str], Any]:
    """The rows of `state`, by their keys, without what comes by itself: presence, and each minute the curve of applause
    that is over.
    """
    pages = (
        deployed.emulator.client("dynamodb").get_paginator("scan").paginate(TableName=deployed.outputs["StateTable"])
    )
    rows = {(row["pk"]["S"], row["sk"]["S"]): row for page in pages for row in page["Items"]}
    curve = keys.curve("plenum")
    return {(pk, sk): row for (pk, sk), row in rows.items() if sk != "all#presence" and pk != curve}


def _links(deployed: Deployed) -> dict[str, Any]:
    secret = deployed.emulator.client("secretsmanager").get_secret_value(SecretId=deployed.outputs["Secret"])
    tokens = Tokens(msgspec.json.decode(secret["SecretString"], type=Keys), deployed.outputs["Code"])
    made = links(event_of(deployed.programme), tokens, f"{deployed.site}/")
    return {"code": deployed.outputs["Code"], "links": [asdict(link) for link in made]}


def _roles(iam: Any, stack: str) -> list[str]:
    return [one["RoleName"] for one in iam.list_roles()["Roles"] if one["RoleName"].startswith(stack)]


def _stranger(deployed: Deployed) -> Any:
    """Somebody without credentials."""
    return boto3.client(
        "s3", region_name=REGION, endpoint_url=deployed.emulator.address, config=Config(signature_version=UNSIGNED)
    )
