"""New keys for an event that runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest
import typer

from account.deployed import Deployed, deployed
from account.functions import functions_of
from account.keys import keys_of, tokens_of
from account.rotation import rotate as turn
from account.rotation import rotated
from account.wrong import Wrong
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.tokens import Keys
from cli.rotate import rotate
from tests.account.stacked import CODE, KEYS
from tests.builders import HOUR, NOON


def variables(session: boto3.Session, name: str) -> dict[str, str]:
    (called,) = (one for one, ours in functions_of(deployed(CODE, session), session).items() if ours == name)
    said = session.client("lambda").get_function_configuration(FunctionName=called)
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
    """Also those of the key that has signed before an earlier turn."""
    before = tokens_of(event, session)
    old = [before.sign(Person("ada", "attendee"), NOON + HOUR)]
    rotate(CODE)
    old.append(tokens_of(event, session).sign(Person("ada", "attendee"), NOON + HOUR))
    rotate(CODE, now=True)
    tokens = tokens_of(event, session)
    for token in old:
        with pytest.raises(Refused):
            tokens.verify(token, NOON)
    assert tokens.participant("", "nonce") == before.participant("", "nonce")
    assert variables(session, "reception")["SECRET_ARN"] == event.secret
    assert variables(session, "reception")["KEYS"]
    assert "KEYS" not in variables(session, "command"), "it holds no keys"


def test_no_key_signs_that_not_every_container_knows(session: boto3.Session, event: Deployed) -> None:
    """A container knows what was in the secret when its function was renewed last, or later."""
    written, known = [KEYS], [KEYS]

    def wrote(params: Any, **_: object) -> None:
        written.append(msgspec.json.decode(json.loads(params["body"])["SecretString"], type=Keys))
        signs = written[-1].current
        assert all(written[-1].signing[signs] == one.signing[signs] for one in known), "all of them verify it"

    def read(**_: object) -> None:
        known[:] = written[-1:]

    session.events.register("before-call.secrets-manager.PutSecretValue", wrote)
    session.events.register("after-call.lambda.UpdateFunctionConfiguration", read)
    turn(event, session, lambda _: None, now=True, mark="1")
    assert len(written) == 3
    assert known == written[-1:]
    assert not set(written[-1].signing.values()) & set(KEYS.signing.values())


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
