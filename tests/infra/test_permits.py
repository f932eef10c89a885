"""A day in which every function may do and is told what its stack says, and nothing else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest

from beifall.environment import clock
from blueprint.environment import TABLES
from crowd.attendee import find
from eventfile.reading import read
from eventfile.shift import shifted
from local.permits import Permit, Permits
from local.requests import Place
from local.stack import SECRET, Stack
from tests.days.test_rehearsal import SMALL, check_the_day, rehearsed
from tests.infra.rarities import NEWCOMERS, Rarities, until
from tests.infra.roles import Here
from tests.infra.synthesis import Template
from tests.runner.test_event import Event

# One run at a time has the process.
pytestmark = pytest.mark.xdist_group("permits")

NOT_PLAYED: Mapping[str, str] = {
    "setup": "nothing on one machine is deployed: tests/infra/test_emulated.py has it called by a real deployment",
}
"""Functions that no rehearsal calls, and why; of all others every grant is used."""


@pytest.fixture
def permits(template: Template) -> Permits:
    return Here(template.content, Place()).permits()


@asynccontextmanager
async def visited(stack: Stack) -> AsyncIterator[Rarities]:
    async with aiohttp.ClientSession() as session:
        yield Rarities(Event(stack, session, await find(session, stack.site)))


@asynccontextmanager
async def held(permits: Permits) -> AsyncIterator[Rarities]:
    """The small event, without its people."""
    stack = Stack(shifted(read(SMALL), clock()), engine="ministack", host="127.0.0.1", port=0)
    stack.runner.deployment = replace(stack.runner.deployment, permits=permits)
    async with stack.runner, visited(stack) as rarities:
        yield rarities


def check(permits: Permits) -> None:
    """Nobody wanted more than they have."""
    wrong = [f"{use}: not granted" for use in sorted(permits.refused, key=str)]
    wrong += [f"{name}: reads {variable}, which it is not told" for name, variable in sorted(permits.untold)]
    assert not wrong, "\n".join(wrong)


async def test_a_whole_day_and_all_that_is_rare_need_every_grant_and_nothing_else(
    permits: Permits, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with rehearsed(20, permits=permits, more=NEWCOMERS) as played:
        check(permits)
        check_the_day(played)
        async with visited(played.stack) as rarities:
            await rarities.all()
    check(permits)
    assert [record.getMessage() for record in caplog.records] == [], "a whole day leaves nothing in the log"
    unused = sorted(f"{name}: {grant}" for name, grant in permits.unused if name not in NOT_PLAYED)
    assert unused == [], "granted and never used"
    called = {name for name, _ in permits.used}
    assert called | NOT_PLAYED.keys() == permits.of.keys()
    assert not called & NOT_PLAYED.keys()


async def test_a_missing_grant_is_named_with_its_function_action_and_table(permits: Permits) -> None:
    less = without(permits, "broadcast", lambda grant: "DeleteItem" not in grant)
    async with held(less) as rarities:
        scene = asyncio.create_task(rarities.who_has_gone_is_forgotten_by_whoever_tells_them())
        await until(lambda: less.refused)
        scene.cancel()
    with pytest.raises(
        AssertionError, match=r"broadcast: dynamodb:DeleteItem on arn\S+:table/connections: not granted"
    ):
        check(less)


async def test_a_missing_right_to_end_connections_is_named_too(permits: Permits) -> None:
    """The handler would not notice: it does not ask what became of an end."""
    less = without(permits, "reception", lambda grant: "DELETE" not in grant)
    async with held(less) as rarities:
        scene = asyncio.create_task(rarities.a_revoked_link_turns_its_holder_out())
        await until(lambda: less.refused)
        scene.cancel()
    with pytest.raises(AssertionError, match=r"reception: execute-api:ManageConnections on \S+/live/DELETE/@connect"):
        check(less)


async def test_a_missing_variable_is_named_with_its_function(permits: Permits) -> None:
    broadcast = permits.of["broadcast"]
    told = {name: value for name, value in broadcast.environment.items() if name != "QUEUE_URL"}
    less = Permits({**permits.of, "broadcast": replace(broadcast, environment=told)}, permits.place, permits.api)
    with pytest.raises(KeyError, match="QUEUE_URL, which broadcast is not told"):
        async with held(less):
            pass
    with pytest.raises(AssertionError, match="broadcast: reads QUEUE_URL, which it is not told"):
        check(less)


def test_functions_are_told_where_they_are_allowed_to_go(permits: Permits) -> None:
    told = {(name, value) for permit in permits.of.values() for name, value in permit.environment.items()}
    values = {variable: {value for name, value in told if name == variable} for variable, _ in told}
    assert [values[table] for table in TABLES] == [{"state"}, {"facts"}, {"connections"}, {"claps"}]
    assert values["SECRET_ARN"] == {SECRET}
    assert values["CALLBACK_URL"] == {f"https://{permits.api}.execute-api.eu-central-1.AWS::URLSuffix/live"}
    assert [url.rpartition("/")[2] for url in values["QUEUE_URL"]] == ["later"]


def without(permits: Permits, name: str, keeps: Callable[[str], bool]) -> Permits:
    """The same, with fewer grants for one function."""
    its = permits.of[name]
    fewer = Permit(tuple(grant for grant in its.grants if keeps(str(grant))), its.environment)
    assert fewer != its
    return Permits({**permits.of, name: fewer}, permits.place, permits.api)
