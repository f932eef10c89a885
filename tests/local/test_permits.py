"""Functions that may do, and are told, only so much."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from beifall.gateway.api_gateway import ApiGateway
from local.lambdas import Crashed, Handler, Lambdas
from local.permits import Grant, Permit, Permits, Use
from local.requests import Place
from local.seam import Call, Seam, answer

PLACE = Place()
STATE = f"arn:aws:dynamodb:{PLACE.region}:{PLACE.account}:table/state"
FACTS = f"arn:aws:dynamodb:{PLACE.region}:{PLACE.account}:table/facts"
POSTS = f"arn:aws:execute-api:{PLACE.region}:{PLACE.account}:api/live/POST/@connections/*"
LATER = f"arn:aws:sqs:{PLACE.region}:{PLACE.account}:later"


@pytest.fixture
def permits(monkeypatch: pytest.MonkeyPatch) -> Iterator[Permits]:
    """One function that may read two tables and write one; and another."""
    for name, value in {"AWS_REGION": PLACE.region, "AWS_DEFAULT_REGION": PLACE.region}.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "key")
    monkeypatch.setenv("BY_THE_RUN", "here")
    reads = Grant("dynamodb:BatchGetItem", STATE), Grant("dynamodb:BatchGetItem", FACTS)
    others = Grant("dynamodb:PutItem", STATE), Grant("execute-api:ManageConnections", POSTS)
    one = Permit((*reads, *others, Grant("sqs:SendMessage", LATER)), {"OWN": "own", "BY_THE_RUN": "there"})
    permits = Permits({"one": one, "other": Permit((), {"OTHERS": "others"})}, PLACE, "api")
    targets = dict.fromkeys(("dynamodb", "sqs"), _done)
    seam = Seam(targets)
    seam.wrap(permits.around)
    seam.open()
    with permits.hold():
        yield permits
    seam.close()


def _done(call: Call) -> Any:
    return answer(call, 200, {}, {})


async def run(name: str, work: Callable[[], object]) -> object:
    """What it returns if a function of this name does it."""
    handlers: dict[str, Handler] = {name: lambda _event, _context: work()}
    lambdas = Lambdas(handlers, workers=1)
    try:
        return await lambdas.invoke(name, {})
    except Crashed as crash:
        assert crash.__cause__ is not None
        raise crash.__cause__ from None
    finally:
        await lambdas.stop()


def put(table: str) -> None:
    boto3.client("dynamodb").put_item(TableName=table, Item={"pk": {"S": "x"}})


async def test_what_is_granted_is_done(permits: Permits) -> None:
    await run("one", lambda: put("state"))
    assert permits.refused == set()
    assert permits.used == {("one", Grant("dynamodb:PutItem", STATE))}
    assert ("one", Grant("sqs:SendMessage", LATER)) in permits.unused


async def test_what_is_not_is_refused_as_aws_does_and_remembered(permits: Permits) -> None:
    with pytest.raises(ClientError) as caught:
        await run("one", lambda: put("facts"))
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    assert permits.refused == {Use("one", "dynamodb:PutItem", FACTS)}
    assert str(Use("one", "dynamodb:PutItem", FACTS)) == f"one: dynamodb:PutItem on {FACTS}"


async def test_a_function_has_not_the_rights_of_another(permits: Permits) -> None:
    for name in ("other", "stranger"):
        with pytest.raises(ClientError):
            await run(name, lambda: put("state"))
    assert {use.function for use in permits.refused} == {"other", "stranger"}


def test_what_no_function_does_is_free(permits: Permits) -> None:
    put("facts")
    assert permits.refused == set()


async def test_a_batch_needs_the_right_to_each_of_its_tables(permits: Permits) -> None:
    keys = {"Keys": [{"pk": {"S": "x"}}]}

    def get(*tables: str) -> None:
        boto3.client("dynamodb").batch_get_item(RequestItems=dict.fromkeys(tables, keys))

    await run("one", lambda: get("state", "facts"))
    assert permits.refused == set()
    with pytest.raises(ClientError):
        await run("one", lambda: get("state", "claps"))
    assert {use.resource.rpartition("/")[2] for use in permits.refused} == {"claps"}


async def test_letters_in_a_batch_need_the_right_to_send_one(permits: Permits) -> None:
    def send(queue: str) -> None:
        letters: Any = [{"Id": "1", "MessageBody": "x"}]
        url = f"https://sqs.{PLACE.region}.localhost/{PLACE.account}/{queue}"
        boto3.client("sqs").send_message_batch(QueueUrl=url, Entries=letters)

    await run("one", lambda: send("later"))
    assert permits.refused == set()
    with pytest.raises(ClientError):
        await run("one", lambda: send("failures"))


async def test_posts_and_ends_of_connections_are_rights_of_their_own(permits: Permits) -> None:
    """Nobody listens at that port: what was allowed has failed there, and what was not has not got so far."""
    gateway = ApiGateway("http://127.0.0.1:9/live")
    posted = await run("one", lambda: list(gateway.post_all(["c1="], b"{}").failed))
    assert posted != [("c1=", "ForbiddenException")]
    assert permits.refused == set()
    await run("one", lambda: gateway.close(["c1="]))
    forbidden = await run("other", lambda: list(gateway.post_all(["c1="], b"{}").failed))
    assert forbidden == [("c1=", "ForbiddenException")]
    assert {str(use).partition(":api/")[2] for use in permits.refused if use.function == "one"} == {
        "live/DELETE/@connections/*"
    }
    gateway.release()


async def test_a_function_is_told_its_own_variables_and_those_of_lambda(permits: Permits) -> None:
    assert await run("one", lambda: [os.environ["OWN"], os.environ["BY_THE_RUN"], os.getenv("AWS_REGION")]) == [
        "own",
        "here",
        PLACE.region,
    ]
    assert await run("one", lambda: sorted(name for name in os.environ if not name.startswith("AWS_"))) == sorted(
        {
            "OWN",
            "BY_THE_RUN",
            *(name for name in ("LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "TZ") if name in os.environ),
        }
    )
    assert permits.untold == set()


async def test_it_is_told_nothing_of_others_or_of_this_machine(
    permits: Permits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OF_THIS_MACHINE", "x")
    with pytest.raises(KeyError, match="OTHERS, which one is not told"):
        await run("one", lambda: os.environ["OTHERS"])
    assert await run("one", lambda: os.environ.get("OTHERS", "a default")) == "a default"
    assert permits.untold == {("one", "OTHERS")}
    assert await run("one", lambda: os.environ.get("OF_THIS_MACHINE")) is None
    assert permits.untold == {("one", "OTHERS")}
    assert os.environ["OF_THIS_MACHINE"] == "x"


async def test_functions_that_run_at_the_same_time_are_told_different_things(permits: Permits) -> None:
    both = threading.Barrier(2, timeout=30)

    def tell(_event: object, _context: object) -> list[str | None]:
        both.wait()
        told = [os.environ.get("OWN"), os.environ.get("OTHERS")]
        both.wait()
        return told

    lambdas = Lambdas({"one": tell, "other": tell}, workers=2)
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(lambdas.invoke(name, {})) for name in ("one", "other")]
    await lambdas.stop()
    assert [one.result() for one in asked] == [["own", None], [None, "others"]]
