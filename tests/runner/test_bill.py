"""The model of the bill against the meter of a rehearsal."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bill.model.event import of_a_rehearsal
from bill.prices import prices
from bill.usage import Cost, Usage
from cli.cost import account_of
from cli.rehearse import sized
from eventfile.reading import read
from tests.serving import EXAMPLE, ROOT, beifall, environment

PEOPLE, MINUTES = 30, 0.5
PRICES = prices("eu-central-1")

AGREE = 0.15
LARGE = 0.1
"""A cause that is so much of the bill."""


pytestmark = pytest.mark.xdist_group("bill")  # they share a rehearsal


@pytest.fixture(scope="module")
def metered(tmp_path_factory: pytest.TempPathFactory) -> Cost:
    """What a rehearsal has cost."""
    report = tmp_path_factory.mktemp("rehearsal") / "report.json"
    options = ("--attendees", PEOPLE, "--minutes", MINUTES, "--port", 0, "--json", report)
    command = beifall("rehearse", *map(str, (EXAMPLE, *options)))
    subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, timeout=180, check=False)
    operations = json.loads(Path(report).read_text())["operations"]
    used = {
        (item, cause): amount for item, one in operations.items() for cause, amount in one["by_cause"].items()
    }  # fmt: skip
    return Usage(used).cost(PRICES)


@pytest.fixture(scope="module")
def model() -> Cost:
    """And what the model says of it."""
    programme = sized(read(EXAMPLE), PEOPLE)
    account = account_of(programme, 10_000)
    return of_a_rehearsal(account, PEOPLE, MINUTES, expected=programme.event.expected).usage.cost(PRICES)


def test_the_model_agrees_with_the_meter(metered: Cost, model: Cost) -> None:
    assert model.total == pytest.approx(metered.total, rel=AGREE)


def test_it_agrees_for_the_right_reasons(metered: Cost, model: Cost) -> None:
    large = [
        cause for cause in ("joining", "votes", "polls", "questions", "applause") if _share(metered, cause) > LARGE
    ]
    assert len(large) >= 4
    assert {cause: model.of_cause(cause) for cause in large} == pytest.approx(
        {cause: metered.of_cause(cause) for cause in large}, rel=2 * AGREE
    )


def _share(cost: Cost, cause: str) -> float:
    return cost.of_cause(cause) / cost.total
