"""Under which conditions an event runs on this machine: options of whatever runs one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

import typer

from local.chaos import KINDS, Chaos, chaos
from local.latency import LATENCIES, NONE, Latency
from local.runner import Runner
from local.socket import Ages


def _more_than_nothing(minutes: float) -> float:
    if not minutes > 0:
        raise typer.BadParameter(f"{minutes} is not more than 0 minutes.")
    return minutes


Delays = Annotated[Literal["none", "aws"], typer.Option("--latency", help="Let everything take as long as in AWS.")]
ConnectionMinutes = Annotated[
    float,
    typer.Option(help="A connection is closed after so long; AWS does at 120.", callback=_more_than_nothing),
]
IdleMinutes = Annotated[
    float,
    typer.Option(
        help="A connection without traffic is closed after so long; AWS does at 10.", callback=_more_than_nothing
    ),
]
ChaosSpec = Annotated[
    str | None,
    typer.Option(
        "--chaos",
        help="What goes wrong on purpose: all, or kind=probability,kind=probability, or all=0.02,cut=0. Kinds: "
        f"{', '.join(KINDS)}.",
        metavar="SPEC",
    ),
]
Seed = Annotated[int, typer.Option(help="What chance begins with, in delays and in what goes wrong.")]


@dataclass(frozen=True)
class Conditions:
    """How long AWS takes, how long connections live, and what goes wrong; by default nothing of it."""

    latency: Latency = NONE
    ages: Ages = field(default_factory=Ages)
    chaos: Chaos = field(default_factory=Chaos)
    seed: int = 1


def conditions(delays: str, connection: float, idle: float, spec: str | None, seed: int) -> Conditions:
    """As the options say it, in minutes. Raises NoSuchChaos."""
    return Conditions(
        latency=LATENCIES[delays],
        ages=Ages(idle=idle * 60, life=connection * 60),
        chaos=Chaos() if spec is None else chaos(spec, seed=seed),
        seed=seed,
    )


def account(runner: Runner) -> list[str]:
    """What was broken on purpose, and what failed of it or by itself: a line each, none if there is nothing to say."""
    lines = []
    if runner.deployment.chaos.rates:
        lines.append(f"Chaos: {_listed(runner.deployment.chaos.injected)}")
    if failed := runner.failures:
        lines.append(f"Failed: {_listed(failed)}")
    return lines


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items() if count) or "nothing"
