"""What the operator's pages say is what the code does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import typer

from account import demand
from beifall.domain.pace import QUOTA, needed
from beifall.store import keys
from bill.ceiling import ceiling
from bill.model.pace import SMALL_QUOTA
from bill.prices import prices
from blueprint.alarms import ALARMS, Alarm
from blueprint.budget import limit
from blueprint.environment import NEEDED
from blueprint.naming import DELIVERED
from blueprint.throttles import writes
from cli.check import check
from cli.cost import cost
from cli.demo import demo
from cli.deploy import deploy
from cli.destroy import destroy
from cli.links import links
from cli.lock import lock
from cli.rehearse import rehearse
from cli.report import report
from cli.rotate import rotate
from cli.serve import serve
from cli.status import status
from cli.tickets import tickets

DOCS = Path(__file__).parents[2] / "docs"
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
MANIFESTS = [DOCS / "privacy" / name for name in ("storage-manifest.md", "storage-manifest.de.md")]
PAGES = (
    DOCS.parent / "README.md",
    DOCS / "operations.md",
    DOCS / "report.md",
    *sorted((DOCS / "privacy").glob("*.md")),
)
COMMANDS = (check, cost, demo, deploy, destroy, links, lock, rehearse, report, rotate, serve, status, tickets)
OTHERS = {"simulate", "test", "bench"}
"""Commands for developers, of which these pages show no options but one."""

SIZES = (300, 1_200, 3_000, 10_000)


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.name)
def test_an_alarm_means_in_the_docs_what_it_means_in_the_mail(alarm: Alarm) -> None:
    row = next(line for line in OPERATIONS.splitlines() if line.startswith(f"| `{alarm.name}` |"))
    assert alarm.meaning in row
    assert alarm.remedy in row


def test_the_quotas_of_the_table_are_those_that_are_needed() -> None:
    assert _row("API Gateway, requests a second") == [needed(people) for people in SIZES]
    assert _row("… where they begin with 2,500") == [needed(people, SMALL_QUOTA) for people in SIZES]


def test_lambda_is_needed_and_people_are_in_as_the_table_says() -> None:
    assert _row("Lambda, calls at once") == [demand.concurrency(people, 500) for people in SIZES]
    assert _row("all are in") == [demand.joining(people, 500) for people in SIZES]


def test_the_units_of_the_table_are_the_ceilings_of_the_tables() -> None:
    busiest = [max(writes(people, needed(people)).values()) for people in SIZES]
    assert _row("DynamoDB, the stack's ceiling") == busiest


def test_no_table_needs_more_units_than_the_page_says() -> None:
    most = max(demand.writes(people, needed(people), 500) for people in SIZES)
    assert f"(needed are {most:,} at most)" in OPERATIONS


def test_an_attack_costs_at_most_what_the_table_says() -> None:
    frankfurt = prices("eu-central-1")
    dearest = [ceiling(people, 2 * people, max(QUOTA, needed(people)), 1_000, frankfurt) for people in SIZES]
    assert _row("the ceiling of an attack") == dearest
    assert _row("the budget's limit") == [limit(people) for people in SIZES]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.name)
def test_the_storage_manifest_has_every_kind_of_row(manifest: Path) -> None:
    assert keys.__doc__ is not None
    listed = [line for line in keys.__doc__.splitlines() if re.match(r"\| (state|facts|connections|claps) ", line)]
    kinds = {name for line in listed for name in re.findall(r"`([^`]+)`", line)}
    assert len(kinds) > 20
    assert not {kind for kind in kinds if f"`{kind}`" not in manifest.read_text(encoding="utf-8")}


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.name)
def test_the_storage_manifest_names_each_function_that_reads_the_keys(manifest: Path) -> None:
    readers = {name for name, variables in NEEDED.items() if "SECRET_ARN" in variables}
    row = next(line for line in manifest.read_text(encoding="utf-8").splitlines() if "(Secrets Manager)" in line)
    assert set(re.findall(r"`(\w+)`", row)) - {"destroy"} == readers


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.name)
def test_the_storage_manifest_names_the_log_that_is_called_otherwise(manifest: Path) -> None:
    assert f"`{DELIVERED}CODE/web`" in manifest.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_command_that_is_shown_can_be_given(page: Path) -> None:
    app = typer.Typer()
    for command in COMMANDS:
        app.command()(command)
    known = {name: {opt for one in its.params for opt in one.opts} for name, its in _commands(app).items()}
    shown = re.findall(r"\./beifall ([a-z]+)([^`\n#|]*)", page.read_text(encoding="utf-8"))
    assert {name for name, _ in shown} <= known.keys() | OTHERS
    for name, rest in shown:
        if name not in OTHERS:
            assert set(re.findall(r"--[a-z-]+", rest)) <= known[name], f"{name}{rest}"


def test_a_page_of_the_docs_that_is_pointed_to_is_there() -> None:
    for page in (DOCS / "operations.md", *(DOCS / "privacy").glob("*.md")):
        for target, place in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")):
            file = page.parent / target if target else page
            assert file.exists(), f"{page.name}: {target}"
            if place:
                assert place in _places(file), f"{page.name}: {target}#{place}"


def _places(page: Path) -> set[str]:
    """What may stand after `#`: the headings, as they are told apart in an address."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def _commands(app: typer.Typer) -> Mapping[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def _row(beginning: str) -> list[float]:
    """The figures of one row of a table, for each size."""
    row = next(line for line in OPERATIONS.splitlines() if line.startswith(f"| {beginning}"))
    return [float(cell.strip().removesuffix(" $").removesuffix(" s").replace(",", "")) for cell in row.split("|")[2:-1]]
