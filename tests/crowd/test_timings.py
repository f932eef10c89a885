"""How long things take until they are known where they should be."""

from __future__ import annotations

from typing import Any

from crowd.held import Key
from crowd.timings import Timings, summary

Item = dict[str, Any]


def item(list_: str, id_: str, rev: int, **fields: object) -> dict[Key, Item]:
    return {(list_, id_): {"id": id_, "rev": rev, **fields}}


def timings(**kinds: str) -> Timings:
    """Each screen, by its name, has come to the plenum at 0."""
    them = Timings()
    them.begin("talk")
    for screen, kind in kinds.items():
        them.enters(screen, kind, "plenum", 0)
    return them


def medians(them: Timings) -> dict[str, float | None]:
    return {name: one["p50"] for name, one in them.overall().items() if one["p50"] is not None}


def test_polls_are_an_update_for_everybody_questions_only_for_stage_and_desk() -> None:
    them = timings(stage="stage", phone="phone")
    them.expect("plenum", "polls", "p", 2, sent=10)
    them.expect("plenum", "questions", "q", 2, sent=10)
    them.hears("phone", item("polls", "p", 2), 10.2)
    them.hears("stage", item("polls", "p", 2) | item("questions", "q", 2), 10.2)
    them.hears("phone", item("questions", "q", 3), 14)
    assert medians(them) == {"update_ms": 200, "view_ms": 4_000}
    assert them.lacking == []


def test_an_older_value_is_not_what_is_expected() -> None:
    them = timings(phone="phone")
    them.expect("plenum", "polls", "p", 3, sent=10)
    them.hears("phone", item("polls", "p", 2), 10.1)
    assert them.lacking == [("plenum", "polls", "p", "phone")]


def test_what_never_came_is_lacking_and_what_a_ping_brought_counts_then() -> None:
    them = timings(one="phone", other="phone")
    them.expect("plenum", "polls", "p", 2, sent=10)
    them.hears("one", item("polls", "p", 2), 130)
    assert medians(them) == {"update_ms": 120_000}
    assert them.lacking == [("plenum", "polls", "p", "other")]


def test_what_came_before_the_reply_to_the_command_counts_as_it_came() -> None:
    them = timings(stage="stage")
    them.hears("stage", item("polls", "p", 2), 10.1)
    them.hears("stage", item("polls", "p", 3), 10.7)
    them.expect("plenum", "polls", "p", 2, sent=10)
    assert medians(them) == {"update_ms": 100}


def test_whoever_left_or_came_later_is_not_expected_to_hear() -> None:
    them = timings(left="phone", moved="phone", stays="phone")
    them.enters("late", "phone", "plenum", 11)
    them.expect("plenum", "polls", "p", 2, sent=10)
    them.leaves("left", 10.9)
    them.enters("moved", "phone", "foyer", 12)
    assert them.lacking == [("plenum", "polls", "p", "stays")]
    them.hears("left", item("polls", "p", 2), 13)
    them.hears("moved", item("polls", "p", 2), 13)
    them.hears("stays", item("polls", "p", 2), 13)
    assert them.overall()["update_ms"]["p99"] == 3_000
    assert them.lacking == []


def test_whoever_leaves_without_what_should_have_come_has_waited_until_then() -> None:
    them = timings(early="phone", late="phone", desk="desk")
    them.expect("plenum", "questions", "q", 2, sent=10)
    them.leaves("early", 15)
    them.leaves("desk", 12)
    assert medians(them) == {"update_ms": 2_000}
    them.enters("late", "phone", "foyer", 30)
    assert medians(them) == {"update_ms": 2_000, "view_ms": 20_000}
    assert them.lacking == [("plenum", "questions", "q", "late")], "of the others nobody knows whether it would have"


def test_a_condition_may_stand_for_a_revision_and_somebody_may_be_expected_alone() -> None:
    them = timings(one="laptop", other="laptop")
    them.expect("plenum", "board", "q", lambda board: board["upvotes"] >= 3, sent=10, screens=["one"])
    them.hears("one", item("board", "q", 1, upvotes=2), 11)
    them.hears("one", item("board", "q", 2, upvotes=4), 15)
    assert medians(them) == {"view_ms": 5_000}


def test_a_final_tally_comes_at_once_and_a_door_of_the_foyer_does_not() -> None:
    them = timings(phone="phone")
    them.expect("plenum", "tallies", "p", 2, sent=10, at_once=True)
    them.expect("plenum", "rooms", "forum-1", 2, sent=10)
    them.hears("phone", item("tallies", "p", 2) | item("rooms", "forum-1", 2), 10.5)
    assert medians(them) == {"update_ms": 500, "view_ms": 500}


def test_what_was_done_in_a_phase_counts_there_whenever_it_arrives() -> None:
    them = timings(phone="phone")
    them.expect("plenum", "polls", "p", 2, sent=10)
    them.begin("ovation")
    them.acknowledged(0.3, "ovation")
    them.hears("phone", item("polls", "p", 2), 11)
    phases = {phase: sorted(each) for phase, each in them.by_phase().items()}
    assert phases == {"talk": ["update_ms"], "ovation": ["ack_ovation_ms"]}


def test_quantiles_are_values_that_were_measured() -> None:
    assert summary([n / 1_000 for n in range(1, 101)]) == {"p50": 50, "p95": 95, "p99": 99}
    assert summary([0.25]) == {"p50": 250, "p95": 250, "p99": 250}
    assert summary([]) == {"p50": None, "p95": None, "p99": None}


def test_what_a_screen_has_held_all_the_time_is_not_expected_to_come() -> None:
    has = {("desk", ("tallies", "p")): {"id": "p", "rev": 4, "final": True}}
    them = Timings(lambda screen, key: has.get((str(screen), key)))
    for screen in ("desk", "phone"):
        them.enters(screen, screen, "plenum", 0)
    them.expect("plenum", "tallies", "p", lambda tally: bool(tally["final"]), sent=10)
    assert them.lacking == [("plenum", "tallies", "p", "phone")]
    assert medians(them) == {}


def test_what_was_undone_is_not_expected_any_more() -> None:
    them = timings(phone="phone")
    them.expect("plenum", "board", "q", lambda board: board["upvotes"] >= 1, sent=10)
    them.forget("plenum", "board", "q")
    them.hears("phone", item("board", "q", 2, upvotes=1), 11)
    assert (them.lacking, medians(them)) == ([], {})
