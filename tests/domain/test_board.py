"""Upvotes are counted as people, bucket by bucket."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from beifall.domain.board import Board, Upvote, recounted, supporters

MINE = Board("q1", "plenum", merged=("q1",))


def test_whoever_supports_two_questions_that_are_merged_counts_once() -> None:
    upvotes = [Upvote("ada", "q1", on=True, seq=1), Upvote("ada", "q2", on=True, seq=1)]
    upvotes.append(Upvote("bob", "q2", on=False, seq=2))
    assert supporters(upvotes, ("q1", "q2")) == 1
    assert supporters(upvotes, ("q3",)) == 0


def test_a_recount_that_finds_nothing_new_is_the_very_same_board() -> None:
    board = recounted(MINE, {3: 2}, ("q1",))
    assert (board.rev, board.upvotes) == (1, 2)
    assert recounted(board, {3: 2, 4: 0}, ("q1",)) is board
    assert recounted(MINE, {3: 0}, ("q1",)) is MINE


def test_a_recount_of_some_buckets_leaves_the_others() -> None:
    board = recounted(recounted(MINE, {3: 2}, ("q1",)), {4: 5}, ("q1",))
    assert (board.rev, board.upvotes, dict(board.parts)) == (2, 7, {"3": 2, "4": 5})


def test_what_is_counted_over_other_questions_starts_anew() -> None:
    board = recounted(recounted(MINE, {3: 2, 4: 1}, ("q1",)), {3: 4}, ("q1", "q2"))
    assert (board.upvotes, board.merged, board.rev) == (4, ("q1", "q2"), 2)
    assert recounted(board, {}, ()).upvotes == 0


@given(st.lists(st.dictionaries(st.integers(0, 15), st.integers(0, 9), max_size=16), max_size=8))
def test_however_it_is_recounted_the_last_count_of_each_bucket_is_what_counts(counts: list[dict[int, int]]) -> None:
    board, latest = MINE, dict[int, int]()
    for parts in counts:
        before, latest = board, latest | parts
        board = recounted(board, parts, ("q1",))
        assert board.upvotes == sum(latest.values())
        assert board.rev == before.rev + (board is not before)
