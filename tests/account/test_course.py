"""What is heard of a deployment: from what the CDK has really printed, deploying into an emulator."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from account.course import CUT, WIDTH, Course
from account.toolkit import Toolkit
from account.wrong import Interrupted, Wrong
from cli.toolkit import kept

HEARD = Path(__file__).parent / "heard"


def course(name: str) -> Course:
    heard = Course()
    for line in (HEARD / name).read_text().splitlines():
        heard.hears(line)
    return heard


def test_a_deployment_is_as_far_as_its_last_resource() -> None:
    heard = course("deployed.txt")
    assert (heard.done, heard.all, heard.state, heard.failure) == (4, 5, "CREATE_COMPLETE", None)
    assert heard.said == "4 of 5 resources"


def test_a_failure_is_told_by_what_failed_first_and_why() -> None:
    heard = course("failed.txt")
    assert heard.failure is not None
    assert (heard.failure.what, heard.failure.kind) == ("content/Default", "Custom::Trigger")
    assert heard.failure.why.startswith("Custom resource ServiceToken ")
    assert heard.is_taken_back


def test_a_state_that_the_cdk_cuts_off_is_known_nevertheless() -> None:
    line = "Beifall-MOON | 1/2 | 7:14:00 AM | {} | AWS::CloudFormation::Stack | Beifall-MOON"
    for state in CUT.values():
        heard = Course()
        heard.hears(line.format(state[:WIDTH]))
        assert heard.state == state


def test_what_was_only_cancelled_has_not_failed_first() -> None:
    heard = Course()
    line = "Beifall-MOON | 3/9 | 7:14:00 AM | CREATE_FAILED        | AWS::SQS::Queue | {} "
    heard.hears(line.format("first (First1) Resource creation cancelled"))
    heard.hears(line.format("second (Second2) Resource handler returned message: no"))
    assert heard.failure is not None
    assert heard.failure.what == "second"


def test_what_is_refused_before_anything_is_made_is_told_by_the_first_and_why() -> None:
    """As the CDK's code prints it: no emulator looks at a template before it begins."""
    heard = course("refused.txt")
    assert heard.failure is not None
    assert str(heard.failure) == (
        "Functions/ApplauseLog (AWS::Logs::LogGroup) failed: Resource of type 'AWS::Logs::LogGroup' with identifier "
        "'/beifall/MOON/applause' already exists. (at /Resources/FunctionsApplauseLogB5C8F28F)"
    )
    assert heard.state == ""


def toolkit(folder: Path, said: str, code: int) -> Toolkit:
    """A CDK that prints this and ends so: the real one needs an account that fails in the right way."""
    script = folder / "cdk.py"
    script.write_text(f"import sys\nprint({said!r})\nsys.exit({code})\n")
    return Toolkit((sys.executable, str(script)), folder / "out/MOON", "eu-central-1")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((HEARD / "failed.txt").read_text(), ("content/Default (Custom::Trigger) failed", "taken everything back")),
        (
            (HEARD / "taken_back.txt").read_text(),
            ("(Custom::Trigger) failed: Error: RuntimeError at handler:22", "the event runs on as it was before"),
        ),
        (
            "Beifall-MOON | 1/2 | 7:14:00 AM | ROLLBACK_FAILED | AWS::CloudFormation::Stack | Beifall-MOON no",
            ("could not take back", "./beifall destroy EVENT"),
        ),
        (
            "Beifall-MOON | 1/2 | 7:14:00 AM | UPDATE_ROLLBACK_FAILED | AWS::CloudFormation::Stack | Beifall-MOON no",
            ("could not take back", "may still run", "Continue update rollback", "what people have said goes with it"),
        ),
        *(
            (
                f"Beifall-MOON | 1/2 | 7:14:00 AM | {state} | AWS::CloudFormation::Stack | no\n❌  ExpiredToken",
                ("ExpiredToken", "AWS goes on without us", "./beifall status EVENT"),
            )
            for state in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROG", "CREATE_FAILED")
        ),
        (
            "Beifall-MOON | 2/2 | 7:14:00 AM | UPDATE_COMPLETE | AWS::CloudFormation::Stack | Beifall-MOON",
            ("has deployed it nevertheless",),
        ),
        ((HEARD / "refused.txt").read_text(), ("'/beifall/MOON/applause' already exists", "Nothing was created")),
        ("❌  Beifall-MOON failed: Error: no bucket", ("failed: Error: no bucket", "Nothing was created")),
        (
            "Error occurred while monitoring stack: Error: connect ECONNREFUSED\n❌  Beifall-MOON failed to deploy",
            ("failed to deploy", "AWS goes on without us"),
        ),
        ("", ("the CDK gives no reason",)),
    ],
)
def test_a_failure_says_the_cause_what_became_of_the_rest_and_where_all_is(
    tmp_path: Path, said: str, told: tuple[str, ...]
) -> None:
    tool = toolkit(tmp_path, said, 1)
    with pytest.raises(Wrong) as wrong:
        tool.deploy("Beifall-MOON", lambda _course: None)
    for words in (*told, str(tool.log)):
        assert words in str(wrong.value)
    assert said in tool.log.read_text()


