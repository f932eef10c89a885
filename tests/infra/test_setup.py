"""What fills a deployment, on moto: the secret, the tables and the bucket."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest
from botocore.awsrequest import AWSResponse
from moto.core.base_backend import BackendDict

from beifall.discretion import Crashed
from beifall.domain.event import Programme
from beifall.domain.mood import Mood
from beifall.domain.polls import Poll
from beifall.store.dynamo import DynamoStore
from beifall.store.rows import TABLES
from beifall.tokens import Keys
from blueprint.grants import GRANTS, WRITE_SECRET
from local.engines import engine
from local.permits import SERVICES
from local.seam import Call, Seam, Target, refusal
from tests.builders import a_poll, a_room, an_event

HANDLER = Path(__file__).parent.parent.parent / "functions/setup/handler.py"
EVENT = an_event()
PROGRAMME = Programme(EVENT, (a_room(),), (a_poll(),))
PAGES = {
    "index.html": ("<title>x</title>", "text/html; charset=utf-8"),
    "js/stage.js": ("let x", "text/javascript; charset=utf-8"),
}
DRAWN = "k1: drawn by AWS, and no key"


ACTIONS = {"ListObjectsV2": "s3:ListBucket", "DeleteObjects": "s3:DeleteObject"}
"""Rights that are not called as what is asked."""


def _resource(call: Call) -> str:
    if call.service == "dynamodb":
        tables = call.fields.get("RequestItems") or {call.fields["TableName"]: None}
        return ", ".join(tables)
    if call.service == "s3":
        return "site" if call.operation == "ListObjectsV2" else "pages"
    return "secret"


@dataclass
class Deployment:
    """A folder as Lambda unpacks it, and the cloud that its function finds, but for one `broken` operation or path."""

    folder: Path
    calls: list[tuple[str, str]]
    broken: str = ""

    def brings(self, programme: Programme, **pages: tuple[str, str]) -> None:
        """Puts what the next deployment brings beside the handler."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(HANDLER.parent, self.folder)
        (self.folder / "programme.json").write_bytes(msgspec.json.encode(programme))
        headers = {path: {"content-type": kind, "cache-control": "no-cache"} for path, (_, kind) in pages.items()}
        (self.folder / "pages.json").write_bytes(msgspec.json.encode(headers))
        for path, (text, _) in pages.items():
            (self.folder / "pages" / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "pages" / path).write_text(text)

    def deploy(self) -> None:
        """As the trigger does it."""
        spec = spec_from_file_location("handler", self.folder / "handler.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        assert module.handler({"RequestType": "Create"}, None) is None

    def around(self, call: Call, target: Target) -> AWSResponse | None:
        self.calls.append(
            (
                _resource(call),
                ACTIONS.get(call.operation, f"{SERVICES.get(call.service, call.service)}:{call.operation}"),
            )
        )
        if self.broken and (self.broken == call.operation or call.request.url.endswith(f"/{self.broken}")):
            return refusal(call, 400, "AccessDeniedException", call.body.decode(errors="replace"))
        return target(call)


@pytest.fixture
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    made = Deployment(tmp_path / "task", [])
    embedded = engine("moto", "eu-central-1")
    services = ("dynamodb", "secrets-manager", "s3")
    seam = Seam(dict.fromkeys(services, embedded.send), made.around)
    for name, value in {
        "AWS_REGION": "eu-central-1",
        "EXPECTED": str(EVENT.expected),
        "PURGED": str(EVENT.purged),
        "SITE": "https://example.org/",
        "SITE_BUCKET": "pages",
        "API": "https://example.org/api",
        "SOCKET": "wss://example.org/live",
        "QUOTA": "10000",
    }.items():
        monkeypatch.setenv(name, value)
    seam.open()
    try:
        for model in TABLES:
            model.create_table(wait=False)
        secret = boto3.client("secretsmanager").create_secret(Name="keys", SecretString=DRAWN)
        monkeypatch.setenv("SECRET_ARN", secret["ARN"])
        where: Any = {"LocationConstraint": "eu-central-1"}
        boto3.client("s3").create_bucket(Bucket="pages", CreateBucketConfiguration=where)
        made.brings(PROGRAMME, **PAGES)
        made.calls.clear()
        yield made
    finally:
        seam.close()
        embedded.close()
        BackendDict.reset()


def keys() -> str:
    return str(boto3.client("secretsmanager").get_secret_value(SecretId="keys")["SecretString"])


def site() -> dict[str, tuple[str, str, str]]:
    client = boto3.client("s3")
    found = {}
    for one in client.list_objects_v2(Bucket="pages").get("Contents", ()):
        page = client.get_object(Bucket="pages", Key=one["Key"])
        found[one["Key"]] = (page["Body"].read().decode(), page["ContentType"], page["CacheControl"])
    return found


def test_a_new_deployment_has_keys_content_and_site(deployment: Deployment) -> None:
    deployment.deploy()
    its = msgspec.json.decode(keys(), type=Keys)
    assert (its.current, sorted(its.signing)) == ("k1", ["k1", "k2"])
    assert len({*its.signing.values(), its.people}) == 3
    store = DynamoStore(expected=EVENT.expected, purged=EVENT.purged)
    event = store.event()
    assert event is not None
    assert [room.id for room in event.rooms] == ["plenum"]
    assert store.both(Poll, "plenum", "closing")[1] is not None
    pages = site()
    assert pages["js/stage.js"] == ("let x", "text/javascript; charset=utf-8", "no-cache")
    assert json.loads(pages["config.json"][0]) == {"api": "https://example.org/api", "socket": "wss://example.org/live"}
    assert pages["config.json"][1:] == ("application/json", "no-cache")
    assert pages["join.svg"][1:] == ("image/svg+xml", "no-cache")
    assert pages["manifest.webmanifest"][1:] == ("application/manifest+json", "no-cache")
    assert sorted(pages) == ["config.json", "index.html", "join.svg", "js/stage.js", "manifest.webmanifest"]


def test_a_second_deployment_keeps_the_keys_and_takes_away_what_the_site_has_no_more(deployment: Deployment) -> None:
    deployment.deploy()
    made = keys()
    deployment.brings(PROGRAMME, **{"index.html": ("<title>y</title>", "text/html; charset=utf-8")})
    deployment.calls.clear()
    deployment.deploy()
    assert keys() == made
    assert sorted(site()) == ["config.json", "index.html", "join.svg", "manifest.webmanifest"]
    assert site()["index.html"][0] == "<title>y</title>"
    assert ("secret", WRITE_SECRET) not in deployment.calls


@pytest.mark.parametrize(
    "text",
    [
        "",
        DRAWN,
        "{}",
        '{"current":"k3","signing":{"k1":"a"},"people":"b"}',
        '{"current":"k1","signing":{"k1":""},"people":"b"}',
    ],
)
def test_what_is_no_set_of_keys_is_replaced_by_one(text: str, deployment: Deployment) -> None:
    if text:
        boto3.client("secretsmanager").put_secret_value(SecretId="keys", SecretString=text)
    deployment.deploy()
    assert msgspec.json.decode(keys(), type=Keys).current == "k1"


def test_keys_of_another_number_stay(deployment: Deployment) -> None:
    text = msgspec.json.encode(Keys("k9", {"k9": "a" * 48}, "b" * 48)).decode()
    boto3.client("secretsmanager").put_secret_value(SecretId="keys", SecretString=text)
    deployment.deploy()
    assert keys() == text


@pytest.mark.parametrize(
    "operation", ["GetSecretValue", "PutSecretValue", "PutItem", "PutObject", "ListObjectsV2", "DeleteObjects"]
)
def test_a_deployment_that_fails_says_so_and_no_secret_and_is_right_when_it_is_repeated(
    operation: str, deployment: Deployment, caplog: pytest.LogCaptureFixture
) -> None:
    boto3.client("s3").put_object(Bucket="pages", Key="old.html", Body=b"old")
    deployment.broken = operation
    with pytest.raises(Crashed) as crashed:
        deployment.deploy()
    # What libraries say is kept from leaving by beifall/discretion.py.
    said = f"{crashed.value} {[vars(one) for one in caplog.records if one.name == 'beifall']}"
    deployment.broken = ""
    deployment.deploy()
    its = msgspec.json.decode(keys(), type=Keys)
    assert not any(key in said for key in (DRAWN, its.people, *its.signing.values()))
    assert "old.html" not in site()


def test_no_page_and_no_address_is_changed_before_what_the_pages_load_is_there(deployment: Deployment) -> None:
    deployment.broken = "js/stage.js"
    with pytest.raises(Crashed):
        deployment.deploy()
    assert not {"index.html", "config.json"} & set(site())
    deployment.broken = ""
    deployment.deploy()
    assert {"index.html", "config.json", "js/stage.js"} < set(site())


def test_an_event_that_the_account_does_not_carry_is_not_deployed(deployment: Deployment) -> None:
    deployment.brings(replace(PROGRAMME, event=an_event(expected=1_000_000)), **PAGES)
    with pytest.raises(Crashed, match="TooSmall"):
        deployment.deploy()
    assert site() == {}


def test_it_may_do_what_it_does_and_nothing_else(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    cafe = a_room(id="cafe", kind="cafeteria", tables=3, seats=8)
    first = replace(PROGRAMME, rooms=(a_room(), cafe))
    deployment.brings(first, **PAGES)
    deployment.deploy()
    deployed = list(deployment.calls)
    store = DynamoStore(expected=EVENT.expected, purged=EVENT.purged)
    store.admit("ada", limit=9)
    store.feel("plenum", Mood("ada", 5, 1))
    later = replace(first, event=an_event(retention_days=60), rooms=(a_room(), replace(cafe, tables=5)))
    monkeypatch.setenv("PURGED", str(later.event.purged))
    deployment.brings(later, **{"index.html": PAGES["index.html"]})
    deployment.calls.clear()
    deployment.deploy()
    allowed = {(resource, action) for resource, actions in GRANTS["setup"].items() for action in actions}
    assert {*deployed, *deployment.calls} == allowed
    floor = store.floor("cafe")
    assert floor is not None
    assert floor.tables == 5
    rows = [row for table in ("state", "facts", "connections") for row in _rows(table)]
    assert {row["expires"]["N"] for row in rows} == {str(later.event.purged // 1_000)}


def _rows(table: str) -> list[dict[str, Any]]:
    """All that there are, wherever they lie: none may be forgotten."""
    return list(boto3.client("dynamodb").scan(TableName=table)["Items"])
