"""What every store promises about views."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beifall.domain.ballots import Urn
from beifall.domain.board import Board
from beifall.domain.mood import Atmosphere
from beifall.domain.presence import Door, Presence
from beifall.domain.tallies import Count, Part, Tally
from beifall.store.port import Counting, Store
from tests.builders import a_poll, a_room, an_open_poll

View = Tally | Board | Atmosphere | Presence
URN = Urn("plenum", "closing", 1)


def test_a_recount_of_what_is_not_there_starts_from_nothing(store: Store) -> None:
    store.put_backstage(a_poll(), before=0)
    assert store.counting(URN) == Counting(None, Count(URN), None)


def test_a_recount_starts_from_the_poll_its_count_and_its_tally(store: Store) -> None:
    count = Count(URN, 2, {"0": Part(5, {"a": 3, "b": 2}), "1": Part(0, {})}, final=True)
    tally = Tally("closing", "plenum", 4, 1, {"a": 3}, 5, 2, present=30, final=True, others=2, before=3)
    store.put_public(an_open_poll(), before=0)
    store.put_count(count, before=0)
    store.put_tally(tally, before=0)
    assert store.counting(URN) == Counting(an_open_poll(), count, tally)


def test_each_round_has_a_count_of_its_own(store: Store) -> None:
    second = Urn("plenum", "closing", 2)
    assert store.put_count(Count(URN, 1, {"0": Part(1, {"a": 1})}), before=0)
    assert store.put_count(Count(second, 1), before=0)
    assert store.counting(second).count == Count(second, 1)


def test_a_count_is_stored_only_on_the_revision_that_was_read(store: Store) -> None:
    assert store.put_count(Count(URN, 1, {"0": Part(1, {"a": 1})}), before=0)
    assert not store.put_count(Count(URN, 1, {"1": Part(1, {"b": 1})}), before=0)
    assert store.put_count(Count(URN, 2, final=True), before=1)
    assert not store.put_count(Count(URN, 2), before=1)
    assert store.counting(URN).count == Count(URN, 2, final=True)


@pytest.mark.parametrize(
    ("put", "first", "second"),
    [
        (
            lambda store, view, before: store.put_tally(view, before=before),
            Tally("closing", "plenum", 1, 1, {}, 0, 1),
            Tally("closing", "plenum", 2, 1, {}, 5, 2),
        ),
        (
            lambda store, view, before: store.put_board(view, before=before),
            Board("why", "plenum", 1, {"3": 1}, ("why",)),
            Board("why", "plenum", 2, {"3": 2}, ("why",)),
        ),
        (
            lambda store, view, before: store.put_atmosphere(view, before=before),
            Atmosphere("plenum", 1, {"3": {"5": 1}}),
            Atmosphere("plenum", 2, {"3": {"5": 1, "1": 1}}),
        ),
        (
            lambda store, view, before: store.put_presence(view, before=before),
            Presence("plenum", 1, {"forum-1": Door(1, 5)}),
            Presence("plenum", 2, {"forum-1": Door(2, 10)}),
        ),
    ],
    ids=["tally", "board", "atmosphere", "presence"],
)
def test_a_view_is_stored_only_on_the_rev_that_was_read(
    store: Store, put: Callable[[Store, View, int], bool], first: View, second: View
) -> None:
    store.put_room(a_room(), before=0)
    assert not put(store, second, 1)
    assert put(store, first, 0)
    assert not put(store, second, 0)
    assert put(store, second, 1)
    assert not put(store, first, 1)
    state = store.state("plenum", staff=False)
    assert state is not None
    assert second in (*state.tallies, *state.boards, state.atmosphere, state.presence)


def test_a_room_in_which_nobody_has_said_how_they_feel_has_an_empty_atmosphere(store: Store) -> None:
    assert store.atmosphere("plenum") == Atmosphere("plenum")
    store.put_atmosphere(Atmosphere("plenum", 1, {"3": {"5": 1}}), before=0)
    assert store.atmosphere("plenum") == Atmosphere("plenum", 1, {"3": {"5": 1}})
    assert store.atmosphere("forum-1") == Atmosphere("forum-1")
