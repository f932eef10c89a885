"""`./beifall rehearse`: what it says before it begins, when it is ended, and what it reports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from cli.verdict import is_good, printed
from tests.serving import EXAMPLE, ROOT, beifall, environment

SMALL = ROOT / "tests/days/small.toml"
SERIES = ("ack_ms", "ack_ovation_ms", "update_ms", "view_ms", "applause_ms", "heard_ms", "heard_first_ms")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command to its end."""
    return subprocess.run(
        beifall("rehearse", *arguments),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--url", "http://127.0.0.1:9"), "--url needs --links FILE too"),
        (("--url", "http://127.0.0.1:9", "--links", "nowhere.json"), "nowhere.json cannot be read: No such file"),
        (("--url", "http://127.0.0.1:9", "--links", str(EXAMPLE)), f"{EXAMPLE} is no JSON"),
        (("--url", "http://127.0.0.1:9", "--links", str(ROOT / "package.json")), "is no file that `serve --links`"),
        (("--url", "http://127.0.0.1:9", "--latency", "aws"), "--latency says how an event is started here"),
        (("--url", "http://127.0.0.1:9", "--connection-minutes", "5"), "--connection-minutes says how"),
        (("--json", "nowhere/report.json"), "nowhere/report.json cannot be written"),
        (("--record", "nowhere/frames.jsonl"), "nowhere/frames.jsonl cannot be written"),
        (("--region", "eu-nowhere-1"), "eu-nowhere-1"),
        (("--chaos", "rain"), 'no chaos "rain"'),
        (("--engine", "sqlite"), 'no engine "sqlite"'),
        (("--real-time",), "this event is over"),
        (("--attendees", "100000000"), "100000000 people need"),
        (("--site", "live.example"), "--site live.example is no address of a site"),
        (("--links", "nowhere/links.json"), "the links cannot be written to nowhere/links.json"),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line(options: tuple[str, ...], said: str) -> None:
    ended = run(str(EXAMPLE), "--attendees", "5", *options)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1), ended.stderr
    assert ended.stderr.startswith("beifall: ")
    assert said in ended.stderr


def links_file(folder: Path, **changes: Any) -> Path:
    links: list[dict[str, Any]] = [
        {"role": role, "rooms": [], "token": "k1.a.b"} for role in ("organiser", "info", "moderator")
    ]
    file = folder / "links.json"
    file.write_text(json.dumps({"code": "JC2020", "links": links, **changes}))
    return file


def test_the_links_of_another_event_are_refused(tmp_path: Path) -> None:
    file = links_file(tmp_path, code="OTHER1")
    ended = run(str(EXAMPLE), "--url", "http://127.0.0.1:9", "--links", str(file))
    assert ended.returncode == 1
    assert "are those of the event OTHER1; the event file says JC2020" in ended.stderr


def test_a_site_that_cannot_be_reached_is_said_to_be_so(tmp_path: Path) -> None:
    ended = run(str(EXAMPLE), "--url", "http://127.0.0.1:9", "--links", str(links_file(tmp_path)))
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1), ended.stderr
    assert "http://127.0.0.1:9/config.json cannot be reached: Connection refused" in ended.stderr


def test_ctrl_c_ends_both_processes_quietly(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            beifall("rehearse", str(SMALL), "--attendees", "5", "--minutes", "0.3"),
            cwd=ROOT,
            env=environment(),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + 180
        while "plenum" not in log.read_text():
            assert time.monotonic() < until
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        ended = process.wait(timeout=120)
    finally:
        process.kill()
        process.wait()
    assert ended == 130
    assert "Traceback" not in log.read_text()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def a_report(**fields: Any) -> dict[str, Any]:
    """One with nothing to complain of."""
    none = {"p50": None, "p95": None, "p99": None}
    return {
        "attendees": 3, "commands": 9, "acknowledged": 9, "lost": 0, "doubled": 0, "leaked": 0, "converged": True,
        "healed": 0, "healings": [], **dict.fromkeys(SERIES, none), "closing": {"good": 3}, "cast": {"good": 3},
        "phases": {}, "wrong": {"lost": {}, "differing": {}}, "operations": None, "cost_usd": None, "chaos": None,
        "latency": "none", **fields,
    }  # fmt: skip


def test_a_rehearsal_is_good_if_nothing_was_lost_doubled_or_leaked_and_all_agree() -> None:
    assert is_good(a_report())
    for wrong in ({"lost": 1}, {"doubled": 1}, {"leaked": 1}, {"converged": False}, {"closing": {"good": 2}}):
        assert not is_good(a_report(**wrong))


def test_what_never_came_or_was_refused_is_forgiven_where_something_is_broken_on_purpose() -> None:
    wrongs: tuple[dict[str, Any], ...] = (
        {"never_came": ["plenum polls p"]},
        {"refused": {"vote: internal": 3}},
        {"applause": ["5 claps that no tick told a screen of"]},
    )
    for wrong in wrongs:
        assert not is_good(a_report(wrong=wrong))
        assert not is_good(a_report(wrong=wrong, chaos={"drop": 0}))
        assert is_good(a_report(wrong=wrong, chaos={"drop": 3}))


def said(report: dict[str, Any]) -> str:
    console = Console(width=120)
    with console.capture() as captured:
        printed(report, console)
    return captured.get()


def test_what_is_wrong_is_said_in_words() -> None:
    wrong = {"lost": {"ballots of closing": 1}, "differing": {"a phone": ["x"]}}
    assert "lost: ballots of closing" in said(a_report(lost=1, wrong=wrong))


def test_with_delays_of_aws_how_soon_claps_are_heard_stands_beside_its_bar_and_decides_nothing() -> None:
    def heard(each: float | None, first: float | None, latency: str | None = "aws") -> dict[str, Any]:
        of = {"heard_ms": each, "heard_first_ms": first}
        series = {name: {"p50": 1.0, "p95": p95, "p99": 9_999.0} for name, p95 in of.items()}
        return a_report(latency=latency, **series)

    for report, words in (
        (heard(999.9, 799.9), ("bar 1,000: kept", "bar 800: kept")),
        (heard(1_000.0, 800.0), ("bar 1,000: MISSED", "bar 800: MISSED")),
        (heard(700.0, None), ("bar 1,000: kept", "bar 800: not measured")),
    ):
        assert [words[0] in said(report), words[1] in said(report)] == [True, True], said(report)
        assert is_good(report)
    for latency in ("none", None):
        assert "bar" not in said(heard(2_000.0, 2_000.0, latency))
