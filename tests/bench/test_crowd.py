"""People who are made up to clap, and the ticks of their claps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from beifall.domain import applause
from bench.heard.crowd import FEW, SIGNS, Clap, Tick, apart, burst, stalled, steady, swell, ticked, troubled
from bench.heard.rhythm import order


def test_a_tick_tells_its_people_and_claps() -> None:
    ticks = ticked([Clap(0.1, 0), Clap(0.2, 3), Clap(0.3, 3)], 3)
    assert [tick.at for tick in ticks] == [0.25, 0.5]
    assert ticks[0].a == [1, 2, 2, 8, "AZDz"]
    assert ticks[1].a == [2, 2, 1, 8, "DM"]


def test_more_than_sixteen_are_not_told_one_by_one() -> None:
    assert [len(ticked([Clap(0.1, one) for one in range(many)], 1)[0].a) for many in (16, 17)] == [5, 4]


def test_few_can_be_told_like_many() -> None:
    assert ticked([Clap(0.1, 0)], 1, each=False)[0].a == [1, 1, 1, 8]


def test_in_silence_there_is_no_tick() -> None:
    assert ticked([], 5) == []


def test_claps_add_up() -> None:
    claps = steady(40, seed=1, start=0.5, end=6)
    assert sum(tick.a[2] for tick in ticked(claps, 8)) == len(claps)
    assert max(tick.a[1] for tick in ticked(claps, 8)) == 40


@pytest.mark.parametrize("claps", [steady(100, seed=1, start=0, end=10), swell(100, seed=1)])
def test_people_are_not_in_step(claps: list[Clap]) -> None:
    assert order(np.array([clap.at for clap in claps if 3 < clap.at < 7])) < 0.2


def test_one_begins_and_most_follow() -> None:
    claps = swell(300, seed=1)
    assert claps[0] == Clap(1.0, 0)
    early, late = ({clap.person for clap in claps if start < clap.at < start + 0.5} for start in (1, 5))
    assert len(early) < 30
    assert 200 < len(late) < 300


def test_a_seed_gives_the_same_again() -> None:
    assert swell(30, seed=3) == swell(30, seed=3) != swell(30, seed=4)


def test_those_that_sound_at_one_instant_are_taken_apart() -> None:
    assert apart([Clap(0.1001, 1), Clap(0.1002, 2), Clap(0.11, 3)]) == [Clap(0.1001, 1), Clap(0.11, 3)]


def test_trouble_loses_nothing_brings_nothing_early_and_does_everything() -> None:
    ticks = ticked(steady(20, seed=1, start=0.5, end=60), 62)
    came = troubled(ticks, seed=1)
    seqs = [tick.a[0] for tick in came]
    when = {tick.a[0]: tick.at for tick in ticks}
    assert set(seqs) == set(when)
    assert len(seqs) > len(when), "some come twice"
    assert any(one > other for one, other in pairwise(seqs)), "some are overtaken"
    assert max(tick.at - when[tick.a[0]] for tick in came) > 0.2, "some are late"
    assert min(tick.at - when[tick.a[0]] for tick in came) > 0


def test_after_a_stall_all_comes_at_once() -> None:
    ticks = [Tick(at, [index]) for index, at in enumerate((1.0, 2.0, 2.5, 3.0))]
    assert [tick.at for tick in stalled(ticks, 1.9, 0.7)] == pytest.approx([1.0, 2.6, 2.6, 3.0])


def test_the_signs_are_those_of_the_protocol() -> None:
    assert (SIGNS, FEW) == (applause.SIGNS, applause.FEW)


def test_in_a_burst_everybody_claps_once() -> None:
    claps = burst(300, seed=1)
    assert {clap.person for clap in claps} == set(range(300))
    assert len(claps) == 300
    assert claps[-1].at - claps[0].at < 0.2
