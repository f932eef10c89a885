"""A failure made short: which steps and kinds of faults can be left out so that the same promise is broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TypeVar

from tests.simulation.audit import run
from tests.simulation.plan import Plan, Step
from tests.simulation.world import World

Piece = TypeVar("Piece")


def shrunk(plan: Plan, *, seconds: float) -> World:
    """The world of the shortest plan that was found in about that time, with its trace."""
    first = run(plan)
    broken = first.verdict.broken
    assert broken is not None, "there is nothing to shrink"
    ends = perf_counter() + seconds

    def fails(shorter: Plan) -> bool:
        if perf_counter() > ends:
            return False
        found = run(shorter).verdict.broken
        return found is not None and found.promise == broken.promise

    def with_steps(steps: Sequence[Step]) -> Plan:
        return replace(plan, steps=_timed(plan.steps, steps))

    plan = replace(plan, faults=frozenset(first.faults.struck))
    if not fails(plan):
        plan = replace(plan, faults=frozenset(first.faults.rates))
    plan = with_steps(_less(list(plan.steps), lambda steps: fails(with_steps(steps))))
    plan = replace(
        plan,
        faults=frozenset(_less(sorted(plan.faults), lambda kinds: fails(replace(plan, faults=frozenset(kinds))))),
    )
    return run(plan, traced=True)


def _less(pieces: list[Piece], fails: Callable[[list[Piece]], bool]) -> list[Piece]:
    """Fewer of these, still failing: first halves are left out, then quarters, … (Zeller's delta debugging)."""
    parts = 2
    while len(pieces) >= 1:
        size = max(1, -(-len(pieces) // parts))
        for start in range(0, len(pieces), size):
            fewer = pieces[:start] + pieces[start + size :]
            if fails(fewer):
                pieces, parts = fewer, max(2, parts - 1)
                break
        else:
            if size == 1:
                break
            parts = min(len(pieces), 2 * parts)
    return pieces


def _timed(all_: Sequence[Step], kept: Sequence[Step]) -> tuple[Step, ...]:
    """These steps at the times that they had among all."""
    at, times = 0.0, dict[int, float]()
    for step in all_:
        at += step.pause
        times[step.number] = at
    before, timed = 0.0, list[Step]()
    for step in kept:
        timed.append(replace(step, pause=times[step.number] - before))
        before = times[step.number]
    return tuple(timed)


NAMES = re.compile(r"[a-z]+[0-9_]+-\d+|[pq]\d-[a-z]+|\bp\d\b|Z\d+Z|[0-9a-f]{20,}")
"""What promises are broken about: commands, questions, polls, texts, people."""


def told(world: World, *, lines: int = 40) -> str:
    """Seed, promise and shortened trace, for whoever has to find the reason."""
    trace, broken = world.verdict.trace or [], world.verdict.broken
    names = set(NAMES.findall(broken.what if broken else ""))
    about = [line for line in trace if not names or any(name in line for name in names)]
    return "\n".join(
        [
            f"seed {world.plan.seed}: {broken}",
            f"faults: {', '.join(sorted(world.faults.rates)) or 'none'}; struck: {world.faults.struck or 'none'}",
            f"{len(world.plan.steps)} steps:",
            *[f"  {line}" for line in trace if " STEP " in line][-lines:],
            f"{min(lines, len(about))} of {len(trace)} lines, about {', '.join(sorted(names)) or 'everything'}:",
            *(f"  {line[:240]}" for line in about[-lines:]),
        ]
    )
