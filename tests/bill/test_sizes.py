"""Whether rows are as large as the bill takes them for."""

from __future__ import annotations

import random
from statistics import fmean

import msgspec
import pytest

from beifall.domain.applause import Applause, counted, passed
from beifall.domain.claps import ALL, Claps, clapper
from beifall.domain.pace import pace
from bill.model import sizes
from crowd.scenes import BATCH
from crowd.thinning import part
from tests.builders import NOON


@pytest.mark.parametrize("people", [300, 3_000])
def test_one_who_claps_adds_so_much_to_the_row_of_an_ovation(people: int) -> None:
    applause, chance, each = Applause("plenum", "loud"), random.Random(7), []
    for turn in range(round(12 / BATCH)):
        now = NOON + round(turn * BATCH * 1_000)
        sent = part(pace(people).thin, people if turn else 0, turn * BATCH * 1_000)
        frames = [
            Claps("plenum", f"c{n}=", clapper(f"p{n}"), NOON // 200 + turn, (200, 0), 8, now - 100, sent)
            for n in range(people)
            if chance.random() * ALL < sent
        ]
        applause, _ = passed(applause, now=now)
        applause, _ = counted(applause, frames, thin=pace(people).thin)
        row = len(msgspec.json.encode(applause)) + sizes.KEYS
        each.append((row - sizes.APPLAUSE) / len(applause.clappers))
    assert fmean(each) == pytest.approx(sizes.CLAPPER, rel=0.05)
