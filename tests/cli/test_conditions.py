"""Under which conditions an event is served: the options, what is wrong with them, and what is said in the end."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSCloseCode

from cli.conditions import Conditions, account, conditions
from local.chaos import Chaos, chaos
from local.latency import AWS, NONE
from local.runner import Runner
from local.socket import Ages
from tests.cli.test_serve import run
from tests.local.stands import a_deployment
from tests.serving import EXAMPLE, serve


def test_by_default_everything_is_as_fast_as_it_can_be_lives_as_long_as_in_aws_and_nothing_is_broken() -> None:
    given = conditions("none", 120, 10, None, 1)
    assert (given.latency, given.ages, given.chaos.rates, given.seed) == (NONE, Ages(), {}, 1)
    assert Conditions().ages == Ages(idle=600, life=7200)


def test_what_is_asked_for_is_given() -> None:
    given = conditions("aws", 1.5, 0.5, "all=0.1,cut=0", 7)
    assert (given.latency, given.ages, given.seed) == (AWS, Ages(idle=30, life=90), 7)
    assert given.chaos.rates == chaos("all=0.1,cut=0").rates
    again = [conditions("aws", 1, 1, "drop=0.5", 7).chaos for _ in range(2)]
    assert [again[0].strikes("drop") for _ in range(50)] == [again[1].strikes("drop") for _ in range(50)]


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (
            "fire",
            'no chaos "fire": it is all, or some of duplicate, reorder, cut, delay, drop, 410, 429, 5xx, throttle, ',
        ),
        ("cut=often", "chaos cut=often: how probable it is, is a number from 0 to 1, such as cut=0.05"),
    ],
)
def test_what_is_no_chaos_is_said_in_one_line(spec: str, said: str) -> None:
    ended = run("serve", str(EXAMPLE), "--port", "0", "--chaos", spec)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1), ended.stderr
    assert ended.stderr.startswith(f"beifall: {said}")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--idle-minutes", "0", "is not more than 0 minutes"),
        ("--connection-minutes", "-1", "is not more than 0 minutes"),
        ("--idle-minutes", "nan", "is not more than 0 minutes"),
        ("--latency", "gcp", "is not one of 'none', 'aws'"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(option: str, value: str, said: str) -> None:
    ended = run("serve", str(EXAMPLE), "--port", "0", option, value)
    assert ended.returncode == 2
    assert option in ended.stderr
    assert said in " ".join(ended.stderr.replace("│", " ").split())


def test_what_chaos_has_done_is_said_when_it_ends(tmp_path: Path) -> None:
    with serve(tmp_path, EXAMPLE, "--chaos", "drop=0.5,cut") as event:
        _, said = event.end(signal.SIGTERM)
    assert said.rstrip().splitlines()[-2:] == ["Chaos: nothing", "Ended; nothing is left of it."]


async def test_the_account_names_what_was_injected_and_what_failed() -> None:
    one = Chaos({"cut": 1.0, "drop": 1.0})
    async with Runner(a_deployment(chaos=one)) as runner:
        assert account(runner) == ["Chaos: nothing"]
        one.strikes("cut")
        runner.lambdas.crashes["tally"] += 2
        runner.streams.retries["tally"] += 3
    assert account(runner) == ["Chaos: cut 1", "Failed: tally crashed 2, tally retried 3"]


async def test_a_connection_without_traffic_is_closed_after_the_idle_minutes(tmp_path: Path) -> None:
    with serve(tmp_path, EXAMPLE, "--idle-minutes", "0.01", "--latency", "aws") as event:
        protocols = ("beifall.v1", event.made["links"][0]["token"])
        async with ClientSession() as session, session.ws_connect(event.made["socket"], protocols=protocols) as line:
            await line.receive()
            assert line.close_code == WSCloseCode.GOING_AWAY
