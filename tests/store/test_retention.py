"""An event is put off: what was written for another retention date lasts until this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import boto3
import pytest
from botocore.awsrequest import AWSResponse

from beifall.domain.event import Programme
from beifall.programme import set_up
from beifall.store import keys
from beifall.store.dynamo import DynamoStore
from beifall.store.port import Overloaded
from beifall.store.rows import Timing
from local.seam import Call, Target, refusal
from tests import engines
from tests.builders import HOUR, a_connection, a_poll, a_room, an_event
from tests.store.test_purge import fill

PURGED = an_event().purged
LATER = PURGED + 24 * HOUR
ATTEMPTS = 1 + Timing.max_retry_attempts


class Busy:
    """Refuses the updates of each row of those partitions so many times."""

    def __init__(self) -> None:
        self.partitions: tuple[str, ...] = ()
        self.times = 0
        self.refused: Counter[str] = Counter()

    def __call__(self, call: Call, target: Target) -> AWSResponse | None:
        if call.operation == "UpdateItem":
            key = f"{call.fields['Key']}"
            if call.fields["Key"]["pk"]["S"].startswith(self.partitions) and self.refused[key] < self.times:
                self.refused[key] += 1
                return refusal(call, 400, "ThrottlingException", "too much")
        return target(call)


@pytest.fixture
def busy() -> Iterator[Busy]:
    made = Busy()
    with engines.tables("moto", made):
        fill(DynamoStore(expected=300, purged=PURGED))
        yield made


def expires() -> dict[tuple[str, str], int]:
    client = boto3.client("dynamodb", region_name="eu-central-1")
    rows = [row for table in ("state", "facts", "connections") for row in client.scan(TableName=table)["Items"]]
    return {(row["pk"]["S"], row["sk"]["S"]): int(row["expires"]["N"]) for row in rows}


def is_lease(key: tuple[str, str]) -> bool:
    return key[1] == a_connection().id


def test_rows_last_as_long_as_the_event_and_connections_as_long_as_ever(busy: Busy) -> None:
    before = expires()
    lasting = {key for key in before if not is_lease(key)}
    store = DynamoStore(expected=300, purged=LATER)
    assert store.retain() == len(lasting) == len(before) - 2
    assert expires() == before | dict.fromkeys(lasting, LATER // 1_000)
    assert store.retain() == 0
    assert DynamoStore(expected=300, purged=PURGED).retain() == len(lasting), "an event may be put forward too"


def test_what_a_table_was_too_busy_for_is_tried_again_as_long_as_others_get_through(busy: Busy) -> None:
    busy.partitions, busy.times = ("event", "attendance"), 2 * ATTEMPTS
    assert DynamoStore(expected=300, purged=LATER).retain() > 90
    assert set(busy.refused.values()) == {2 * ATTEMPTS}
    assert {at for key, at in expires().items() if not is_lease(key)} == {LATER // 1_000}


def test_a_table_that_lets_nothing_through_is_said_to_be_overloaded(busy: Busy) -> None:
    busy.partitions, busy.times = ("event",), 10**6
    with pytest.raises(Overloaded):
        DynamoStore(expected=300, purged=LATER).retain()


class Died(Exception):
    """A deployment was killed."""


@dataclass
class Killed:
    """Kills a deployment when it writes its event, if `is_mortal`."""

    is_mortal: bool = False

    def __call__(self, call: Call, target: Target) -> AWSResponse | None:
        if self.is_mortal and call.operation == "PutItem" and call.fields["Item"]["pk"]["S"] == keys.EVENT[0]:
            raise Died
        return target(call)


def deploy(days: int) -> None:
    event = replace(an_event(), retention_days=days)
    store = DynamoStore(expected=300, purged=event.purged)
    set_up(Programme(event, (a_room(),), (a_poll(),)), store, chance=lambda: "s")


@pytest.mark.parametrize("is_new", [False, True])
def test_a_deployment_that_died_leaves_no_other_date_behind_when_the_old_file_comes_back(is_new: bool) -> None:
    killed = Killed()
    with engines.tables("moto", killed):
        if not is_new:
            deploy(days=30)
        killed.is_mortal = True
        with suppress(Died):
            deploy(days=60)
        sixty = replace(an_event(), retention_days=60).purged // 1_000
        assert set(expires().values()) == {sixty}
        killed.is_mortal = False
        deploy(days=30)
        assert set(expires().values()) == {replace(an_event(), retention_days=30).purged // 1_000}
