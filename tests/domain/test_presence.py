"""How full the rooms are, in steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beifall.domain.people import PRESENT, present
from beifall.domain.presence import STEPS, Door, Presence, seen, step
from tests.builders import NOON, a_connection


@pytest.mark.parametrize(
    ("people", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (299, 200), (300, 300), (99_999, 10_000)]
)
def test_a_room_shows_the_highest_step_that_it_reaches(people: int, shown: int) -> None:
    assert step(people) == shown


@given(st.integers(0, 20_000))
def test_of_fewer_than_five_people_nobody_is_told(people: int) -> None:
    assert step(people) in STEPS
    assert step(people) <= people
    assert step(people) == 0 or people >= 5


def test_a_door_that_shows_what_it_did_is_the_very_same_presence() -> None:
    before = seen(Presence("foyer"), {"plenum": 7, "cafe": 1})
    assert (before.rev, dict(before.doors)) == (1, {"plenum": Door(1, 5)})
    assert seen(before, {"plenum": 9, "cafe": 4}) is before
    after = seen(before, {"plenum": 10})
    assert (after.rev, after.doors["plenum"]) == (2, Door(2, 10))


def test_a_room_that_was_not_counted_keeps_its_door() -> None:
    before = seen(Presence("foyer"), {"plenum": 7})
    assert seen(before, {"cafe": 5}).doors["plenum"] == Door(1, 5)


def test_people_are_counted_and_not_their_screens_and_no_stage() -> None:
    here = [
        a_connection("c1="),
        a_connection("c2=", screen="laptop"),
        a_connection("c3=", participant="bob", seen=NOON - PRESENT + 1),
        a_connection("c4=", participant="eve", seen=NOON - PRESENT),
        a_connection("c5=", participant="screen", sight="stage", screen="stage"),
    ]
    assert present(here, now=NOON) == 2
