"""What people answer."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from crowd.voting import choice, dealt

OPTIONS = [{"id": id_} for id_ in ("a", "b", "c", "d")]


def a_poll(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "options": [], "min": 1, "max": 1, "low": 0, "high": 0, **fields}


@pytest.mark.parametrize(
    ("people", "answers"), [(300, (90, 180, 30)), (100, (30, 60, 10)), (7, (2, 4, 1)), (1, (0, 1, 0))]
)
def test_the_closing_question_is_answered_in_the_shares_of_2020(people: int, answers: tuple[int, ...]) -> None:
    made = dealt(a_poll("single", options=OPTIONS), people, random.Random(1))
    counted = Counter(option for (option,) in made)
    assert tuple(counted[option] for option in "abcd") == (*answers, 0)


@pytest.mark.parametrize(
    "poll",
    [
        a_poll("single", options=OPTIONS),
        a_poll("multiple", options=OPTIONS, min=2, max=3),
        a_poll("scale", low=1, high=5),
        a_poll("words", max=3),
    ],
)
def test_every_kind_of_poll_gets_answers_that_it_offers(poll: dict[str, Any]) -> None:
    its = random.Random(2)
    for _ in range(100):
        made = choice(poll, its)
        assert len(set(made)) == len(made)
        match poll["kind"]:
            case "single" | "multiple":
                assert poll["min"] <= len(made) <= poll["max"]
                assert set(made) <= {option["id"] for option in OPTIONS}
            case "scale":
                assert 1 <= made[0] <= 5
            case _:
                assert 1 <= len(made) <= 3


def test_who_thinks_again_comes_to_another_answer() -> None:
    poll, its = a_poll("single", options=OPTIONS[:2]), random.Random(3)
    assert all(choice(poll, its, other_than=["a"]) == ["b"] for _ in range(20))
