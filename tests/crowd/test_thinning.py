"""Which frames of claps are sent."""

from __future__ import annotations

import json
from pathlib import Path

from beifall.domain import thinning
from beifall.domain.claps import ALL
from crowd.thinning import Told, part, weight


def test_the_rule_is_the_one_that_pages_keep_to() -> None:
    for case in json.loads((Path(__file__).parent / "parts.json").read_text()):
        assert part(case["thin"], case["people"], case["since"]) == case["part"], case["is"]


def test_nobody_sends_a_smaller_part_than_the_room_asks_for_and_it_weighs_what_the_room_counts() -> None:
    for thousandths in range(29, 10_001):
        thin = thousandths / 10_000
        sent = part(thin, 10**6, 9_000)
        assert thinning.least(thin) <= sent <= 1 + ALL * thin
        assert weight(sent) == thinning.weight(sent)


def test_a_phone_knows_of_others_for_three_seconds_and_a_late_tick_tells_it_nothing() -> None:
    told = Told()
    assert told.people(0.0) == 0
    told.hears([7, 40, 90, 8], 10.0)
    told.hears([6, 3, 5, 8], 11.0)
    assert (told.people(12.9), told.people(13.0)) == (40, 0)
    told.hears([1, 3, 5, 8], 20.0)
    assert told.people(20.0) == 3
