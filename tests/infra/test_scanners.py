"""cdk-nag, cfn-lint and Checkov: nothing is found but what somebody has explained, and nothing is explained in vain."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.infra.conftest import Synthesised
from tests.infra.synthesis import ROOT, example

pytestmark = pytest.mark.xdist_group("synthesis")

CHECKOV = ROOT / ".venv/checkov/bin/checkov"

SKIPPED: Mapping[str, str] = {
    "CKV_AWS_18": "an access log of the bucket would keep addresses; CloudFront alone reads it",
    "CKV_AWS_21": "the site is built from the checkout: an old version is deployed again, not looked for in a bucket",
    "CKV_AWS_26": "CloudWatch cannot write to a topic with AWS's own key; what it writes is nothing personal",
    "CKV_AWS_27": "both queues are encrypted by SQS itself, which this rule does not know",
    "CKV_AWS_68": "a firewall would not stand before the socket; throttles bound what an attack can cost",
    "CKV_AWS_86": "an access log of CloudFront would keep the addresses of all visitors",
    "CKV_AWS_115": "what is set aside for one function is missing for the others: three have a share, and no more",
    "CKV_AWS_116": "what is called asynchronously has a destination, which this rule does not know",
    "CKV_AWS_117": "functions use AWS's own services alone; a network of ours would make them slower and not safer",
    "CKV_AWS_149": "a key of our own costs a dollar a month; AWS's own can be used by this account alone",
    "CKV_AWS_158": "a log has nothing that is personal, and CloudWatch encrypts it with a key of its own",
    "CKV_AWS_165": "what was purged would lie in the recovery for weeks: the event file says whether it is wanted",
    "CKV_AWS_173": "no variable is secret: they are names, and AWS encrypts them with a key of its own",
    "CKV_AWS_174": "CloudFront decides under its own name; with a domain in the event file it is TLS 1.2",
}


@pytest.mark.parametrize("name", ["again", "otherwise"])
def test_cdk_nag_finds_what_is_acknowledged_and_nothing_else(synthesised: Synthesised, name: str) -> None:
    assembly = synthesised(name)
    assert len(assembly.found()) > 50, "cdk-nag has looked"
    assert assembly.found() == assembly.acknowledged()


def test_cdk_nag_accepts_the_stack_as_it_is_deployed(synthesised: Synthesised) -> None:
    assert synthesised("example").found() == []


def test_every_reason_is_a_sentence(synthesised: Synthesised) -> None:
    from infra.acknowledgements import Named, acknowledgements  # noqa: PLC0415 - imports CDK

    for one in acknowledgements(example().event, Named("r", "s", "b", "l", are_awake=True)):
        assert one.reason[0].isupper()
        assert one.reason.endswith(".")
        assert len(one.reason) > 40, one.reason


@pytest.mark.parametrize("careless", ["actions", "bucket"])
def test_a_careless_stack_is_not_synthesised(careless: str, tmp_path: Path) -> None:
    """The negative control: nothing of ours is acknowledged by accident for what comes later."""
    import aws_cdk as cdk  # noqa: PLC0415 - imports CDK
    from aws_cdk import aws_iam as iam  # noqa: PLC0415 - imports CDK
    from aws_cdk import aws_s3 as s3  # noqa: PLC0415 - imports CDK

    from infra.checks import look  # noqa: PLC0415 - imports CDK

    app = cdk.App(outdir=str(tmp_path / "cdk.out"), analytics_reporting=False)
    stack = cdk.Stack(app, "Careless")
    if careless == "bucket":
        s3.Bucket(stack, "Open", block_public_access=s3.BlockPublicAccess.BLOCK_ACLS_ONLY)
    else:
        role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        table = stack.format_arn(service="dynamodb", resource="table", resource_name="votes")
        role.add_to_policy(iam.PolicyStatement(actions=["dynamodb:*"], resources=[table]))
    look(app)
    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()
    wanted = {"actions": "AwsSolutions-IAM5[Action::dynamodb:*]", "bucket": "AwsSolutions-S2"}[careless]
    assert wanted in (tmp_path / "cdk.out/validation-report.json").read_text()


def test_cfn_lint_finds_only_what_cdk_itself_writes(synthesised: Synthesised, tmp_path: Path) -> None:
    template = synthesised("example").file
    wrong = _changed(template, tmp_path, "AWS::Lambda::EventSourceMapping", Windows=3)
    program = Path(sys.executable).with_name("cfn-lint")
    command = [str(program), "--format", "json", str(template), str(wrong)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = _by_file((one["Filename"], one["Rule"]["Id"]) for one in json.loads(run.stdout))
    # CDK says by name that a function comes after its role, although that is clear already.
    assert set(found[template.name]) == {"W3005"}
    assert set(found[wrong.name]) == {"W3005", "E3002"}, "the negative control"


def test_checkov_finds_what_is_skipped_and_nothing_else(synthesised: Synthesised, tmp_path: Path) -> None:
    template = synthesised("example").file
    wrong = _changed(template, tmp_path, "AWS::S3::Bucket", PublicAccessBlockConfiguration={})
    report = _checkov(template, wrong)
    assert report["summary"]["parsing_errors"] == 0
    assert report["summary"]["passed"] > 400, "Checkov has looked at both"
    found = _by_file((one["file_path"], one["check_id"]) for one in report["results"]["failed_checks"])
    assert set(found[template.name]) == set(SKIPPED)
    open_ = {"CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"}
    assert set(found[wrong.name]) - set(SKIPPED) == open_, "the negative control"


def _changed(template: Path, folder: Path, type_: str, **properties: object) -> Path:
    """A copy of which the first resource of such a type has these properties."""
    content = json.loads(template.read_text())
    next(one for one in content["Resources"].values() if one["Type"] == type_)["Properties"].update(properties)
    file = folder / "changed.template.json"
    file.write_text(json.dumps(content))
    return file


def _by_file(found: Iterable[tuple[str, str]]) -> Mapping[str, Counter[str]]:
    files: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for file, rule in found:
        files[Path(file).name][rule] += 1
    return files


def _heard(listener: socket.socket) -> bytes:
    """What those have said who came; others on this machine may have looked for a port that was theirs."""
    said = b""
    while True:
        try:
            line, _ = listener.accept()
        except BlockingIOError:
            return said
        with line:
            line.settimeout(1)
            with suppress(OSError):
                said += line.recv(4_096)


def _checkov(*files: Path) -> Any:
    """Its report. It asks nobody: whatever it sent would come to a port at which somebody listens."""
    assert CHECKOV.is_file(), "./beifall test makes this environment"
    command = [str(CHECKOV), "--framework", "cloudformation", "--skip-download", "--quiet", "--output", "json"]
    for file in files:
        command += ["--file", str(file)]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = f"http://127.0.0.1:{listener.getsockname()[1]}"
        # An environment of its own, in which nothing of this checkout is found. Checkov asks once an hour for a newer
        # one of itself: here it is told not to, and has no memory in which the answer may stand already.
        own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        own |= {"XDG_CACHE_HOME": str(files[-1].parent), "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"}
        run = subprocess.run(
            command,
            env=own | {"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy, "https_proxy": proxy, "http_proxy": proxy},
            capture_output=True,
            text=True,
            check=False,
        )
        listener.setblocking(False)
        assert b"HTTP/" not in _heard(listener)
    assert run.stdout.startswith("{"), run.stdout[:500] + run.stderr[-2000:]
    return json.loads(run.stdout)
