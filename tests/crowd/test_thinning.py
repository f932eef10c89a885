"""Which frames of claps are sent."""

from __future__ import annotations

import json
import re
from pathlib import Path

from beifall.domain import thinning
from beifall.domain.claps import ALL
from beifall.domain.pace import pace
from crowd.scenes import BATCH
from crowd.thinning import ALONE, CLOSE, PAUSE, Told, part, weight

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"


def test_the_rule_is_the_one_that_pages_keep_to() -> None:
    for case in json.loads((Path(__file__).parent / "parts.json").read_text()):
        assert part(case["thin"], case["people"], case["since"]) == case["part"], case["is"]


def test_a_rehearsals_people_gather_and_pause_as_pages_do() -> None:
    pages = json.loads((Path(__file__).parent / "phones.json").read_text())
    assert pages == {"batch": BATCH * 1_000, "close": CLOSE * 1_000, "few": ALONE, "pause": PAUSE}


def test_until_somebody_knows_all_send_everything_in_rooms_for_fewer_people_than_the_protocol_says() -> None:
    said = re.search(r"all of them in rooms for\s+fewer than ([0-9,]+) people", PROTOCOL.read_text())
    assert said
    fewer = int(said[1].replace(",", ""))
    assert part(pace(fewer - 1).thin, 0, 350) == ALL > part(pace(fewer).thin, 0, 350)


def test_the_server_believes_every_part_that_the_rule_allows() -> None:
    for thin in (1.0, 0.291, 0.116, 0.0291):
        for people in (0, 1, 5, 99, 100, 101, 150, 400, 2_700, 9_000):
            for since in (0, 350, 2_999):
                least = thinning.least(thin, people, is_told=people > 0)
                assert least <= part(thin, people, since), (thin, people, since)


def test_nobody_sends_a_smaller_part_than_the_room_asks_for_and_it_weighs_what_the_room_counts() -> None:
    for thousandths in range(29, 10_001):
        thin = thousandths / 10_000
        sent = part(thin, 10**6, 9_000)
        assert thinning.least(thin, 10**6, is_told=True) <= sent <= 1 + ALL * thin
        assert weight(sent) == thinning.weight(sent)


def test_a_phone_knows_of_others_for_three_seconds_and_a_late_tick_tells_it_nothing() -> None:
    told = Told()
    assert told.people(0.0) == 0
    told.hears([7, 40, 90, 8], 10.0)
    told.hears([6, 3, 5, 8], 11.0)
    assert (told.people(12.9), told.people(13.0)) == (40, 0)
    told.hears([1, 3, 5, 8], 20.0)
    assert told.people(20.0) == 3