def test_who_interrupts_a_deployment_is_told_that_aws_goes_on(tmp_path: Path) -> None:
    script = tmp_path / "cdk.py"
    said = "Beifall-MOON | 0/2 | 7:14:00 AM | CREATE_IN_PROGRESS | AWS::CloudFormation::Stack | Beifall-MOON"
    script.write_text(f"import signal\nprint({said!r}, flush=True)\nsignal.pause()\n")
    tool = Toolkit((sys.executable, str(script)), tmp_path / "out/MOON", "eu-central-1")
    with pytest.raises(Interrupted, match="AWS goes on without us") as wrong:
        tool.deploy("Beifall-MOON", lambda _course: signal.raise_signal(signal.SIGINT))
    assert wrong.value.exit_code == 130


def test_a_deployment_that_goes_well_is_followed(tmp_path: Path) -> None:
    tool = toolkit(tmp_path, (HEARD / "deployed.txt").read_text(), 0)
    seen = list[str]()
    tool.deploy("Beifall-MOON", lambda course: seen.append(course.said))
    assert (seen[0], seen[-1]) == ("starting", "4 of 5 resources")
    assert (tool.folder.stat().st_mode & 0o777, tool.log.stat().st_mode & 0o777) == (0o700, 0o600)


def test_an_account_is_prepared_without_an_event(tmp_path: Path) -> None:
    """In `infra`, where the CDK finds how to run the app, it would run it, and miss the event."""
    tool = toolkit(tmp_path, "", 0)
    (tmp_path / "cdk.py").write_text("import os, sys\nprint(os.getcwd(), *sys.argv[1:])\n")
    tool.bootstrap("123456789012", lambda _course: None)
    (
        where,
        verb,
        *_,
    ) = tool.log.read_text().split()
    assert (where, verb) == (str(tool.folder.resolve()), "bootstrap")
    assert "aws://123456789012/eu-central-1" in tool.log.read_text()


def test_what_the_app_complains_of_is_what_is_told(tmp_path: Path) -> None:
    tool = toolkit(
        tmp_path,
        "beifall: there is no function called setup\n\npython3 -m infra.app: Subprocess exited with error 1",
        1,
    )
    with pytest.raises(Wrong, match="from the event: there is no function called setup\n"):
        tool.synthesise({"event": "moon.toml"})


def test_what_the_app_remarks_although_all_goes_well_is_not_lost(tmp_path: Path) -> None:
    tool = toolkit(tmp_path, "beifall: no Python 3.13 is here\nSynthesis finished\n", 0)
    assert tool.synthesise({"event": "moon.toml"}) == ["no Python 3.13 is here"]


def test_what_is_not_safe_by_default_is_told_by_its_first_finding(tmp_path: Path) -> None:
    said = "ERROR The bucket is open. (AwsSolutions)\n   Beifall-MOON/Site\nERROR So is the queue.\nSynthesis finished"
    with pytest.raises(
        Wrong, match=r"from the event: The bucket is open\. \(AwsSolutions\) \(the first of 2 findings\)"
    ):
        toolkit(tmp_path, said, 1).synthesise({"event": "moon.toml"})


def test_a_cdk_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="could not be started"):
        Toolkit(("/nowhere/node",), tmp_path / "MOON", "eu-central-1").deploy("Beifall-MOON", lambda _course: None)


def test_a_folder_that_somebody_else_keeps_is_said_in_words(tmp_path: Path) -> None:
    """As where a colleague has deployed from the same checkout."""
    (tmp_path / "out").touch()
    with pytest.raises(Wrong, match=r"MOON cannot be written: .*\. Give the command in a folder of your own"):
        Toolkit((), tmp_path / "out/MOON", "eu-central-1").synthesise({})


def test_the_cdk_takes_the_profile_that_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that are named it would take the other one, and deploy to an account that nobody has looked at."""
    monkeypatch.setenv("AWS_PROFILE", "one")
    monkeypatch.setenv("AWS_DEFAULT_PROFILE", "other")
    script = tmp_path / "cdk.py"
    script.write_text("import os\nprint('beifall: as', os.environ['AWS_PROFILE'])\n")
    tool = Toolkit((sys.executable, str(script)), tmp_path / "MOON", "eu-central-1")
    assert tool.synthesise({}) == ["as other"]


def test_each_region_has_a_log_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    logs = {kept("MOON", region, ()).log.relative_to(tmp_path.resolve()) for region in ("eu-central-1", "us-east-1")}
    assert logs == {Path("out/deploy/MOON-eu-central-1.log"), Path("out/deploy/MOON-us-east-1.log")}
