"""The documentation of a deployed event: its tables have names of their own, and lie in the organiser's account."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from account.documentation import documentation
from beifall.report.documentation import NothingLeft
from beifall.store import rows
from beifall.store.dynamo import DynamoStore
from local.environment import environment
from tests.builders import a_room, an_event

FAR = 4_000_000_000_000
"""In ms: no event of today is over then."""


@dataclass(frozen=True)
class Tables:
    region: str = "eu-central-1"
    state_table: str = "Beifall-JC2020-State"
    facts_table: str = "Beifall-JC2020-Facts"
    connections_table: str = "Beifall-JC2020-Connections"
    claps_table: str = "Beifall-JC2020-Claps"
    expected: int = 300
    purged: int = FAR


@pytest.fixture
def session() -> Iterator[boto3.Session]:
    it = Tables()
    names = {"TABLE_STATE": it.state_table, "TABLE_FACTS": it.facts_table}
    names |= {"TABLE_CONNECTIONS": it.connections_table, "TABLE_CLAPS": it.claps_table}
    keys = {"AWS_ACCESS_KEY_ID": "AKIATESTTESTTESTTEST", "AWS_SECRET_ACCESS_KEY": "t" * 40, "AWS_REGION": it.region}
    with mock_aws(), environment({**keys, **names}):
        store = DynamoStore(expected=300, purged=FAR)
        for model in rows.TABLES:
            model.create_table(wait=False)
        store.put_event(an_event(ends=FAR), before=0)
        store.put_room(a_room(), before=0)
        for number in range(5):
            store.admit(f"p{number}", limit=9)
        with environment(dict.fromkeys(names)):
            yield boto3.Session(region_name=it.region)
    rows.connect()


def test_it_is_read_off_the_deployed_tables_and_the_process_is_left_as_it_was(
    session: boto3.Session, tmp_path: Path
) -> None:
    before = dict(os.environ)
    written = documentation(Tables(), session, tmp_path / "report")
    assert [one.name for one in written] == ["documentation.html", "documentation.json", "polls.csv"]
    told = json.loads(written[1].read_text())
    assert (told["code"], told["participants"]) == ("JC2020", 5)
    assert dict(os.environ) == before


def test_tables_without_an_event_leave_no_file(session: boto3.Session, tmp_path: Path) -> None:
    client = session.client("dynamodb")
    client.delete_item(TableName=Tables().state_table, Key={"pk": {"S": "event"}, "sk": {"S": "event"}})
    with pytest.raises(NothingLeft):
        documentation(Tables(), session, tmp_path / "report")
    assert not (tmp_path / "report").exists()
