"""`./beifall cost`: what the day of an event would cost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import typer

from cli.cost import cost
from tests.serving import EXAMPLE, ROOT, beifall, environment


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = beifall("cost", *map(str, arguments))
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )


def test_the_day_is_told_by_cause_and_service_and_for_other_sizes(tmp_path: Path) -> None:
    ended = run(EXAMPLE, "--json", tmp_path / "cost.json")
    assert (ended.returncode, ended.stderr) == (0, "")
    words = ("a day of 5.0 hours", "API Gateway", "applause", "10,000", "a tick, laptops", "only listen", "memory")
    for word in (*words, "500 may wait", "merely stands"):
        assert word in ended.stdout
    told = json.loads((tmp_path / "cost.json").read_text())
    assert [day["people"] for day in told["days"]] == [300, 1_200, 3_000, 10_000]
    assert sum(told["days"][0]["by_cause"].values()) == pytest.approx(told["days"][0]["cost_usd"], abs=0.001)
    assert told["quiet_hour"]["cost_usd"] < told["days"][0]["cost_usd"]
    assert 0 < told["further_day"]["cost_usd"] < told["days"][0]["cost_usd"]


def test_of_people_whom_the_account_does_not_carry_it_is_said_what_they_need(tmp_path: Path) -> None:
    ended = run(EXAMPLE, "--quota", 1_000, "--json", tmp_path / "cost.json")
    assert ended.returncode == 0
    assert "3,000 people need 6,000 requests a second, which AWS must be asked for" in ended.stdout
    told = json.loads((tmp_path / "cost.json").read_text())
    assert [day["people"] for day in told["days"]] == [300, 1_200, 3_000, 10_000]
    assert set(told["quota_needed"]) == {"1200", "3000", "10000"}


def test_an_event_that_its_account_does_not_carry_is_priced_with_what_it_needs() -> None:
    ended = run(EXAMPLE, "--quota", 100)
    assert ended.returncode == 0
    assert "300 people need 1,000 requests a second" in ended.stdout


def test_the_help_names_the_regions_that_have_prices() -> None:
    assert "us-east-1 or eu-central-1" in " ".join(run("--help").stdout.replace("│", " ").split())


def refused(capsys: pytest.CaptureFixture[str], event: Path, region: str, to: Path | None = None) -> str:
    with pytest.raises(typer.Exit) as ended:
        cost(event, region, None, to)
    said = capsys.readouterr()
    assert ended.value.exit_code == 1
    return said.err


def test_a_region_without_prices_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, EXAMPLE, "atlantis-1")
    assert "atlantis-1" in said
    assert "eu-central-1" in said
    assert len(said.splitlines()) == 1


def test_a_file_that_is_not_there_is_a_clear_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "nothing.toml" in refused(capsys, tmp_path / "nothing.toml", "eu-central-1")


def test_where_the_figures_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "cannot be written" in refused(capsys, EXAMPLE, "eu-central-1", tmp_path / "nowhere" / "cost.json")
