"""The stack as a whole, and the program that synthesises it."""

from __future__ import annotations

import importlib.resources
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from account.course import WIDTH
from account.deployed import Incomplete
from account.readiness import BOOTSTRAP
from account.seen import Concurrency, Seen
from account.standing import There
from account.toolkit import CDK, Toolkit
from account.unread import Unread
from account.wrong import Wrong
from beifall.domain.event import Programme
from bill.ceiling import ceiling
from bill.prices import prices
from blueprint.budget import MADE_IN
from cli.deploy import _synthesised
from cli.steps import Steps
from eventfile.mistakes import Mistakes
from eventfile.shift import shifted
from infra.artefacts import Artefacts
from tests.infra.conftest import Synthesised
from tests.infra.emulated.running import NODE
from tests.infra.synthesis import EXAMPLE, ROOT, Template, example, said, strings

pytestmark = pytest.mark.xdist_group("synthesis")

OUTPUTS = """Site Api ApiDirect Socket Callback Code Secret StateTable FactsTable ConnectionsTable ClapsTable SiteBucket
DelayQueue FailureQueue AlarmTopic Starts Ends Purged Expected Concurrency Ceiling""".split()  # noqa: SIM905 - as it is agreed


def outputs(template: Template) -> dict[str, str]:
    return {name: said(one["Value"]) for name, one in template.content["Outputs"].items()}


def test_the_outputs_are_what_the_command_line_looks_for(template: Template, otherwise: Template) -> None:
    event, found = example().event, outputs(template)
    assert sorted(found) == sorted(OUTPUTS)
    assert found["Site"] == "https://<SiteDistribution.DomainName>"
    assert found["Api"] == f"{found['Site']}/api"
    assert found["ApiDirect"].endswith(".execute-api.eu-central-1.<AWS::URLSuffix>/api")
    assert found["Socket"].startswith("wss://<SocketApi>")
    assert found["Socket"].endswith("/live")
    assert found["Callback"] == found["Socket"].replace("wss://", "https://")
    numbers = (found["Starts"], found["Ends"], found["Purged"], found["Expected"])
    assert numbers == tuple(map(str, (event.starts, event.ends, event.purged, event.expected)))
    dollars = ceiling(event.expected, event.limit, 10_000, 1_000, prices("eu-central-1"))
    assert found["Ceiling"].startswith(f"at most about {dollars} US dollars an hour")
    assert sorted(outputs(otherwise)) == sorted([*OUTPUTS, "Edge"])
    assert outputs(otherwise)["Site"] == "https://event.example.org"


def test_functions_are_told_what_the_outputs_say(template: Template, otherwise: Template) -> None:
    for one in (template, otherwise):
        told, found = one.functions()["setup"]["Environment"]["Variables"], outputs(one)
        assert said(told["API"]) == found["Api"]
        assert said(told["SOCKET"]) == found["Socket"]
        assert said(told["SITE"]) == f"{found['Site']}/"
        assert said(told["SITE_BUCKET"]) == found["SiteBucket"]
    origins = said(otherwise.functions()["authorize"]["Environment"]["Variables"]["ORIGINS"]).split()
    assert origins == ["https://event.example.org", "https://front.example.org"]


def test_nothing_is_said_of_an_account_a_partition_or_a_suffix(template: Template) -> None:
    for where, text in strings(template.content):
        assert not re.search(r"\b\d{12}\b", text), where
        assert "arn:aws:" not in text, where
        assert "amazonaws.com" not in text or re.fullmatch(r"[a-z]+\.amazonaws\.com", text), (where, text)
    principals = {text for where, text in strings(template.content) if "amazonaws.com" in text}
    services = ("apigateway", "budgets", "cloudfront", "cloudwatch", "events", "lambda")
    assert principals == {f"{service}.amazonaws.com" for service in services}


