"""No promise of reliability.md is broken, whatever goes wrong."""

from __future__ import annotations

from tests.simulation.audit import run
from tests.simulation.faults import KINDS
from tests.simulation.hunt import hunt, spread
from tests.simulation.mutations import mutated
from tests.simulation.plan import SHORT, planned
from tests.simulation.shrinking import shrunk, told

RUNS = 2_000

MUST_BE_SEEN = (
    "atmosphere of five",
    "ballot",
    "board",
    "curve",
    "final tally",
    "foreign token refused",
    "link revoked",
    "poll published",
    "purge",
    "question hidden",
    "question merged",
    "seat",
    "seat freed",
    "second round",
    "step of a secret poll",
    "tick",
)
"""What the promises are about: a run in which none of it happens proves nothing."""


def test_two_thousand_runs_break_no_promise() -> None:
    runs = spread(range(RUNS))
    assert not runs.broken, "\n\n".join(runs.told)
    assert runs.runs == RUNS
    assert [kind for kind in KINDS if not runs.struck[kind]] == [], "these faults never struck"
    assert [sight for sight in MUST_BE_SEEN if not runs.seen[sight]] == [], "this never happened"


def test_a_seed_is_the_same_run_each_time() -> None:
    one, other = (run(planned(5, SHORT), traced=True) for _ in range(2))
    assert len(one.verdict.trace or []) > 100
    assert one.verdict.trace == other.verdict.trace


def test_a_failure_says_its_seed_its_promise_and_what_led_to_it() -> None:
    runs = hunt(range(20), mutation="vote-ignores-seq", shrinking=2)
    seed, broken = next(iter(runs.broken.items()))
    assert runs.told[0].startswith(f"seed {seed}: {broken.promise} is broken at ")


def test_a_failure_is_made_short() -> None:
    with mutated("vote-ignores-seq"):
        seed = next(seed for seed in range(50) if run(planned(seed, SHORT)).verdict.broken)
        world = shrunk(planned(seed, SHORT), seconds=120)  # it takes one
    assert world.verdict.broken is not None
    assert len(world.plan.steps) < SHORT.steps / 2
    assert f"{len(world.plan.steps)} steps:" in told(world)
