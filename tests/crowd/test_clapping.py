"""The rhythm of real people, and how it gets into frames."""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import fmean, pstdev

import pytest

from crowd import scenes
from crowd.clapping import FASTEST, SLOWEST, STRONGEST, Batch, batches, claps, grade, part, tempo


def chance() -> random.Random:
    return random.Random(7)


def test_people_clap_as_fast_as_was_measured_and_none_beyond_the_bounds() -> None:
    its = chance()
    tempos = [tempo(its) for _ in range(2_000)]
    assert fmean(tempos) == pytest.approx(4.0, abs=0.05)
    assert pstdev(tempos) == pytest.approx(0.55, abs=0.05)
    assert SLOWEST <= min(tempos) <= max(tempos) <= FASTEST


def test_one_person_keeps_a_tempo_within_a_few_percent() -> None:
    moments = list(claps(1.0, 21.0, chance()))
    intervals = [after - before for before, after in pairwise(moments)]
    assert moments[0] == 1.0
    assert moments[-1] < 21.0
    assert pstdev(intervals) / fmean(intervals) == pytest.approx(0.03, abs=0.01)


def test_who_ends_before_a_second_clap_has_clapped_once() -> None:
    assert list(claps(1.0, 1.0, chance())) == [1.0]


def test_the_first_clap_goes_at_once_and_no_other_waits_longer_than_a_batch_lasts() -> None:
    moments = list(claps(0.0, 10.0, chance()))
    made = list(batches(moments))
    assert made[0] == Batch(0.0, (0.0,))
    assert [clap for batch in made for clap in batch.claps] == moments
    assert all(0 <= batch.due - clap <= scenes.BATCH + 1e-9 for batch in made[1:] for clap in batch.claps)


def test_among_a_few_a_phone_looks_more_often() -> None:
    dues = [batch.due for batch in batches([0.0, 0.3, 0.5, 0.9], iter((0.35, 0.2, 0.2, 0.2, 0.2)).__next__)]
    assert dues == pytest.approx([0.0, 0.35, 0.55, 0.95])


def test_a_burst_has_about_as_many_frames_as_the_bill_is_made_for() -> None:
    its, seconds, people = chance(), 10.0, 200
    frames = sum(len(list(batches(claps(*part(seconds, its), its)))) for _ in range(people))
    assert frames == pytest.approx(scenes.claps(people, seconds)[0], rel=0.05)


def test_an_ovation_is_clapped_harder_than_light_applause_and_nothing_is_off_the_scale() -> None:
    its = chance()
    light, ovation = ([grade(warmth, its) for _ in range(500)] for warmth in (0.1, 1.0))
    assert fmean(ovation) > fmean(light) + 3
    assert 1 <= min(light) <= max(ovation) <= STRONGEST
