"""From a clap to its sound."""

from __future__ import annotations

import random

import pytest

from crowd.hearing import LAPTOPS, Hearing, NoNode, delays, listen
from crowd.ticks import Tick

EVERY = 0.25
LEAD = 0.06


def ticks(claps: list[float], *, late: float, sparse: bool = False) -> list[Tick]:
    """One each quarter of a second, which comes `late` (s) after its end."""
    made = []
    for number in range(int(max(claps) / EVERY) + 1):
        told = [at for at in claps if number * EVERY <= at < (number + 1) * EVERY]
        if told:
            signs = ["A" + chr(ord("A") + int((at / EVERY - number) * 26)) for at in told] if sparse else []
            a = (number + 1, len(told), len(told), 8, *["".join(signs)][: len(signs)])
            made.append(Tick(number + 1, len(told), (number + 1) * EVERY + late, a))
    return made


async def test_a_single_clap_is_heard_where_in_its_tick_it_was() -> None:
    took = await listen(Hearing([0.125], EVERY, [ticks([0.125], late=0.1, sparse=True)]))
    # The sign is the 13th of 64: a fifth of the tick.
    assert took.first == took.each == pytest.approx([0.125 + 0.1 + LEAD + EVERY * 13.5 / 64], abs=0.01)


async def test_in_a_crowd_each_clap_is_matched_with_the_sound_that_stands_for_it() -> None:
    chance = random.Random(1)
    claps = sorted(chance.uniform(0, 4) for _ in range(2_000))
    took = await listen(Hearing(claps, EVERY, [ticks(claps, late=0.1)] * 2))
    assert len(took.each) == pytest.approx(2 * len(claps), rel=0.02)
    middle = sorted(took.each)[len(took.each) // 2]
    # Until the tick's end, its way, the lead, and the same way through the tick as it was made.
    assert middle == pytest.approx(EVERY + 0.1 + LEAD, abs=0.1)


async def test_later_ticks_make_later_sounds() -> None:
    claps = [number / 40 for number in range(160)]
    early, late = [(await listen(Hearing(claps, EVERY, [ticks(claps, late=of)]))).each for of in (0.1, 0.5)]
    assert sum(late) / len(late) - sum(early) / len(early) == pytest.approx(0.4, abs=0.05)


async def test_of_many_laptops_some_are_listened_to_evenly() -> None:
    laptops = [ticks([0.1], late=number / 100, sparse=True) for number in range(2 * LAPTOPS)]
    took = await listen(Hearing([0.1], EVERY, laptops))
    assert len(took.first) == LAPTOPS
    assert max(took.first) - min(took.first) == pytest.approx(2 * (LAPTOPS - 1) / 100, abs=0.02)


async def test_who_was_told_nothing_has_heard_nothing() -> None:
    assert await listen(Hearing([0.1], EVERY, [[]])) == await listen(Hearing([], EVERY, []))


async def test_without_node_nothing_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoNode):
        await listen(Hearing([0.1], EVERY, [ticks([0.1], late=0.1)]))


def test_one_sound_may_stand_for_several_claps() -> None:
    assert delays([0.0, 0.1, 0.2, 0.3], [(1.0, 2.0), (1.2, 2.0)]) == pytest.approx([0.9, 0.9])


def test_where_claps_were_lost_they_may_have_been_any() -> None:
    assert delays([0.0, 0.1, 0.2, 0.3], [(1.0, 1.0), (1.2, 1.0)]) == pytest.approx([0.9, 0.9])
