"""A floor that an event file describes anew."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from beifall.domain.floor import Floor, fitted
from tests.builders import a_floor


def seated(rev: int = 1, **fields: Any) -> Floor:
    who = fields.pop("who", {})
    return a_floor(rev=rev, who=who, taken=dict(Counter(who.values())), **fields)


def test_an_empty_floor_is_as_it_is_wished_for() -> None:
    wished = a_floor(tables=1, seats=8, video="https://meet.example.org", secret="new")
    after = fitted(a_floor(rev=4, secret="old"), wished)
    assert after == a_floor(rev=5, tables=1, seats=8, video="https://meet.example.org", secret="old")


@pytest.mark.parametrize(
    ("who", "wished", "tables", "seats"),
    [
        ({"ada": "3"}, (1, 4), 3, 4),
        ({"ada": "2", "bob": "2"}, (9, 1), 9, 2),
        ({"ada": "1"}, (0, 0), 1, 1),
        ({}, (0, 0), 0, 0),
    ],
)
def test_nobody_loses_a_seat(who: dict[str, str], wished: tuple[int, int], tables: int, seats: int) -> None:
    after = fitted(seated(who=who), a_floor(tables=wished[0], seats=wished[1]))
    assert after == seated(2, who=who, tables=tables, seats=seats)


def test_nothing_is_changed_if_all_is_as_it_is_wished_for() -> None:
    floor = seated(7, who={"ada": "3"})
    assert fitted(floor, a_floor()) is floor
    assert fitted(floor, a_floor(tables=2)) is floor, "the third one is in use"
