"""New keys for an event that runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
import typer

from account.deployed import Deployed
from account.keys import keys_of, tokens_of
from account.rotation import rotated
from account.wrong import Wrong
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.tokens import Keys
from cli.rotate import rotate
from tests.account.stacked import CODE, KEYS, PREFIX, an_account, deploy
from tests.builders import HOUR, NOON


@pytest.fixture
def session() -> Iterator[boto3.Session]:
    with an_account() as made:
        yield made


@pytest.fixture
def event(session: boto3.Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deployed:
    monkeypatch.chdir(tmp_path)
    return deploy(session)


def variables(session: boto3.Session, name: str) -> dict[str, str]:
    said = session.client("lambda").get_function_configuration(FunctionName=f"{PREFIX}-{name}")
    return dict(said["Environment"]["Variables"])


def test_the_other_key_signs_and_what_the_old_one_has_signed_stays_good(
    session: boto3.Session, event: Deployed
) -> None:
    old = tokens_of(event, session).sign(Person("ada", "attendee"), NOON + HOUR)
    rotate(CODE)
    tokens = tokens_of(event, session)
    assert tokens.sign(Person("ada", "attendee"), NOON + HOUR).startswith("k2.")
    assert tokens.verify(old, NOON).person.participant == "ada"
    assert "KEYS" not in variables(session, "reception")
    links = json.loads(Path(f"out/links/{CODE}-eu-central-1.json").read_text())["links"]
    assert all(link["token"].startswith("k2.") for link in links)


def test_at_once_old_tokens_are_worth_nothing_and_people_stay_who_they_are(
    session: boto3.Session, event: Deployed
) -> None:
    before = tokens_of(event, session)
    old = before.sign(Person("ada", "attendee"), NOON + HOUR)
    rotate(CODE, now=True)
    tokens = tokens_of(event, session)
    with pytest.raises(Refused):
        tokens.verify(old, NOON)
    assert tokens.participant("", "nonce") == before.participant("", "nonce")
    assert keys_of(event, session).signing["k2"] == KEYS.signing["k2"], "containers that are not renewed yet know it"
    assert variables(session, "reception")["SECRET_ARN"] == event.secret
    assert variables(session, "reception")["KEYS"]
    assert "KEYS" not in variables(session, "command"), "it holds no keys"


def test_links_that_are_not_written_after_it_are_said_to_be_missing(
    session: boto3.Session, event: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out").write_text("no folder")
    with pytest.raises(typer.Exit):
        rotate(CODE)
    assert "the links not written yet: `./beifall links MOON` writes them" in capsys.readouterr().err
    assert keys_of(event, session).current == "k2"


def test_keys_that_nobody_has_made_yet_are_said(session: boto3.Session, event: Deployed) -> None:
    session.client("secretsmanager").put_secret_value(SecretId=event.secret, SecretString="{}")
    with pytest.raises(Wrong, match="holds no keys yet"):
        keys_of(event, session)
    with pytest.raises(Wrong, match="one signing key only"):
        rotated(Keys(current="k1", signing={"k1": "a"}, people="p"))