def test_the_region_is_that_of_the_environment(synthesised: Synthesised) -> None:
    for name, region in (("example", "eu-central-1"), ("otherwise", "us-east-1")):
        manifest = json.loads((synthesised(name).file.parent / "manifest.json").read_text())
        (stack,) = (one for one in manifest["artifacts"].values() if one["type"] == "aws:cloudformation:stack")
        assert stack["environment"].endswith(f"/{region}")
    for _, text in strings(synthesised("otherwise").template.content):
        assert "eu-central-1" not in text


def test_cloudformation_knows_the_whole_stack_wherever_it_is_deployed(template: Template) -> None:
    """By cfn-lint's lists of the types of each Region: one that it does not know, and it refuses the template."""
    lists = importlib.resources.files("cfnlint") / "data/schemas/providers"
    types = {one["Type"] for one in template.resources.values()} - {"Custom::Trigger"}
    looked = set()
    for region in boto3.Session().get_available_regions("cloudformation"):
        if (file := lists / f"{region}.json").is_file():
            unknown = types - json.loads(file.read_text()).keys()
            assert unknown == (set() if region in MADE_IN else {"AWS::Budgets::Budget"}), region
            looked.add(region)
    assert looked > MADE_IN, "and those that lack something"


def test_the_same_is_synthesised_twice(synthesised: Synthesised) -> None:
    once, again = synthesised("example").file, synthesised("again").file
    assert once.read_bytes() == again.read_bytes()
    assets = [file.with_name("Beifall-JC2020.assets.json").read_bytes() for file in (once, again)]
    assert assets[0] == assets[1]


def test_what_fills_the_deployment_is_called_again_if_the_event_file_has_changed(tmp_path: Path) -> None:
    """CDK calls it if its version has changed, and a version has its code's digest in its name."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "index.html").write_text("<!doctype html>")
    before = example()
    after = Programme(replace(before.event, title="Another"), before.rooms, before.polls)
    made = Artefacts(out=tmp_path / "out")
    setups = [made.setup(one, pages) for one in (before, before, after)]
    assert setups[0] == setups[1] != setups[2]


UNEXPLAINED = """import infra.app
from infra.checks import look
infra.app.check = lambda app, stack: look(app)
infra.app.main()
"""
"""The stack, of whose findings none is acknowledged."""


def synthesise(out: Path, *program: str, **context: str) -> subprocess.CompletedProcess[str]:
    """As the CDK's command line runs it."""
    where = os.pathsep.join((str(ROOT), str(ROOT / "layers/beifall/python")))
    told = {"CDK_CONTEXT_JSON": json.dumps(context), "CDK_OUTDIR": str(out)}
    environment = os.environ | told | {"PYTHONPATH": where}
    command = [sys.executable, "-P", *program]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_without_an_event_nothing_is_synthesised(tmp_path: Path) -> None:
    ended = synthesise(tmp_path, "-m", "infra.app")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "beifall: which event? Say it with -c event=FILE\n"


def test_what_the_scanner_finds_is_said_with_its_place_and_no_traceback(tmp_path: Path) -> None:
    ended = synthesise(tmp_path, "-c", UNEXPLAINED, event=str(EXAMPLE))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "\n   Beifall-JC2020/Keys/Secret/Resource aws-cdk-lib.aws_secretsmanager.CfnSecret\n" in ended.stderr
    assert "beifall: ValidationFailed: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_cdk_says_what_is_wrong_in_the_event_file(tmp_path: Path) -> None:
    (tmp_path / "event.toml").write_text("[event]\n")
    tool = Toolkit((str(NODE / "node"), str(CDK)), tmp_path / "made", "eu-central-1")
    with pytest.raises(Wrong, match=r"event\.toml: \w+: found nothing"):
        tool.synthesise({"event": str(tmp_path / "event.toml")})


def test_the_account_is_prepared_for_what_the_stack_asks_of_it(synthesised: Synthesised) -> None:
    manifest = synthesised("example").file.with_name("manifest.json").read_text()
    assert max(map(int, re.findall(r'"requiresBootstrapStackVersion": (\d+)', manifest))) == BOOTSTRAP


def test_the_cdk_cuts_states_where_we_take_it_to() -> None:
    tool = CDK.parents[1].joinpath("lib/index.js").read_text(encoding="utf-8")
    assert set(re.findall(r"static STATUS_WIDTH = (\d+);", tool)) == {str(WIDTH)}


