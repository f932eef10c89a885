"""What the simulation has found once: with the code of that day its seed finds it again, with today's it does not."""

from __future__ import annotations

import pytest

from tests.simulation.audit import run
from tests.simulation.caught import CAUGHT
from tests.simulation.hunt import alike, caught
from tests.simulation.plan import SHORT, planned

FOUND = ("unpin-of-what-is-not-pinned-judges-the-revision", "upvote-resent-after-hiding-is-refused")
"""As mutations, for what was mended."""


@pytest.mark.parametrize("bug", FOUND)
def test_it_was_found_and_is_mended(bug: str) -> None:
    seed = CAUGHT[bug]
    with alike(1) as pool:
        found = pool.submit(caught, bug, range(seed, seed + 2_000)).result()
    assert found is not None
    assert run(planned(found[0], SHORT)).verdict.broken is None
