"""Polls open, close and are published by rule."""

from __future__ import annotations

from typing import Any

import pytest

from beifall.domain.polls import (
    GRACE,
    Kind,
    Poll,
    accepts,
    check_choice,
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


@pytest.mark.parametrize("kind", ["multiple", "scale", "words"])
def test_a_kind_that_nobody_could_vote_in_yet_is_not_opened(kind: Kind) -> None:
    with pytest.raises(Refused, match="poll_frozen"):
        opening(a_poll(kind=kind))


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


def test_a_command_that_is_sent_again_changes_nothing() -> None:
    poll = opening(a_poll())
    assert opening(poll, rev=1) is poll
    again = closing(poll, rev=2, now=NOON, command="c2")
    assert closing(again, rev=2, now=NOON + 9_000, command="c2") is again


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


@pytest.mark.parametrize("choice", [("a", "b"), ("d",), (1,), ("a", "a")])
def test_a_choice_that_is_not_offered_is_refused(choice: tuple[str | int, ...]) -> None:
    with pytest.raises(Refused, match="bad_choice"):
        check_choice(an_open_poll(), choice)


def test_one_option_or_none_may_be_chosen() -> None:
    check_choice(an_open_poll(), ("a",))
    check_choice(an_open_poll(), ())


def test_a_thing_remembers_its_last_eight_commands() -> None:
    poll = an_open_poll(commands=tuple(f"c{n}" for n in range(8)))
    assert closing(poll, rev=2, now=NOON, command="new").commands == (*(f"c{n}" for n in range(1, 8)), "new")
