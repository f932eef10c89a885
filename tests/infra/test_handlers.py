"""Every function runs from what is uploaded: with nothing else on its path, and nothing else in its environment."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest

from beifall.delays.port import Job
from beifall.domain.ballots import Ballot, urn
from beifall.domain.claps import LATE, Claps
from beifall.domain.event import Event, Programme
from beifall.domain.polls import Poll
from beifall.links import links
from beifall.store import keys
from beifall.store.claptable import row
from beifall.store.dynamo import DynamoStore
from beifall.store.port import Place as Fact
from beifall.store.rows import TABLES
from beifall.tokens import Keys, Tokens
from local.engines import engine
from local.requests import Place
from local.requests.batches import Letter, Receipt, queue, schedule, stream
from local.requests.socket import Arrival, authorize, connect, frame
from local.requests.web import Visit
from local.requests.web import request as web
from local.seam import Seam
from tests.builders import HOUR, a_connection, a_room, an_event, an_open_poll
from tests.infra.cloud import Cloud, cloud
from tests.infra.unpacked import Brought, Failed, Machine, for_this_machine, unpacked

# Everything is unpacked and asked once: on one worker.
pytestmark = pytest.mark.xdist_group("handlers")

ROOT = Path(__file__).parent.parent.parent
NOW = time.time_ns() // 1_000_000
EVENT = an_event(starts=NOW - HOUR, ends=NOW + HOUR, answers_until=NOW + 2 * HOUR)
POLL = an_open_poll()
KEYS = Keys("k1", {"k1": "a" * 64, "k2": "b" * 64}, "c" * 64)
TOKENS = Tokens(KEYS, EVENT.code)
PLACE = Place()
ADA = Arrival(
    "c1=",
    NOW,
    "192.0.2.1",
    "example.org",
    authorizer={"participant": "ada", "role": "attendee", "rooms": "", "generation": 0, "expires": NOW + HOUR},
)

ALWAYS = {"TABLE_STATE": "state", "TABLE_FACTS": "facts", "TABLE_CONNECTIONS": "connections", "TABLE_CLAPS": "claps"}
Opened = Callable[[], AbstractContextManager[DynamoStore]]
"""Opens the tables of the functions to this process."""

STORE, POSTS, DELAYS, SIGNED = ("EXPECTED", "PURGED"), ("CALLBACK_URL",), ("QUEUE_URL",), ("SECRET_ARN", "EVENT_CODE")
FILLED = ("SITE_BUCKET", "API", "SOCKET", "QUOTA")


@dataclass(frozen=True)
class Trial:
    """How a function is asked once, and what it must say; `wants` is what it needs of its environment."""

    wants: tuple[str, ...]
    event: Mapping[str, Any]
    says: Callable[[Any], bool]
    alias: str = "$LATEST"


def a_frame(route: str, **fields: object) -> dict[str, Any]:
    return frame(PLACE, ADA, route=route, body=json.dumps(fields), request="r1", at=NOW)


def a_record(pk: str, sk: str, **more: object) -> dict[str, Any]:
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    return {"eventName": "MODIFY", "dynamodb": {"Keys": key, "SequenceNumber": "1", **more}}


def an_hour_of_claps() -> Iterator[dict[str, Any]]:
    """Whenever they are heard, one of them is of that moment: what was clapped long ago is not counted."""
    for number, at in enumerate(range(NOW, NOW + HOUR, LATE), 1):
        claps = row(Claps("plenum", "c9=", "0a1b2c3d", number, (10,), 8, at))
        yield a_record(claps["pk"]["S"], claps["sk"]["S"], NewImage=claps)


def nothing_failed(said: Any) -> bool:
    return bool(said == {"batchItemFailures": []})


def trials() -> Iterator[tuple[str, Trial]]:
    link = next(one for one in links(EVENT, TOKENS, "https://example.org/") if one.role == "moderator")
    offers = (("Sec-WebSocket-Protocol", f"beifall.v1, {link.token}"), ("Origin", "https://example.org"))
    arrival = Arrival("c2=", NOW, "192.0.2.1", "example.org", headers=offers)
    yield (
        "authorize",
        Trial(
            (*SIGNED, "ORIGINS", *STORE),
            authorize(PLACE, arrival, request="r1", at=NOW),
            lambda said: said["policyDocument"]["Statement"][0]["Effect"] == "Allow" and said["context"]["generation"],
        ),
    )
    yield (
        "connection",
        Trial(
            STORE,
            connect(PLACE, arrival, request="r1", at=NOW),
            lambda said: said["headers"] == {"Sec-WebSocket-Protocol": "beifall.v1"},
        ),
    )
    yield (
        "command",
        Trial(
            (*STORE, *POSTS),
            a_frame("$default", action="enter", id="1", room="plenum", screen="phone"),
            lambda said: json.loads(said["body"])["type"] == "snapshot",
        ),
    )
    yield (
        "clap",
        Trial(
            (), a_frame("clap", action="clap", room="plenum", s=1, c=[10], g=8), lambda said: said["statusCode"] == 200
        ),
    )
    ballots = keys.ballots(urn(POLL), 0)
    yield "tally", Trial(STORE, stream([a_record(ballots, "ada")]), nothing_failed)
    yield "applause", Trial((*STORE, *POSTS), stream(list(an_hour_of_claps())), nothing_failed, "loud")
    changed = a_record(*keys.public_row(Poll, "plenum", POLL.id))
    yield "broadcast", Trial((*STORE, *POSTS, *DELAYS), stream([changed]), nothing_failed, "at-once")
    body = json.dumps({"code": EVENT.code, "nonce": "n" * 22}).encode()
    visit = Visit("POST", "/join", "", (("content-type", "application/json"),), body, "192.0.2.1", route="POST /join")
    yield (
        "reception",
        Trial(
            (*SIGNED, *STORE, *POSTS, "SITE"),
            web(PLACE, visit, id="r1", at=NOW),
            lambda said: said["statusCode"] == 201,
        ),
    )
    letter = Letter("m1", msgspec.json.encode(Job("plenum", POLL.id)).decode(), NOW)
    letters = queue(PLACE, "delay", [Receipt(letter, "h1", 1, NOW)])
    yield "housekeeping", Trial((*STORE, *DELAYS, "PURGED"), letters, nothing_failed)
    yield "setup", Trial((*STORE, "SECRET_ARN", "SITE", *FILLED), {"RequestType": "Create"}, lambda said: said is None)


NAMES = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))


@dataclass(frozen=True)
class Deployed:
    """The functions and what they are told, and the cloud that they reach."""

    machine: Machine
    cloud: Cloud
    settings: Mapping[str, str]
    trials: Mapping[str, Trial]

    def environment(self, wants: tuple[str, ...]) -> dict[str, str]:
        """Of these names only, with what Lambda itself gives to all."""
        given = {
            "AWS_REGION": "eu-central-1",
            "AWS_DEFAULT_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_SESSION_TOKEN": "for an hour",
            "AWS_ENDPOINT_URL": self.cloud.address,
        }
        return given | ALWAYS | {name: self.settings[name] for name in wants}

    def ask(self, name: str) -> dict[str, Any]:
        trial = self.trials[name]
        return self.machine.invoke(name, trial.event, self.environment(trial.wants), alias=trial.alias)


@contextmanager
def tables() -> Iterator[Opened]:
    """The event's tables in the embedded engine; gives what opens them to this process."""
    embedded = engine("moto", "eu-central-1")

    @contextmanager
    def opened() -> Iterator[DynamoStore]:
        seam = Seam({"dynamodb": embedded.send, "dynamodb-streams": embedded.send})
        seam.open()
        try:
            yield DynamoStore(expected=EVENT.expected, purged=EVENT.purged)
        finally:
            seam.close()

    with opened() as store:
        for model in TABLES:
            model.create_table(wait=False)
        _fill(store, EVENT)
    try:
        yield opened
    finally:
        embedded.close()


