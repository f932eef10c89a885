"""The documentation of a deployed event: its tables have names of their own, and lie in the organiser's account."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import UnauthorizedSSOTokenError

from account.deployed import Deployed
from account.documentation import documentation
from account.journal import About, Journal
from account.record import stamp
from account.remains import look
from account.wrong import Wrong
from beifall.store import rows
from cli.destroy import destroy
from cli.report import report
from local.environment import environment
from tests.account.stacked import CODE, an_account, deploy, happening

FAR = 4_000_000_000_000
"""In ms: no event of today is over then."""

KEYS = {"AWS_ACCESS_KEY_ID": "AKIATESTTESTTESTTEST", "AWS_SECRET_ACCESS_KEY": "t" * 40}


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.Session]:
    monkeypatch.chdir(tmp_path)
    with an_account() as made, environment(KEYS):
        yield made
    rows.connect()


@pytest.fixture
def event(session: boto3.Session) -> Deployed:
    return deploy(session, happening(ends=FAR))


def test_it_is_read_off_the_deployed_tables_and_the_process_is_left_as_it_was(
    session: boto3.Session, event: Deployed, tmp_path: Path
) -> None:
    before = dict(os.environ)
    written = documentation(event, session, tmp_path / "report")
    assert [one.name for one in written] == ["documentation.html", "documentation.json", "polls.csv"]
    assert json.loads(written[1].read_text())["code"] == CODE
    assert {one.stat().st_mode & 0o777 for one in written} == {0o600}
    assert dict(os.environ) == before


def test_tables_without_an_event_leave_no_file(session: boto3.Session, event: Deployed, tmp_path: Path) -> None:
    client = session.client("dynamodb")
    client.delete_item(TableName=event.state_table, Key={"pk": {"S": "event"}, "sk": {"S": "event"}})
    with pytest.raises(Wrong):
        documentation(event, session, tmp_path / "report")
    assert not (tmp_path / "report").exists()


def test_an_event_is_documented_as_often_as_one_likes_and_stays(
    session: boto3.Session, event: Deployed, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        report(CODE, tmp_path / name)
        assert json.loads((tmp_path / name / "documentation.json").read_text())["code"] == CODE
    assert set(event.tables) <= set(session.client("dynamodb").list_tables()["TableNames"])


def test_who_answers_with_enter_gets_the_documentation_in_the_folder_that_was_offered(
    session: boto3.Session, event: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(("", event.code))
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    destroy(event.code, force=True)
    assert (tmp_path / f"out/documentation/{CODE}/documentation.html").is_file()
    assert not session.client("dynamodb").list_tables()["TableNames"]


def test_what_is_removed_is_documented_first(session: boto3.Session, event: Deployed, tmp_path: Path) -> None:
    destroy(event.code, yes=True, report=tmp_path / "report", force=True)
    assert json.loads((tmp_path / "report/documentation.json").read_text())["code"] == CODE
    assert not session.client("dynamodb").list_tables()["TableNames"]


def begun(session: boto3.Session, event: Deployed, when: str) -> None:
    """A deletion that was refused before anything was gone."""
    file = Path(f"out/deletions/{CODE}-eu-central-1.journal.json")
    journal = Journal(file, when, "123456789012", event.id, About(documented="/reports/first"))
    journal.found(look(CODE, session).present)


def test_what_has_gone_on_since_a_deletion_was_refused_is_offered_to_be_documented(
    session: boto3.Session, event: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(session, event, "2026-01-01T00:00:00+00:00")
    answers = ["second", CODE]
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0))
    destroy(event.code, force=True)
    assert json.loads(Path("second/documentation.json").read_text())["code"] == CODE


def test_a_deletion_that_is_gone_on_with_is_documented_anew_in_another_folder(
    session: boto3.Session, event: Deployed, tmp_path: Path
) -> None:
    begun(session, event, stamp(dt.datetime.now(dt.UTC)))
    destroy(event.code, yes=True, report=tmp_path / "second", force=True)
    assert json.loads((tmp_path / "second/documentation.json").read_text())["code"] == CODE
    record = next(Path("out/deletions").glob("*Z.json")).read_text()
    assert json.loads(record)["about"]["documented"] == str(tmp_path / "second")


def test_a_sign_in_that_has_expired_by_then_is_said_to_have(event: Deployed, tmp_path: Path) -> None:
    def refused() -> dict[str, str]:
        raise UnauthorizedSSOTokenError

    class Expired(boto3.Session):
        def get_credentials(self) -> RefreshableCredentials:
            past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
            return RefreshableCredentials("a", "b", "c", past, refused, "sso")

    with pytest.raises(Wrong, match="your AWS credentials have expired"):
        documentation(event, Expired(region_name="eu-central-1"), tmp_path / "report")


def test_why_the_tables_cannot_be_read_is_said(
    event: Deployed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")
    with pytest.raises(Wrong, match="AWS cannot be reached from here"):
        documentation(event, boto3.Session(region_name="eu-central-1"), tmp_path / "report")
