"""The pace at which people may ask."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beifall.domain.contributions import HOUR, KEPT, PAUSE, PER_HOUR, Contribution, Contributions, noted
from beifall.domain.refusals import Refused
from tests.builders import NOON

NOBODY = Contributions("ada")


def asked(*at: int) -> Contributions:
    made = tuple(Contribution("question", f"q{number}", "plenum", NOON + one) for number, one in enumerate(at))
    return Contributions("ada", len(made), made)


def again(mine: Contributions, at: int) -> Contributions:
    return noted(mine, Contribution("question", "new", "plenum", NOON + at))


def test_the_first_is_free_and_the_next_ten_seconds_later() -> None:
    assert again(NOBODY, 0).rev == 1
    with pytest.raises(Refused, match="too_many_requests") as caught:
        again(asked(0), PAUSE - 1)
    assert caught.value.retry_after == 1
    assert again(asked(0), PAUSE).rev == 2


def test_twenty_an_hour_counted_from_the_first_of_the_last_twenty() -> None:
    mine = asked(*range(0, PER_HOUR * PAUSE, PAUSE))
    with pytest.raises(Refused) as caught:
        again(mine, HOUR - 1)
    assert caught.value.retry_after == 1
    assert again(mine, HOUR).made[-1].id == "new"


def test_a_kind_keeps_its_own_pace() -> None:
    assert noted(asked(0), Contribution("help", "h1", "plenum", NOON)).rev == 2


def test_the_same_id_of_another_kind_is_another_contribution() -> None:
    mine = asked(0)
    assert mine.known("question", "q0") == mine.made[0]
    assert mine.known("help", "q0") is None


def test_two_hundred_are_kept_and_the_oldest_go() -> None:
    mine = asked(*range(-KEPT * HOUR, 0, HOUR))
    after = again(mine, 0)
    assert (len(after.made), after.made[0].id, after.made[-1].id) == (KEPT, "q1", "new")


@given(st.lists(st.integers(0, 400_000), max_size=60))
def test_whoever_waits_as_long_as_they_are_told_is_let_in_and_nobody_exceeds_the_pace(gaps: list[int]) -> None:
    mine, now = NOBODY, NOON
    for number, gap in enumerate(gaps):
        now += gap
        new = Contribution("question", f"q{number}", "plenum", now)
        try:
            mine = noted(mine, new)
        except Refused as no:
            assert no.retry_after is not None
            now += no.retry_after * 1_000
            mine = noted(mine, Contribution("question", f"q{number}", "plenum", now))
    times = [one.at for one in mine.made]
    assert all(later - sooner >= PAUSE for sooner, later in pairwise(times))
    assert all(later - sooner >= HOUR for sooner, later in zip(times, times[PER_HOUR:], strict=False))
