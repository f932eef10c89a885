"""How fast a room is told things, against what an account, a partition and one reader can carry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beifall.domain.claps import LATE
from beifall.domain.pace import (
    BOUNDLESS,
    GATHERED,
    LONGEST_GLANCE,
    LOUD_BATCH,
    PARTITION,
    QUOTA,
    SLOWEST,
    Pace,
    TooSmall,
    needed,
    pace,
)
from bill.model.applause import loud_tick
from bill.model.contents import Contents
from bill.model.house import House, Place
from bill.model.pace import quota
from crowd.scenes import BATCH

SIZES = (1, 30, 300, 600, 1_200, 3_000, 10_000)
QUOTAS = (600, 1_000, 2_500, 5_000, 10_000, 50_000)


def carried() -> Iterator[tuple[int, int, Pace]]:
    for requests in QUOTAS:
        for people in SIZES:
            try:
                yield requests, people, pace(people, requests)
            except TooSmall:
                continue


def frames(people: int, its: Pace) -> float:
    """Of claps, in a second in which everybody claps."""
    return people * its.thin / BATCH


def test_three_hundred_people_are_told_as_fast_as_anybody() -> None:
    assert pace(300) == Pace(tick=0.25, glance=2, bundle=5, thin=1.0)


def test_all_that_goes_on_at_the_same_time_stays_within_the_quota() -> None:
    assert len(list(carried())) > 25
    for requests, people, its in carried():
        told = people / its.tick + people / its.glance + 2 * people / its.bundle
        votes = 3 * people / 30  # within half a minute: each with its reply, and a frame for the other screen
        assert frames(people, its) + told + votes <= requests, (requests, people)


def test_claps_stay_within_what_a_partition_takes_and_what_one_call_carries() -> None:
    for _, people, its in carried():
        assert frames(people, its) <= PARTITION
        assert frames(people, its) * its.tick <= LOUD_BATCH
        assert 0 < its.thin <= 1


@pytest.mark.parametrize("people", [300, 1_200, 3_000, 10_000])
def test_a_tick_is_no_shorter_than_its_sending_takes_and_not_much_longer_either(people: int) -> None:
    tick = pace(people, BOUNDLESS).tick
    hall = House((("plenum", "plenum"),), (("stage", "plenum"),), people, pace=pace(people, BOUNDLESS))
    place = Place("plenum", hall, Contents(), people)
    takes = loud_tick(place, people, 10 / tick, 10)
    assert takes <= tick
    assert tick <= max(0.25, 1.3 * takes)


def test_phones_gather_claps_for_as_long_as_the_crowd_does() -> None:
    assert GATHERED == BATCH


def test_an_account_that_has_asked_for_nothing_carries_a_large_event_and_the_largest_must_ask() -> None:
    assert pace(3_000) == Pace(tick=0.627, glance=2, bundle=7, thin=0.116)
    with pytest.raises(TooSmall, match=r"every 2\.3 s only"):
        pace(10_000)
    assert pace(10_000, 15_000).tick < SLOWEST


def test_what_phones_gather_is_never_too_old_to_count() -> None:
    assert LONGEST_GLANCE * 1_000 < LATE
    assert all(its.glance <= LONGEST_GLANCE for *_, its in carried())


def test_what_is_needed_is_enough_and_a_thousand_less_is_not() -> None:
    assert needed(300) == QUOTA
    assert needed(300, 2_500) == 2_500
    assert needed(10_000) == 15_000
    for requests in (13_000, 14_000):
        with pytest.raises(TooSmall):
            pace(10_000, requests)


def test_where_one_reader_takes_too_long_no_quota_helps() -> None:
    with pytest.raises(TooSmall, match=r"every 3\.2 s only"):
        pace(20_000, 1_000_000)
    with pytest.raises(TooSmall, match="no account carries 20,000 people"):
        needed(20_000)


def test_a_quota_that_does_not_carry_the_people_is_refused_in_words() -> None:
    with pytest.raises(TooSmall, match=r"1,000 requests a second do not carry 1,200 people: .* every 3\.\d s"):
        pace(1_200, 1_000)
    with pytest.raises(TooSmall, match="nothing is left"):
        pace(10_000, 1_000)


def test_the_largest_crowd_still_sends_some_of_its_claps() -> None:
    assert pace(12_000, BOUNDLESS).thin > 0


def test_some_regions_give_an_account_less() -> None:
    assert (quota("eu-central-1"), quota("eu-south-1")) == (10_000, 2_500)
