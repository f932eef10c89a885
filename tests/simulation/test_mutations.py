"""The simulation notices code that is wrong in one place."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.simulation.audit import run
from tests.simulation.caught import tried
from tests.simulation.hunt import alike, caught
from tests.simulation.mutations import MUTATIONS, mutated
from tests.simulation.plan import SHORT, planned

SEEDS = 2_000
"""As many as the test of the promises runs: what none of them notices goes unnoticed."""


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    with alike(1) as pool:
        yield pool


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_it_is_caught(mutation: str, pool: ProcessPoolExecutor) -> None:
    assert pool.submit(caught, mutation, tried(mutation, SEEDS)).result() is not None


def test_each_promise_that_a_line_can_break_is_broken_by_one() -> None:
    promises = {promise for mutation in MUTATIONS.values() for promise in mutation.breaks}
    assert promises == {f"I{number}" for number in range(1, 18)}


def test_a_mutation_is_over_when_it_is_over() -> None:
    for mutation in MUTATIONS:
        with mutated(mutation):
            pass
    assert all(run(planned(seed, SHORT)).verdict.broken is None for seed in range(5))
