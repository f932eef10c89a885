from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.check import check
from tests.eventfile.example import EXAMPLE, TEXT, with_instead

app = typer.Typer()
app.command()(check)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "event.toml"


def test_a_right_file_is_summed_up_in_one_line() -> None:
    result = CliRunner().invoke(app, [str(EXAMPLE)])
    assert result.exit_code == 0
    assert result.stdout == (
        f"{EXAMPLE} is right: 13 rooms, 4 polls, 300 people expected, 2020-11-30 10:00 to 15:00 (UTC+01:00)\n"
    )


def test_an_event_of_several_days_names_both_days(file: Path) -> None:
    file.write_text(TEXT.replace("ends = 2020-11-30T15", "ends = 2020-12-01T16"), encoding="utf-8")
    assert "2020-11-30 10:00 to 2020-12-01 16:00 (UTC+01:00)" in CliRunner().invoke(app, [str(file)]).stdout


def test_a_wrong_file_is_answered_with_a_line_for_each_mistake_and_their_number(file: Path) -> None:
    file.write_text(with_instead(("expected = 300", "expected = 0"), ("seats = 8", "seats = 1")), encoding="utf-8")
    result = CliRunner().invoke(app, [str(file)])
    assert (result.exit_code, result.stdout) == (1, "")
    expected, seats, count = result.stderr.splitlines()
    assert expected.endswith("event.expected: found 0; allowed: a whole number from 1 to 10,000")
    assert seats.endswith("rooms[12].seats: found 1; allowed: a whole number from 2 to 20")
    assert count == f"2 mistakes in {file}"


def test_a_file_that_is_not_there_is_answered_without_a_traceback(file: Path) -> None:
    result = CliRunner().invoke(app, [str(file)])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 2)
    assert isinstance(result.exception, SystemExit)
