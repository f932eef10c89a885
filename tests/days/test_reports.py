"""`./beifall rehearse` to its end, and what it reports of a small day."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_rehearse import SERIES, SMALL, run
from tests.serving import serve

KEYS = {
    "attendees", "commands", "acknowledged", "lost", "doubled", "leaked", "converged", "healed", "healings", "ack_ms",
    "ack_ovation_ms", "update_ms", "view_ms", "applause_ms", "phases", "closing", "operations", "cost_usd", "chaos",
    "heard_ms", "heard_first_ms", "model_usd", "latency",
}  # fmt: skip


def with_tickets(folder: Path) -> Path:
    file = folder / "tickets.toml"
    file.write_text(SMALL.read_text().replace("expected = 10", "expected = 10\n\n[join]\ntickets = true\n"))
    return file


def test_more_people_than_are_expected_come_with_a_ticket_each_and_the_report_says_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    ended = run(str(with_tickets(tmp_path)), "--attendees", "25", "--minutes", "0.2", "--json", str(file))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = json.loads(file.read_text())
    assert set(report) >= KEYS
    assert (report["attendees"], report["lost"], report["doubled"], report["leaked"]) == (25, 0, 0, 0)
    assert report["closing"] == {"good": 8, "fine": 15, "bad": 2}
    assert all(set(report[name]) == {"p50", "p95", "p99"} for name in SERIES)
    assert report["cost_usd"] > 0
    assert report["operations"]["websocket_message"]["by_cause"]["votes"] > 0
    assert all({"seconds", "server_cpu_seconds", "client_cpu_seconds", "operations", "cost_usd"} <= set(phase)
               for name, phase in report["phases"].items() if name != "before")  # fmt: skip
    assert "lost" in ended.stdout


def test_an_event_that_runs_elsewhere_is_rehearsed_and_its_operations_are_counted_there(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    with serve(tmp_path, SMALL) as event:
        ended = run(
            str(SMALL), "--url", event.site, "--links", str(tmp_path / "links.json"),
            "--attendees", "8", "--minutes", "0.1", "--json", str(file),
        )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = json.loads(file.read_text())
    assert set(report) >= KEYS
    assert (report["operations"], report["cost_usd"], report["chaos"]) == (None, None, None)
    assert report["closing"] == report["cast"]
