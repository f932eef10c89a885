"""`./beifall test`: every check, one after another, and what came of each."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from cli.browser import NoBrowser, chromium

ROOT = Path(__file__).parent.parent
PYTHON = (
    "layers/beifall/python/beifall",
    "functions",
    "local",
    "cli",
    "account",
    "crowd",
    "eventfile",
    "bill",
    "blueprint",
    "infra",
    "protocol",
    "bench",
    "examples",
    "tests",
)
TESTS = {
    "unit": (
        "tests/domain",
        "tests/steps",
        "tests/eventfile",
        "tests/bill",
        "tests/cli",
        "tests/account",
        "tests/crowd",
        "tests/bench",
        "tests/test_grouping.py",
        "tests/test_imports.py",
        "tests/test_logs.py",
    ),
    "contract": ("tests/store", "tests/gateway"),
    "simulation": ("tests/simulation",),
    "runner": ("tests/days", "tests/runner", "tests/local"),  # what takes longest is begun first
    "infra": ("tests/infra",),
    "protocol": ("tests/protocol",),
    "browser": ("tests/browser",),
}
KINDS = ("format", "lint", "types", "web", *TESTS)

Chosen = Annotated[list[str] | None, typer.Argument(help=f"Only these: {', '.join(KINDS)}.", metavar="[KIND]...")]


@dataclass(frozen=True)
class Outcome:
    """How one check went; `tests` is 0 for a check that counts none."""

    kind: str
    good: bool
    tests: int
    seconds: float


class Missing(Exception):
    """Something that a check needs is not there; the text says what mends it."""


def checks(kinds: Chosen = None) -> None:
    """Run all checks: format, lint, types, web, unit, contract, simulation, runner, infra, protocol, browser."""
    wanted = kinds or list(KINDS)
    if unknown := [kind for kind in wanted if kind not in KINDS]:
        print(f"beifall: no checks called {', '.join(unknown)}; there are {', '.join(KINDS)}", file=sys.stderr)
        raise typer.Exit(2)
    try:
        _nothing_is_left_out()
        outcomes = [_checked(kind) for kind in KINDS if kind in wanted]
    except (Missing, NoBrowser) as wrong:
        print(f"beifall: {wrong}", file=sys.stderr)
        raise typer.Exit(1) from None
    for one in outcomes:
        tests = f"{one.tests:5} tests" if one.tests else " " * 11
        print(f"{'ok    ' if one.good else 'FAILED'}  {one.kind:10}{tests}{one.seconds:8.1f} s")
    failed = sum(not one.good for one in outcomes)
    print(f"{len(outcomes) - failed} passed, {failed} failed")
    raise typer.Exit(1 if failed else 0)


def _nothing_is_left_out() -> None:
    """A test that belongs to no kind would never run."""
    homes = [ROOT / home for homes in TESTS.values() for home in homes]
    for path in (ROOT / "tests").rglob("test_*.py"):
        if not any(path == home or path.is_relative_to(home) for home in homes):
            raise Missing(f"{path.relative_to(ROOT)} belongs to no kind of test in cli/checks.py")


def _checked(kind: str) -> Outcome:
    print(f"\n── {kind}", flush=True)
    started = time.monotonic()
    good, tests = True, 0
    for command in _commands(kind):
        good, counted = _run(command)
        tests += counted
        if not good:
            break
    if kind in TESTS and not tests:
        good = False
    return Outcome(kind, good, tests, time.monotonic() - started)


def _commands(kind: str) -> Iterator[list[str]]:
    """What a kind runs, each only if the one before has gone well."""
    here = [sys.executable, "-m"]
    match kind:
        case "format":
            yield [*here, "ruff", "format", "--check", *PYTHON]
        case "lint":
            yield [*here, "ruff", "check", *PYTHON]
        case "types":
            yield [*here, "mypy", *PYTHON]
        case "web":
            npm = _npm("the checks of the pages need Node 20 or later")
            yield from _modules(npm)
            yield [npm, "run", "--silent", "check"]
            yield [npm, "run", "--silent", "test"]
        case _:
            if kind == "browser":
                os.environ["BEIFALL_CHROMIUM"] = str(chromium())
            if kind == "protocol":
                yield from _modules(_npm("AsyncAPI's own schema is an npm package"))
            if kind in ("unit", "browser", "infra"):
                yield from _modules(_npm("what packs the pages is an npm package"))
            if kind == "infra":
                yield from _modules(_npm("the CDK's command line is an npm package"), ROOT / "infra")
            # Tests take one core, and wait. What a worker prints is not seen: the protocol's counts shall be.
            at_once = () if kind == "protocol" else (*_processes(kind), "--dist=loadgroup")
            yield [*here, "pytest", "--quiet", *at_once, *(home for home in TESTS[kind] if (ROOT / home).exists())]


def _processes(kind: str) -> tuple[str, ...]:
    """Whole days in minutes take a fifth of a processor and are begun together; whoever has fewer processes waits for
    one of them after the other. A browser waits half of the time.
    """
    match kind:
        case "runner":
            return ("--numprocesses=6",)
        case "infra" | "browser":
            return ("--numprocesses=3",)
        case _:
            return ("--numprocesses=auto", "--maxprocesses=4")


def _npm(why: str) -> str:
    npm = shutil.which("npm")
    if npm is None:
        raise Missing(f"npm is not here: {why}")
    return npm


def _modules(npm: str, folder: Path = ROOT) -> Iterator[list[str]]:
    """Installs what the folder's package-lock.json says, unless that is there."""
    if not _same(folder / "package-lock.json", folder / "node_modules/lock.json"):
        yield [npm, "ci", f"--prefix={folder}", "--ignore-scripts", "--no-audit", "--no-fund"]
        shutil.copy(folder / "package-lock.json", folder / "node_modules/lock.json")


def _run(command: Sequence[str]) -> tuple[bool, int]:
    """Whether it ended well, and how many tests it says have passed."""
    lines: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    passed = re.findall(r"^\W+ pass (\d+)$|(\d+) passed", "".join(lines[-30:]), re.MULTILINE)
    return running.returncode == 0, sum(int(tap or pytest) for tap, pytest in passed)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
