"""Mutants fit the code that they mutate."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.heard.rendering import ROOT
from bench.mutants import MUTANTS, WEB, Mutant, Unfit, copied

RULES = {
    "own claps not subtracted",
    "repeated ticks accepted",
    "late ticks dropped",
    "no credit",
    "flat level",
    "no limiter",
    "endless reverb",
    "long lead",
    "wild jitter",
    "metronomes",
    "grade not heard",
    "one hall for all",
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name.replace(" ", "-"))
def test_its_text_is_found_exactly_once(mutant: Mutant) -> None:
    source = (ROOT / WEB / mutant.file).read_text()
    assert mutant.mutated(source) != source


def test_each_rule_is_broken_by_one() -> None:
    assert {mutant.name for mutant in MUTANTS} >= RULES


def test_one_that_fits_twice_or_nowhere_is_said() -> None:
    mutant = MUTANTS[0]
    for source, found in (("", 0), (2 * mutant.text, 2)):
        with pytest.raises(Unfit, match=f"{mutant.name}: .* is {found} times in {mutant.file}"):
            mutant.mutated(source)


def test_a_copy_is_wrong_and_the_original_is_not(tmp_path: Path) -> None:
    mutant = MUTANTS[0]
    before = (ROOT / WEB / mutant.file).read_text()
    root = copied(tmp_path / "copy", mutant)
    assert (root / WEB / mutant.file).read_text() == mutant.mutated(before)
    assert (ROOT / WEB / mutant.file).read_text() == before
