"""From a clap to its tick."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crowd.ticks import Applause


def applause(
    *ticks: tuple[int, int, float], claps: Sequence[float] = (), screens: tuple[str, ...] = ("laptop",)
) -> Applause:
    """Ticks as (seq, claps, moment), which all screens hear."""
    them = Applause()
    for at in claps:
        them.clapped("plenum", at)
    for seq, k, at in ticks:
        for screen in screens:
            them.hears(screen, "laptop", "plenum", [seq, 1, k, 8], at)
    return them


def test_each_clap_is_matched_with_the_tick_that_counts_it() -> None:
    them = applause((1, 1, 1.2), (2, 2, 1.45), claps=[1.3, 1.0, 1.1])
    burst = them.burst("plenum", 0, 10, ["laptop"])
    assert (burst.made, burst.counted, burst.off) == (3, 3, 0)
    assert burst.latencies == pytest.approx([0.2, 0.35, 0.15])


def test_a_tick_that_did_not_come_to_a_screen_is_known_from_the_others() -> None:
    them = applause((1, 1, 1.2), claps=[1.0, 1.1, 1.4])
    for screen, ticks in (("laptop", [(3, 1.6)]), ("stage", [(2, 1.4), (3, 1.6)])):
        for seq, at in ticks:
            them.hears(screen, screen, "plenum", [seq, 1, 1, 8], at)
    burst = them.burst("plenum", 0, 10, ["laptop"])
    assert burst.latencies == pytest.approx([0.2, 0.5, 0.2])
    assert (burst.counted, burst.missing) == (3, 0)


def test_beyond_a_tick_that_came_to_nobody_nothing_is_measured() -> None:
    burst = applause((1, 1, 1.2), (3, 1, 1.6), claps=[1.0, 1.1, 1.4]).burst("plenum", 0, 10, ["laptop"])
    assert (burst.missing, burst.off) == (1, 0)
    assert burst.latencies == pytest.approx([0.2])


def test_ticks_out_of_order_tell_of_each_clap_once() -> None:
    burst = applause((2, 1, 1.3), (1, 1, 1.4), claps=[1.0, 1.1]).burst("plenum", 0, 10, ["laptop"])
    assert burst.latencies == pytest.approx([0.3, 0.2])


def test_each_burst_is_counted_from_its_own_beginning() -> None:
    them = applause((7, 5, 1.0), (8, 2, 11.2), claps=[0.5, 11.0, 11.1])
    burst = them.burst("plenum", 10, 20, ["laptop"])
    assert (burst.made, burst.counted) == (2, 2)
    assert burst.latencies == pytest.approx([0.2, 0.1])


def test_claps_that_are_lost_or_counted_twice_are_noticed_beyond_one_in_a_hundred() -> None:
    claps = [1 + n / 100 for n in range(400)]
    for counted, off in ((400, 0), (396, 0), (404, 0), (390, -10), (410, 10)):
        assert applause((1, counted, 6.0), claps=claps).burst("plenum", 0, 10, []).off == off
    assert applause((1, 3, 2.0), claps=[1.0]).burst("plenum", 0, 10, []).off == 2


def test_where_some_stand_for_others_what_they_stand_for_must_be_counted() -> None:
    for counted, is_off in ((8_000, False), (7_930, False), (8_070, False), (7_900, True), (8_100, True)):
        them = applause((1, counted, 90.0))
        for n in range(10_000):
            if n % 5:
                them.kept_back("plenum", n / 200)
            else:
                them.clapped("plenum", n / 200, 250)
        burst = them.burst("plenum", 0, 100, [])
        assert (burst.made, burst.sent, bool(burst.off)) == (10_000, 8_000, is_off), counted


def test_in_a_large_room_the_claps_of_a_few_are_missed_each() -> None:
    for counted, off in ((5, 0), (3, -2)):
        them = applause((1, counted, 2.0), claps=[1.0, 1.1, 1.2, 1.3, 1.4])
        assert them.burst("plenum", 0, 10, []).off == off


def test_a_single_clap_that_is_kept_back_is_not_missed_and_one_that_is_told_may_count_for_more() -> None:
    kept = Applause()
    kept.kept_back("plenum", 1.0)
    burst = kept.burst("plenum", 0, 9, ["laptop"])
    assert (burst.made, burst.unheard, burst.off, burst.latencies) == (1, 0, 0, ())
    told = applause((1, 3, 1.4))
    told.clapped("plenum", 1.0, 290)
    burst = told.burst("plenum", 0, 9, ["laptop"])
    assert (burst.made, burst.sent, burst.counted, burst.unheard, burst.off) == (1, 3, 3, 0, 0)
    assert burst.latencies == pytest.approx([0.4] * 3)


def test_a_tick_that_says_two_things_is_noticed_and_phones_have_their_own() -> None:
    them = applause((1, 1, 1.2), claps=[1.0])
    them.hears("phone", "phone", "plenum", [1, 1, 9, 8], 1.3)
    assert them.contradictions == 0
    them.hears("stage", "stage", "plenum", [1, 1, 2, 8], 1.3)
    assert them.contradictions == 1


def test_no_applause_takes_no_time() -> None:
    assert applause(claps=[]).burst("plenum", 0, 1, ["laptop"]).latencies == ()


def test_what_a_screen_is_never_told_of_has_taken_until_the_end() -> None:
    them = applause((1, 1, 1.2), (2, 1, 1.6), claps=[1.0, 1.4], screens=("hears",))
    them.hears("half", "laptop", "plenum", [1, 1, 1, 8], 1.2)
    burst = them.burst("plenum", 0, 9, ["hears", "half", "deaf"])
    assert burst.unheard == 3
    assert burst.latencies == pytest.approx([0.2, 0.2, 0.2, 7.6, 8.0, 7.6])
    silence = applause(claps=[1.0]).burst("plenum", 0, 9, ["laptop"])
    assert (silence.unheard, silence.latencies, silence.off) == (1, (8.0,), 0)


def test_one_tick_that_came_to_nobody_excuses_no_more_claps_than_a_tick_may_count() -> None:
    claps = [1 + n / 100 for n in range(200)]
    heard = applause((1, 10, 1.2), (3, 10, 1.6), claps=claps)
    assert heard.burst("plenum", 0, 10, []).off == -180
    assert applause((1, 90, 2), (3, 80, 3), claps=claps).burst("plenum", 0, 10, []).off == 0


def test_claps_that_were_lost_do_not_make_the_later_ones_late() -> None:
    claps = [1 + n / 100 for n in range(1_000)]
    heard = [(1, at + 0.2) for n, at in enumerate(claps) if n % 100 != 50]
    them = applause(*[(seq, k, at) for seq, (k, at) in enumerate(heard)], claps=claps)
    late = them.burst("plenum", 0, 20, ["laptop"]).latencies
    assert (min(late), max(late)) == pytest.approx((0.2, 0.2), abs=0.011)


def test_applause_is_told_when_all_claps_since_are_counted_and_every_screen_has_heard_it() -> None:
    them = applause((1, 1, 1.2), (2, 1, 5.2), claps=[1.0, 5.0, 5.1])
    assert not them.is_told("plenum", 4, 9, ["laptop"])
    them.hears("laptop", "laptop", "plenum", [3, 1, 1, 8], 5.5)
    assert them.is_told("plenum", 4, 9, ["laptop"])
    assert not them.is_told("plenum", 4, 9, ["laptop", "another"]), "whose tick is still on its way"
    assert not them.is_told("plenum", 4, 5.6, ["laptop"]), "another one may come that was before"


def test_of_very_many_claps_some_are_measured_over_the_whole_burst() -> None:
    claps = [n / 1_000 for n in range(10_000)]
    ticks = [(n, 100, n / 10 + 0.3) for n in range(100)]
    screens = tuple(f"laptop {n}" for n in range(60))
    late = applause(*ticks, claps=claps, screens=screens).burst("plenum", 0, 20, screens).latencies
    assert len(late) == pytest.approx(200_000, rel=0.01)
    assert (min(late), max(late)) == pytest.approx((0.2, 0.3), abs=0.003)