def _fill(store: DynamoStore, event: Event) -> None:
    store.put_event(event, before=0)
    store.put_room(a_room(), before=0)
    store.put_public(POLL, before=0)
    store.cast(Fact(urn(POLL), 0, "ada"), Ballot("ada", ("a",), 1))
    store.register(a_connection("near=", participant="bob", screen="stage", sight="stage", seen=NOW))
    store.register(a_connection("far=", participant="eve", screen="laptop", seen=NOW))


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    with tables() as found:
        yield found


@pytest.fixture(scope="module")
def deployed(opened: Opened, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    brought = Brought(Programme(EVENT, (a_room(id="foyer", kind="foyer"),), ()), tmp_path_factory.mktemp("site"))
    (brought.site / "index.html").write_text("<!doctype html>")
    machine = unpacked(tmp_path_factory.mktemp("container"), for_this_machine(), NAMES, brought)
    with cloud() as there:

        def client(service: str) -> Any:
            return boto3.client(service, endpoint_url=there.address, region_name="eu-central-1")

        secret = client("secretsmanager").create_secret(Name="keys", SecretString=msgspec.json.encode(KEYS).decode())
        settings = {
            "CALLBACK_URL": f"{there.address}/live",
            "EVENT_CODE": EVENT.code,
            "EXPECTED": str(EVENT.expected),
            "ORIGINS": "https://example.org",
            "PURGED": str(EVENT.purged),
            "QUEUE_URL": client("sqs").create_queue(QueueName="delay")["QueueUrl"],
            "SECRET_ARN": secret["ARN"],
            "SITE": "https://example.org/",
            "SITE_BUCKET": "pages",
            "API": "https://example.org/api",
            "SOCKET": "wss://example.org/live",
            "QUOTA": "10000",
        }
        client("s3").create_bucket(Bucket="pages", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield Deployed(machine, there, settings, dict(trials()))


@pytest.fixture(scope="module")
def answers(deployed: Deployed) -> Iterator[dict[str, Future[dict[str, Any]]]]:
    """All are asked at once, as many at a time as a small machine has processors."""
    with ThreadPoolExecutor(2) as workers:
        yield {name: workers.submit(deployed.ask, name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_function_works_with_nothing_but_what_is_uploaded(
    name: str, answers: dict[str, Future[dict[str, Any]]], deployed: Deployed
) -> None:
    answer = answers[name].result()
    assert answer["strangers"] == []
    assert deployed.trials[name].says(answer["said"]), answer["said"]


def test_what_they_did_has_arrived(
    answers: dict[str, Future[dict[str, Any]]], deployed: Deployed, opened: Opened
) -> None:
    for answer in answers.values():
        answer.result()
    told = {(connection, json.loads(body)["type"]) for connection, body in deployed.cloud.posts}
    assert told >= {("near=", "applause"), ("far=", "applause"), ("near=", "update"), ("far=", "update")}
    with opened() as store:
        assert store.counting(urn(POLL)).count.parts
        assert store.room("foyer")
    bucket = boto3.client("s3", endpoint_url=deployed.cloud.address, region_name="eu-central-1")
    pages = {one["Key"] for one in bucket.list_objects_v2(Bucket="pages")["Contents"]}
    assert pages == {"config.json", "index.html", "join.svg", "manifest.webmanifest"}


def test_a_call_of_the_schedule_works_too(deployed: Deployed) -> None:
    event = schedule(PLACE, "every-minute", id="e1", time="2020-11-30T12:00:00Z")
    environment = deployed.environment(deployed.trials["housekeeping"].wants)
    assert nothing_failed(deployed.machine.invoke("housekeeping", event, environment)["said"])


def test_a_variable_that_is_missing_is_noticed(deployed: Deployed) -> None:
    """The negative control of the environment."""
    trial = deployed.trials["command"]
    environment = deployed.environment(STORE)
    with pytest.raises(Failed, match="CALLBACK_URL"):
        deployed.machine.invoke("command", trial.event, environment)


def test_a_package_that_is_missing_is_noticed(deployed: Deployed, tmp_path: Path) -> None:
    """The negative control of the layer: what the tests have installed is not seen."""
    machine = unpacked(tmp_path, for_this_machine(), ["command"])
    shutil.rmtree(machine.layers / "python/msgspec")
    trial = deployed.trials["command"]
    with pytest.raises(Failed, match="No module named 'msgspec'"):
        machine.invoke("command", trial.event, deployed.environment(trial.wants))


def test_it_is_the_bytecode_that_runs(deployed: Deployed, tmp_path: Path) -> None:
    """Sources that would crash are never looked at."""
    machine = unpacked(tmp_path, for_this_machine(), ["command"])
    for source in (*machine.layers.rglob("*.py"), *machine.functions.rglob("*.py")):
        source.write_text("raise SystemExit('this source was run')")
    trial = deployed.trials["command"]
    said = machine.invoke("command", trial.event, deployed.environment(trial.wants))["said"]
    assert trial.says(said)