def test_what_is_wrong_in_the_context_is_said_in_a_line(tmp_path: Path) -> None:
    from aws_cdk import App  # noqa: PLC0415 - seconds

    from infra.app import Wrong as NotSaid  # noqa: PLC0415 - imports CDK
    from infra.app import facts  # noqa: PLC0415 - imports CDK

    wrong = tmp_path / "event.toml"
    wrong.write_text("[event]\n")
    with pytest.raises(Mistakes, match=r"event\.code"):
        facts(App(context={"event": str(wrong)}))
    with pytest.raises(Mistakes, match=r"none\.toml"):
        facts(App(context={"event": str(tmp_path / "none.toml")}))
    for starts in ("tomorrow", "2026-12-01T10:00:00"):
        with pytest.raises(NotSaid, match=f"starts={starts}"):
            facts(App(context={"event": str(EXAMPLE), "starts": starts}))
    for name in ("quota", "concurrency"):
        for given in ("many", "0", "-1"):
            with pytest.raises(NotSaid, match=f"{name}={given}"):
                facts(App(context={"event": str(EXAMPLE), name: given}))


ASKED = """import json, pathlib, sys
words = sys.argv
said = dict(words[number + 1].split("=", 1) for number, word in enumerate(words) if word == "-c")
folder = pathlib.Path(words[words.index("--output") + 1])
folder.mkdir(parents=True)
(folder / "context.json").write_text(json.dumps(said))
(folder / "Beifall-JC2020.template.json").write_text('{"Resources": {}}')
print("beifall: no Python 3.13 is here")
"""
"""Instead of the CDK: what it is asked for."""

LATER = Incomplete("", "JC2020", {"StackName": "Beifall-JC2020", "StackStatus": "UPDATE_COMPLETE"}, {})  # type: ignore[typeddict-item]  # its state is all that is asked for


@pytest.mark.parametrize(
    ("there", "is_protected", "budgets"),
    [(None, False, True), (LATER, True, False), (LATER, True, Unread("AccessDeniedException", ""))],
    ids=["first", "later", "later, and who may not read"],
)
def test_the_stack_is_made_of_what_the_command_line_has_found(
    there: There,
    *,
    is_protected: bool,
    budgets: bool | Unread,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from aws_cdk import App  # noqa: PLC0415 - seconds

    from infra.app import facts  # noqa: PLC0415 - imports CDK

    monkeypatch.setenv("CDK_DEFAULT_REGION", "eu-west-1")
    (tmp_path / "cdk.py").write_text(ASKED)
    tool = Toolkit((sys.executable, str(tmp_path / "cdk.py")), tmp_path / "made", "eu-west-1")
    moved = shifted(example(), 1_796_115_600_000)
    seen = Seen("eu-west-1", 33, 2_500, 500, Concurrency(1_000, 400), 40_000, "a role", None, budgets)
    _synthesised(Steps(), tool, moved, seen, there, EXAMPLE, "now")
    found = facts(App(context=json.loads((tool.assembly / "context.json").read_text())))
    assert found.programme == moved
    assert (found.quota, found.concurrency, found.protected) == (2_500, 400, is_protected)
    assert found.budgets == (budgets is not False)
    assert "warning: no Python 3.13 is here" in capsys.readouterr().err


def test_an_event_is_shifted_as_a_whole_and_sized_for_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    from aws_cdk import App  # noqa: PLC0415 - seconds

    from infra.app import facts  # noqa: PLC0415 - imports CDK

    monkeypatch.setenv("CDK_DEFAULT_REGION", "eu-west-1")
    context = {"event": str(EXAMPLE), "starts": "2026-12-01T10:00:00+01:00", "quota": "2500", "concurrency": "400"}
    found = facts(App(context=context))
    before, event = example().event, found.programme.event
    assert event.starts == 1_796_115_600_000
    assert event.ends - event.starts == before.ends - before.starts
    assert (found.region, found.quota, found.concurrency) == ("eu-west-1", 2_500, 400)
