"""`python -m infra.app`: what CDK's command line runs. The context says which event: `-c event=FILE`."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from aws_cdk import App

from beifall.domain.event import Programme
from beifall.domain.pace import QUOTA
from cli.pack import WEB, packed
from eventfile.mistakes import Mistakes
from eventfile.reading import read
from eventfile.shift import shifted
from infra.artefacts import Artefacts, CannotBuild
from infra.checks import check
from infra.facts import CONCURRENCY, Facts
from infra.stack import EventStack

REGION = "eu-central-1"


class Wrong(Exception):
    """It cannot be synthesised; the text is for people."""


def facts(app: App) -> Facts:
    """What the context and the environment say. Raises Wrong, and Mistakes of the event file."""
    file = app.node.try_get_context("event")
    if not file:
        raise Wrong("which event? Say it with -c event=FILE")
    programme = _at(read(Path(file)), app.node.try_get_context("starts"))
    pages = packed()
    if pages == WEB:
        raise Wrong("the pages must be packed before they are deployed")
    return Facts(
        programme,
        pages,
        region=os.environ.get("CDK_DEFAULT_REGION") or os.environ.get("AWS_REGION") or REGION,
        quota=_number(app, "quota", QUOTA),
        concurrency=_number(app, "concurrency", CONCURRENCY),
        protected=app.node.try_get_context("protected") != "false",
        budgets=app.node.try_get_context("budgets") != "false",
    )


def _number(app: App, name: str, usual: int) -> int:
    given = str(app.node.try_get_context(name) or usual)
    if not given.isdecimal() or not int(given):
        raise Wrong(f"{name}={given} is no whole number from 1 on")
    return int(given)


def _at(programme: Programme, starts: str | None) -> Programme:
    if starts is None:
        return programme
    try:
        time_ = datetime.fromisoformat(starts)
    except ValueError:
        raise Wrong(f"starts={starts} is no time such as 2026-12-01T10:00:00+01:00") from None
    if time_.tzinfo is None:
        raise Wrong(f"starts={starts} has no offset from UTC: write it as 2026-12-01T10:00:00+01:00")
    return shifted(programme, round(time_.timestamp() * 1_000))


def main() -> None:
    """Synthesises one stack, or says in a line why not."""
    app = App()
    try:
        stack = EventStack(app, facts(app), Artefacts())
    except (Wrong, Mistakes, CannotBuild) as wrong:
        print(f"beifall: {wrong}", file=sys.stderr)
        raise SystemExit(1) from None
    check(app, stack)
    try:
        app.synth()
    except RuntimeError as wrong:  # so CDK says what it found; where it has said so already, only that it did
        print(f"beifall: {wrong}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
