"""Questions go from state to state by rule, and what is merged counts together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beifall.domain.questions import (
    Question,
    State,
    answered,
    erased,
    groups,
    hidden,
    labelled,
    merged,
    put_back,
    ring,
    root,
    shown,
    unmerged,
    withdrawn,
)
from beifall.domain.refusals import Refused
from tests.builders import NOON


def a_question(id_: str = "q1", **fields: Any) -> Question:
    given: dict[str, Any] = {"room": "plenum", "rev": 1, "at": NOON, "text": "Why?", "asker": "ada", **fields}
    return Question(id_, **given)


def merged_into(**into: str | None) -> dict[str, Question]:
    """Questions that the audience knows, each merged into another or (None) shown."""
    return {
        id_: a_question(id_, state="shown" if other is None else "merged", into=other) for id_, other in into.items()
    }


def parts(id_: str, known: Mapping[str, Question]) -> tuple[str, ...]:
    return groups(known.values()).get(id_, ())


DECISIONS: Mapping[str, tuple[Callable[[Question], Question], set[State], State | None]] = {
    "show": (lambda it: shown(it, rev=1, command="c"), {"waiting"}, "shown"),
    "wait": (lambda it: put_back(it, rev=1, command="c"), {"shown"}, "waiting"),
    "hide": (lambda it: hidden(it, rev=1, command="c"), {"waiting", "shown", "merged"}, "hidden"),
    "label": (lambda it: labelled(it, ("x",), rev=1, command="c"), {"waiting", "shown", "merged"}, None),
    "merge": (lambda it: merged(it, "q2", rev=1, command="c"), {"waiting", "shown"}, "merged"),
    "unmerge": (lambda it: unmerged(it, rev=1, command="c", public=True), {"merged"}, "shown"),
    "answer": (lambda it: answered(it, "So.", rev=1, command="c"), {"shown", "merged"}, None),
    "withdraw": (lambda it: withdrawn(it, "c"), {"waiting", "merged"}, "withdrawn"),
}
STATES: tuple[State, ...] = ("waiting", "shown", "hidden", "merged", "withdrawn")


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("state", STATES)
def test_each_decision_is_for_some_states_and_refused_in_all_others(name: str, state: State) -> None:
    decide, allowed, after = DECISIONS[name]
    question = a_question(state=state, into="q2" if state == "merged" else None)
    if state not in allowed:
        with pytest.raises(Refused, match="not_allowed"):
            decide(question)
        return
    done = decide(question)
    assert (done.state, done.rev, done.commands) == (after or state, 2, ("c",))


@pytest.mark.parametrize("name", sorted(set(DECISIONS) - {"withdraw"}))
def test_a_decision_on_another_revision_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="changed"):
        DECISIONS[name][0](a_question(rev=2, state="shown"))


def test_what_nobody_was_shown_waits_again_when_it_is_unmerged() -> None:
    question = a_question(state="merged", into="q2")
    back = unmerged(question, rev=1, command="c", public=False)
    assert (back.state, back.into) == ("waiting", None)


@pytest.mark.parametrize("take", [lambda it: erased(it, "c"), lambda it: withdrawn(it, "c")])
def test_what_is_erased_or_withdrawn_has_no_word_left(take: Callable[[Question], Question]) -> None:
    question = a_question(name="Ada", labels=("money",))
    left = take(question)
    assert (left.text, left.name, left.labels, left.answer) == ("", None, (), None)


def test_what_was_erased_keeps_when_and_by_whom_so_that_a_resend_is_known() -> None:
    left = erased(a_question(answer="So.", state="merged", into="q2"), "c")
    assert (left.asker, left.at, left.state, left.into) == ("ada", NOON, "hidden", None)


def test_a_merged_question_counts_for_the_last_of_its_chain() -> None:
    chain = merged_into(a="b", b="c", c=None, d=None)
    assert [root(id_, chain) for id_ in "abcd"] == ["c", "c", "c", "d"]
    assert [parts(id_, chain) for id_ in "abcd"] == [(), (), ("a", "b", "c"), ("d",)]
    assert ring(chain.values()) is None


def test_a_ring_is_counted_once_until_it_is_opened() -> None:
    stuck = merged_into(a="b", b="a", c="a")
    assert [root(id_, stuck) for id_ in "abc"] == ["a", "a", "a"]
    assert parts("a", stuck) == ("a", "b", "c")
    found = ring(stuck.values())
    assert found is not None
    assert found.id == "a"


def test_what_is_hidden_counts_for_nothing_and_neither_does_what_is_merged_into_it() -> None:
    known = {**merged_into(a="b", b=None), "b": a_question("b", state="hidden")}
    assert [parts(id_, known) for id_ in "ab"] == [(), ()]


IDS = "abcdef"


@given(st.fixed_dictionaries({id_: st.sampled_from([None, *IDS, "elsewhere"]) for id_ in IDS}))
def test_each_question_is_part_of_at_most_one_and_opening_rings_always_comes_to_an_end(
    into: dict[str, str | None],
) -> None:
    known = merged_into(**into)
    counted = [part for id_ in IDS for part in parts(id_, known)]
    assert sorted(counted) == sorted(set(counted))
    # Merged into one that the audience does not know, a question stands for itself.
    assert set(counted) == set(IDS)
    for _ in IDS:
        stuck = ring(known.values())
        if stuck is None:
            break
        known[stuck.id] = unmerged(stuck, rev=1, command="c", public=True)
    assert ring(known.values()) is None
