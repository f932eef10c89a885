"""Chaos: what is asked for, how often it strikes, and what it counts."""

from __future__ import annotations

import pytest

from local.chaos import KINDS, NoSuchChaos, chaos


def test_all_is_every_kind_at_its_usual_rate() -> None:
    assert chaos("all").rates == KINDS
    assert all(0 < rate <= 0.2 for rate in KINDS.values())


@pytest.mark.parametrize(
    ("spec", "rates"),
    [
        ("cut", {"cut": KINDS["cut"]}),
        ("cut=0.5, 410=1", {"cut": 0.5, "410": 1}),
        ("all=0.02,crash-after=0", {kind: 0.02 for kind in KINDS if kind != "crash-after"}),
        ("cut=0,cut=0.1", {"cut": 0.1}),
        ("drop=0", {}),
    ],
)
def test_the_later_says_more_than_the_earlier_and_what_is_0_never_happens(spec: str, rates: dict[str, float]) -> None:
    assert chaos(spec).rates == rates


@pytest.mark.parametrize("spec", ["", "al", "cut=0.1,", "cut;drop", "=0.1", "CUT", "all,fire"])
def test_a_kind_that_is_none_is_answered_with_all_that_are(spec: str) -> None:
    with pytest.raises(NoSuchChaos, match="duplicate, reorder, cut, delay, drop, 410, 429, 5xx, throttle"):
        chaos(spec)


@pytest.mark.parametrize("spec", ["cut=", "cut=2", "cut=-0.1", "cut=nan", "cut=often", "all=5%", "cut=0=0"])
def test_a_probability_that_is_none_is_refused(spec: str) -> None:
    with pytest.raises(NoSuchChaos, match="a number from 0 to 1"):
        chaos(spec)


def strokes(seed: int, *, kinds: str = "drop=0.2") -> list[bool]:
    one = chaos(kinds, seed=seed)
    return [one.strikes("drop") for _ in range(1_000)]


def test_it_strikes_as_often_as_it_is_probable_and_counts_itself() -> None:
    one = chaos("drop=0.2")
    struck = sum(one.strikes("drop") for _ in range(10_000))
    assert struck == pytest.approx(2_000, rel=0.1)
    assert one.injected == {"drop": struck}
    assert not any(one.strikes("cut") for _ in range(100))


def test_a_seed_brings_the_same_again_whatever_else_is_wanted() -> None:
    assert strokes(1) == strokes(1) == strokes(1, kinds="drop=0.2,cut=0.9")
    assert strokes(1) != strokes(2)
