"""Polls open, close and are published by rule."""

from __future__ import annotations

from typing import Any

import pytest

from beifall.domain.polls import (
    GRACE,
    Poll,
    accepts,
    chosen,
    closed,
    closing,
    opened,
    published,
    settles,
    state_at,
)
from beifall.domain.refusals import Refused
from tests.builders import NOON, a_poll, an_open_poll


def opening(poll: Poll, **fields: Any) -> Poll:
    given: dict[str, Any] = {"rev": poll.rev, "seconds": None, "now": NOON, "key": "k", "buckets": 6, "command": "c1"}
    return opened(poll, **{**given, **fields})


def test_a_draft_opens_with_a_key_and_stays_open_until_somebody_closes_it() -> None:
    poll = opening(a_poll())
    assert (poll.state, poll.rev, poll.key, poll.buckets, poll.closes) == ("open", 2, "k", 6, None)
    assert accepts(poll, NOON + 86_400_000)


def test_seconds_close_it_three_seconds_after_they_have_passed() -> None:
    poll = opening(a_poll(), seconds=30)
    assert poll.closes == NOON + 33_000
    assert state_at(poll, NOON + 29_999) == "open"
    assert state_at(poll, NOON + 30_000) == "closing"
    assert accepts(poll, NOON + 32_999)
    assert not accepts(poll, NOON + 33_000)


def test_closing_leaves_three_seconds_in_which_ballots_count() -> None:
    poll = closing(an_open_poll(), rev=2, now=NOON, command="c2")
    assert (poll.state, poll.closes) == ("closing", NOON + GRACE)
    assert accepts(poll, NOON + GRACE - 1)
    assert not accepts(poll, NOON + GRACE)
    assert settles(poll) == NOON + 10_000


def test_a_closing_can_be_taken_back_while_ballots_count_and_not_after() -> None:
    poll = closing(an_open_poll(), rev=2, now=NOON, command="c2")
    back = opening(poll, now=NOON + GRACE - 1, command="c3", key="another")
    assert (back.state, back.closes, back.key) == ("open", None, poll.key)
    with pytest.raises(Refused, match="poll_frozen"):
        opening(poll, now=NOON + GRACE, command="c3")


def test_a_command_decided_on_an_old_rev_is_refused() -> None:
    with pytest.raises(Refused, match="changed"):
        closing(an_open_poll(rev=5), rev=4, now=NOON, command="c2")


def test_only_a_closed_poll_is_published() -> None:
    with pytest.raises(Refused, match="poll_frozen"):
        published(an_open_poll(), rev=2, command="c2")
    assert published(closed(an_open_poll()), rev=3, command="c2").state == "published"


def test_a_secret_polls_key_is_destroyed_when_it_closes_and_another_is_kept() -> None:
    assert closed(an_open_poll()).key is None
    assert closed(an_open_poll(secret=False)).key == "k" * 48


SINGLE = an_open_poll()
MULTIPLE = an_open_poll(kind="multiple", min=2, max=2)
SCALE = an_open_poll(kind="scale", options=(), low=1, high=5)
WORDS = an_open_poll(kind="words", options=(), max=2)

REFUSED: list[tuple[Poll, tuple[str | int, ...]]] = [
    *((SINGLE, choice) for choice in (("a", "b"), ("d",), (1,), ("a", "a"))),
    *((MULTIPLE, choice) for choice in (("a",), ("a", "b", "c"), ("a", "a"), ("a", "d"), (1, 2))),
    *((SCALE, choice) for choice in ((0,), (6,), (1, 2), ("3",))),
    *((WORDS, choice) for choice in (("a", "b", "c"), (1,))),
]


@pytest.mark.parametrize(("poll", "choice"), REFUSED)
def test_a_choice_that_is_not_offered_is_refused(poll: Poll, choice: tuple[str | int, ...]) -> None:
    with pytest.raises(Refused, match="bad_choice"):
        chosen(poll, choice)


@pytest.mark.parametrize(("poll", "choice"), [(SINGLE, ("a",)), (MULTIPLE, ("c", "a")), (SCALE, (5,)), (WORDS, ("x",))])
def test_what_is_offered_may_be_chosen_or_the_ballot_withdrawn(poll: Poll, choice: tuple[str | int, ...]) -> None:
    assert chosen(poll, choice) == choice
    assert chosen(poll, ()) == ()


def test_a_word_counts_once_on_a_ballot_however_it_is_spelled() -> None:
    assert chosen(WORDS, (" Mut ", "mut")) == ("Mut",)


@pytest.mark.parametrize("word", ["", "  ", "x" * 41, "a\u202eb", "a\nb", "\ud800"])
def test_a_word_that_could_not_be_shown_is_refused(word: str) -> None:
    with pytest.raises(Refused, match="bad_field"):
        chosen(WORDS, (word,))


def test_a_thing_remembers_its_last_eight_commands() -> None:
    poll = an_open_poll(commands=tuple(f"c{n}" for n in range(8)))
    assert closing(poll, rev=2, now=NOON, command="new").commands == (*(f"c{n}" for n in range(1, 8)), "new")
