"""What a rehearsal has come to, for people; and whether it was good."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

SERIES = {
    "ack_ms": "acknowledgement, without ovations",
    "ack_ovation_ms": "acknowledgement, in ovations",
    "update_ms": "what goes out at once → its screens",
    "view_ms": "the rest → laptops and phones",
    "applause_ms": "clap → tick at the laptop",
    "heard_ms": "clap → its sound there",
    "heard_first_ms": "the first clap of an applause → its sound",
}
COLUMNS = ("update_ms", "view_ms", "applause_ms", "heard_ms")
"""Of these each phase has a column."""

BARS = {"heard_ms": 1_000, "heard_first_ms": 800}
"""A8: their p95 stays under so many ms, with delays like those of AWS."""

ZEROS = ("lost", "doubled", "leaked")

UNLESS_BROKEN = ("refused", "never_came", "applause")
"""What must not be wrong where nothing is broken on purpose: frames that are dropped do not come, and ticks are sent
once.
"""


def is_good(report: dict[str, Any]) -> bool:
    """Whether everything that was promised was kept; how long it took is for people to judge."""
    kept = not any(report[name] for name in ZEROS) and report["converged"] and report["closing"] == report["cast"]
    kept = kept and not report["wrong"].get("trouble")
    broken = any((report["chaos"] or {}).values())
    return kept and (broken or not any(report["wrong"].get(name) for name in UNLESS_BROKEN))


def printed(report: dict[str, Any], console: Console) -> None:
    """The report as a few tables."""
    console.print()
    console.print(_zeros(report))
    for name, of in report["wrong"].items():
        for one in of.items() if isinstance(of, dict) else of:
            console.print(f"  {name}: {one if isinstance(one, str) else ': '.join(map(str, one))}", style="red")
    for one in report["healings"]:
        console.print(f"  needed a snapshot: {one}")
    console.print(_times(report))
    if report["heard_ms"]["p95"] is None and report["applause_ms"]["p95"] is not None:
        console.print("How soon claps are heard was not measured: what plays them needs Node.", style="yellow")
    console.print(_phases(report))
    if report["cost_usd"] is not None:
        causes = ", ".join(f"{cause} {cost:.4f}" for cause, cost in report["cost_usd_by_cause"].items())
        console.print(f"On AWS it would have cost {report['cost_usd']:.4f} $ ({causes}).")
        console.print(f"The model says {report['model_usd']:.4f} $.")
    if report["chaos"]:
        console.print(f"Chaos: {', '.join(f'{name} {count}' for name, count in report['chaos'].items() if count)}")


def _zeros(report: dict[str, Any]) -> Table:
    table = Table(show_header=False, box=None)
    closing = ", ".join(f"{option} {ballots}" for option, ballots in report["closing"].items())
    asked = report["closing"] == report["cast"]
    rows = (
        ("attendees", f"{report['attendees']}, each with a laptop and a phone"),
        ("commands", f"{report['commands']}, of which {report['acknowledged']} were acknowledged"),
        *((name, str(report[name])) for name in ZEROS),
        ("converged", f"{_yes(report['converged'])}; {report['healed']} screens needed a snapshot"),
        ("closing question", (closing or "none") + ("" if asked else f" instead of {report['cast']}")),
    )
    for name, said in rows:
        table.add_row(name, said)
    return table


def _times(report: dict[str, Any]) -> Table:
    bars = BARS if report["latency"] == "aws" else {}
    table = Table("ms", "p50", "p95", "p99", *(["of p95"] if bars else []), box=None)
    for name, said in SERIES.items():
        of = report[name]
        judged = [_judged(of["p95"], bars[name])] if name in bars else []
        table.add_row(said, *(_figure(of[part]) for part in ("p50", "p95", "p99")), *judged)
    return table


def _judged(p95: float | None, bar: int) -> str:
    word = "not measured" if p95 is None else "kept" if p95 < bar else "MISSED"
    return f"bar {bar:,}: {word}"


def _phases(report: dict[str, Any]) -> Table:
    table = Table(box=None)
    table.add_column("phase", no_wrap=True)
    for head in ("s", "CPU s", "client", "ack p95", "update", "view", "tick", "heard", "$"):
        table.add_column(head, justify="right", no_wrap=True)
    for name, of in report["phases"].items():
        ack = of.get("ack_ms") or of.get("ack_ovation_ms") or {}
        figures = [ack.get("p95"), *(of.get(series, {}).get("p95") for series in COLUMNS)]
        cost = of.get("cost_usd")
        table.add_row(
            name,
            _figure(of.get("seconds")),
            _figure(of.get("server_cpu_seconds")),
            _figure(of.get("client_cpu_seconds")),
            *("" if figure is None else f"{figure:,.0f}" for figure in figures),
            "" if cost is None else f"{cost:.4f}",
        )
    return table


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"


def _yes(value: object) -> str:
    return "yes" if value else "NO"
