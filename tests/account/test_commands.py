"""What an organiser does with a deployed event."""

from __future__ import annotations

import http.server
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import pytest
import typer
from botocore.exceptions import ClientError

from account import clients
from account.deployed import Deployed
from account.keys import tokens_of
from account.lock import is_locked, lock
from account.tickets import issue
from account.toolkit import ROOT
from account.wrong import Interrupted
from beifall.join import ticket_hash
from beifall.store import keys
from cli.destroy import destroy
from cli.links import links
from cli.lock import lock as locking
from cli.tickets import tickets
from tests.account.stacked import CODE, deploy, forgets, happening
from tests.builders import NOON

pytestmark = pytest.mark.usefixtures("session")


Refusal = Callable[[Callable[[], object]], str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refusal:
    """What a command says that ends with 1."""

    def call(command: Callable[[], object]) -> str:
        with pytest.raises(typer.Exit) as ended:
            command()
        assert ended.value.exit_code == 1
        return capsys.readouterr().err.removeprefix("beifall: ").strip()

    return call


def revoke(session: boto3.Session, event: Deployed, participant: str, generation: int) -> None:
    pk, sk = keys.link(participant)
    item = {"pk": {"S": pk}, "sk": {"S": sk}, "generation": {"N": str(generation)}}
    session.client("dynamodb").put_item(TableName=event.connections_table, Item=item)


def test_an_event_that_is_not_deployed_is_said_with_the_region(refused: Refusal) -> None:
    assert refused(lambda: locking("SUN1")).startswith("no event SUN1 is deployed in eu-central-1;")
    assert refused(lambda: locking("none.toml")) == "none.toml cannot be read: there is no such file"


def test_what_can_be_no_code_finds_no_part_of_another_event(
    session: boto3.Session, event: Deployed, refused: Refusal
) -> None:
    for no in ("moon-site", "MOON*", ""):
        said = refused(partial(destroy, no, yes=True, no_report=True))
        assert "is neither a file nor an event's code" in said
    assert session.client("s3").list_buckets()["Buckets"]


def test_half_of_the_credentials_is_named_as_such(refused: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    for command in (links, locking):
        said = refused(partial(command, CODE))
        assert "half of your AWS credentials is missing" in said
        assert "AWS_SECRET_ACCESS_KEY" in said


def test_a_region_that_cannot_be_one_is_named_as_such(refused: Refusal) -> None:
    assert "there is no such AWS Region" in refused(lambda: links(CODE, region="foo bar"))


def test_every_client_is_made_where_its_failure_is_explained() -> None:
    """Those that are left have `tried` around them, or somebody who has been let in already."""
    folder = Path(clients.__file__).parent
    made = {file.stem for file in folder.glob("*.py") if "session.client(" in file.read_text()}
    assert made == {"clients", "identity", "survey"}


def test_a_deployed_event_s_links_are_those_that_are_good_now(
    session: boto3.Session, event: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens = tokens_of(event, session)
    revoke(session, event, tokens.participant("link", "stage", "forum-1"), 3)
    links("moon", "forum-1")
    assert len(capsys.readouterr().out.splitlines()) == 3
    file = Path(f"out/links/{CODE}-eu-central-1.json")
    assert file.stat().st_mode & 0o777 == 0o600
    made = json.loads(file.read_text())
    assert made["api"] == "https://moon.example/api"
    good = {
        (link["role"], *link["rooms"]): tokens.verify(link["token"], NOON).person.generation for link in made["links"]
    }
    assert good.pop(("stage", "forum-1")) == 3
    assert set(good.values()) == {1}
    assert len(good) == 2 + 2 * 3 - 1


class Reception(http.server.BaseHTTPRequestHandler):
    """The event's HTTP API, which gives a new link for an old one."""

    asked: tuple[str, str, Any]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        type(self).asked = (self.path, self.headers["authorization"], body)
        self.send_response(200)
        self.end_headers()
        new = {"role": body["role"], "rooms": [body["room"]], "token": "k1.new", "url": "https://moon.example/#new"}
        self.wfile.write(json.dumps(new).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_a_deployed_event_s_link_is_revoked_by_its_own_api_and_the_new_one_is_kept(
    session: boto3.Session, capsys: pytest.CaptureFixture[str]
) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Reception) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        deploy(session, site=f"http://127.0.0.1:{server.server_port}")
        links(CODE, "plenum", "moderator")
    made = json.loads(Path(f"out/links/{CODE}-eu-central-1.json").read_text())["links"]
    tokens = {(link["role"], *link["rooms"]): link["token"] for link in made}
    asked = {"role": "moderator", "room": "plenum"}
    assert Reception.asked == ("/api/links", f"Bearer {tokens['organiser',]}", asked)
    assert tokens.pop(("moderator", "plenum")) == "k1.new"
    assert "k1.new" not in tokens.values()
    assert "https://moon.example/#new" in capsys.readouterr().out


def test_a_lock_can_be_read_back_and_taken_off(session: boto3.Session, event: Deployed) -> None:
    assert not is_locked(event, session)
    locking(CODE)
    assert is_locked(event, session)
    locking(CODE, off=True)
    assert not is_locked(event, session)


def test_a_lock_is_taken_off_what_is_incomplete_too(session: boto3.Session, event: Deployed) -> None:
    forgets(session, event, "Ceiling")
    lock(event, session)
    locking(CODE, off=True)
    assert not is_locked(event, session)


def test_tickets_are_written_to_a_new_file_and_are_valid(
    session: boto3.Session, capsys: pytest.CaptureFixture[str], refused: Refusal
) -> None:
    event = deploy(session, happening(tickets=True))
    file = Path("tickets.txt")
    tickets(CODE, 3, file)
    assert file.stat().st_mode & 0o777 == 0o600
    made = file.read_text().split()
    assert capsys.readouterr().out == "3 tickets are valid; they are in tickets.txt\n"
    assert len(set(made)) == 3
    assert all(row(session, event, ticket) is not None for ticket in made)
    assert refused(lambda: tickets(CODE, 3, file)) == "tickets.txt is there already, and is not overwritten"
    assert file.read_text().split() == made


def test_tickets_that_were_written_and_not_made_valid_are_made_so_without_freeing_those_that_are_used(
    session: boto3.Session,
) -> None:
    event = deploy(session, happening(tickets=True))
    file = Path("tickets.txt")
    tickets(CODE, 1, file)
    (used,) = file.read_text().split()
    pk, sk = keys.ticket(ticket_hash(used))
    session.client("dynamodb").update_item(
        TableName=event.connections_table,
        Key={"pk": {"S": pk}, "sk": {"S": sk}},
        UpdateExpression="SET nonce = :n",
        ExpressionAttributeValues={":n": {"S": "somebody"}},
    )
    file.write_text(f"{used}\nABCD-EFGH\n")
    tickets(CODE, again=file)
    assert (row(session, event, used) or {})["nonce"] == {"S": "somebody"}
    assert row(session, event, "ABCD-EFGH") is not None


def test_tickets_that_are_interrupted_are_said_to_be_in_part_valid_only(
    session: boto3.Session, capsys: pytest.CaptureFixture[str]
) -> None:
    event = deploy(session, happening(tickets=True))
    made = boto3.Session(region_name=session.region_name)

    def interrupted(**_: object) -> None:
        raise SystemExit(130)  # as the command line does for Ctrl-C

    made.events.register("before-call.dynamodb.PutItem", interrupted)
    with pytest.raises(Interrupted, match=r"`./beifall tickets MOON --again tickets\.txt` mends it"):
        issue(event, made, 3, Path("tickets.txt"), print)
    tickets(CODE, again=Path("tickets.txt"))
    assert capsys.readouterr().out == "3 tickets of tickets.txt are valid\n"


def test_a_file_that_is_no_text_holds_no_tickets(session: boto3.Session, refused: Refusal) -> None:
    deploy(session, happening(tickets=True))
    Path("picture.png").write_bytes(b"\x89PNG")
    assert refused(lambda: tickets(CODE, again=Path("picture.png"))) == "picture.png is no text"


def row(session: boto3.Session, event: Deployed, ticket: str) -> dict[str, object] | None:
    pk, sk = keys.ticket(ticket_hash(ticket))
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    item = session.client("dynamodb").get_item(TableName=event.connections_table, Key=key).get("Item")
    return None if item is None else dict(item)


def test_an_event_that_wants_no_tickets_gets_none(event: Deployed, refused: Refusal) -> None:
    assert "lets in whoever knows its code" in refused(lambda: tickets(CODE, 1, Path("tickets.txt")))
    assert not Path("tickets.txt").exists()


def test_a_destroyed_event_leaves_a_record(
    session: boto3.Session, event: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    destroy(CODE, yes=True, no_report=True)
    german, data, text = sorted(Path("out/deletions").iterdir())
    assert "Deletion of the event MOON: complete" in text.read_text()
    assert "Löschung der Veranstaltung MOON: vollständig" in german.read_text(encoding="utf-8")
    record = json.loads(data.read_text())
    assert [one for one in record["looked"] if event.state_table in one] == [f"DynamoDB::Table {event.state_table}"]
    assert {f"SNS::Topic {event.alarm_topic}", f"CloudFormation::Stack {event.id}"} <= set(record["told"])
    assert "Documentation: none was written in this deletion\n" in text.read_text()
    assert "Wiederherstellung: aus\n" in german.read_text(encoding="utf-8")
    about = {"title": "The day", "controller": "The county", "recovery": "off", "documented": ""}
    assert about.items() <= record["about"].items()
    assert record["account"] in record["by"]
    assert record["left"] == []
    assert record["by"].endswith(":user/moto")
    assert text.read_text() in capsys.readouterr().out


def test_who_types_another_code_destroys_nothing(
    session: boto3.Session, event: Deployed, refused: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "SUN1")
    assert refused(lambda: destroy(CODE, no_report=True)) == "nothing was deleted: that is not its code"
    assert session.client("cloudformation").describe_stacks(StackName=event.stack)["Stacks"]


def test_who_has_mistyped_the_code_may_type_it_again(
    session: boto3.Session, event: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["MOOM", " moon"]
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0))
    destroy(CODE, no_report=True)
    assert session.client("dynamodb").list_tables()["TableNames"] == []


def test_where_nobody_can_be_asked_nothing_is_deleted(
    session: boto3.Session, event: Deployed, refused: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for no_report in (True, False):
        said = refused(partial(destroy, CODE, no_report=no_report))
        assert said.startswith("nothing was deleted: nobody is there to answer")
    assert len(session.client("dynamodb").list_tables()["TableNames"]) == 4


def test_after_the_purge_there_is_nothing_to_document_and_the_record_still_says_when_it_was(
    session: boto3.Session, event: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk, sk = keys.EVENT
    session.client("dynamodb").delete_item(TableName=event.state_table, Key={"pk": {"S": pk}, "sk": {"S": sk}})
    answers = [CODE]
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0))
    destroy(CODE)
    record, _german = sorted(Path("out/deletions").glob("*.txt"), reverse=True)
    assert "Held:          2020-11-30 09:00 \u2013 2020-11-30 14:00 (UTC)\n" in record.read_text(encoding="utf-8")


def test_a_locked_event_is_destroyed_by_force_only(session: boto3.Session, event: Deployed, refused: Refusal) -> None:
    lock(event, session)
    assert refused(lambda: destroy(CODE, yes=True, no_report=True)).startswith("MOON is locked")
    destroy(CODE, yes=True, no_report=True, force=True)
    with pytest.raises(ClientError):
        session.client("cloudformation").describe_stacks(StackName=event.stack)


def test_an_event_that_is_protected_in_the_console_is_destroyed_by_force_only(
    session: boto3.Session, event: Deployed, refused: Refusal
) -> None:
    session.client("cloudformation").update_termination_protection(
        StackName=event.stack, EnableTerminationProtection=True
    )
    assert refused(lambda: destroy(CODE, yes=True, no_report=True)).startswith("MOON is locked")
    locking(CODE, off=True)
    destroy(CODE, yes=True, no_report=True)


def test_a_locked_event_that_is_incomplete_is_destroyed_by_force_only(
    session: boto3.Session, event: Deployed, refused: Refusal
) -> None:
    forgets(session, event, "Ceiling")
    lock(event, session)
    assert refused(lambda: destroy(CODE, yes=True, no_report=True)).startswith("MOON is locked")


def test_what_cannot_be_documented_is_deleted_only_if_nobody_wants_that(
    session: boto3.Session, event: Deployed, refused: Refusal
) -> None:
    forgets(session, event, "Ceiling")
    for report in (Path("report"), None):
        said = refused(partial(destroy, CODE, yes=True, report=report))
        assert f"what is in the tables ({event.claps_table}, " in said
        assert "--no-report deletes it undocumented" in said
    assert len(session.client("dynamodb").list_tables()["TableNames"]) == 4
    destroy(CODE, yes=True, no_report=True)
    assert session.client("dynamodb").list_tables()["TableNames"] == []


def test_a_live_event_is_destroyed_by_force_only(session: boto3.Session, refused: Refusal) -> None:
    deploy(session, happening(starts=0, ends=NOON * 9))
    assert refused(lambda: destroy(CODE, yes=True, no_report=True)).startswith("MOON is live now")


def test_an_event_that_may_be_live_is_destroyed_by_force_only(
    session: boto3.Session, event: Deployed, refused: Refusal
) -> None:
    forgets(session, event, "Starts")
    assert "it may be live. --force deletes it" in refused(lambda: destroy(CODE, yes=True, no_report=True))
    destroy(CODE, yes=True, no_report=True, force=True)


def test_who_is_not_asked_must_say_whether_the_event_is_documented(event: Deployed, refused: Refusal) -> None:
    assert "--report FOLDER or --no-report" in refused(lambda: destroy(CODE, yes=True))


def test_a_tag_says_whose_a_thing_is(session: boto3.Session, event: Deployed) -> None:
    found = session.client("resourcegroupstaggingapi").get_resources(
        TagFilters=[{"Key": "beifall:event", "Values": [CODE]}]
    )
    assert len(found["ResourceTagMappingList"]) >= 4


def test_where_nothing_is_found_nothing_is_said_to_be_deleted(refused: Refusal) -> None:
    said = refused(lambda: destroy("MOOON", yes=True, no_report=True, region="eu-west-1"))
    assert said.startswith("nothing was found of an event MOOON in eu-west-1, account 123456789012")
    assert not Path("out").exists()


def test_a_report_and_no_report_exclude_each_other(event: Deployed, refused: Refusal) -> None:
    said = refused(lambda: destroy(CODE, yes=True, report=Path("report"), no_report=True))
    assert said.startswith("--report FOLDER and --no-report exclude each other")


def test_the_list_of_commands_breaks_no_sentence_where_the_source_does() -> None:
    where = {**os.environ, "COLUMNS": "400", "TERMINAL_WIDTH": "400"}
    command = [sys.executable, "-P", "-m", "cli", "--help"]
    said = subprocess.run(command, env=where, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "has failed. Ends with 1 if something is wrong; --watch ends with Ctrl-C." in said
