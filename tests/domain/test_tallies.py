"""What is counted, and what of it may be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from beifall.domain.ballots import Ballot, Urn, bucket, buckets_for, voter
from beifall.domain.tallies import Count, Part, Tally, part, recounted, shown
from tests.builders import an_open_poll

URN = Urn("plenum", "closing", 1)
SECRET = an_open_poll()
PLAIN = an_open_poll(secret=False)


def whole(**counts: int) -> Part:
    """A part in which each ballot has chosen one option."""
    return Part(sum(counts.values()), counts)


def counted(revision: int = 1, *, final: bool = False, **counts: int) -> Count:
    return Count(URN, revision, {"0": whole(**counts)}, final=final)


def tallied(tally: Tally | None) -> dict[str, int] | None:
    return dict(tally.counts) if tally else None


def test_withdrawn_ballots_are_not_counted() -> None:
    assert part([Ballot("v1", ("a",), 1), Ballot("v2", (), 2), Ballot("v3", ("a",), 1)]) == Part(2, {"a": 2})


def test_a_recount_that_finds_nothing_new_is_the_very_same_count() -> None:
    count = counted(a=2)
    assert recounted(count, {0: whole(a=2)}, final=False) is count
    assert recounted(count, {0: whole(a=3)}, final=False).revision == 2


def test_a_final_count_is_never_counted_again() -> None:
    count = counted(a=2, final=True)
    assert recounted(count, {0: whole(a=9)}, final=False) is count


def test_a_bucket_that_has_emptied_leaves_the_count() -> None:
    assert recounted(counted(a=2), {0: whole()}, final=False).totals == {}


def test_a_secret_poll_that_is_open_shows_nothing_of_the_first_four_ballots() -> None:
    assert shown(None, counted(a=4), SECRET) is None
    assert tallied(shown(None, counted(a=4, b=1), SECRET)) == {"a": 4, "b": 1}


def test_a_secret_poll_moves_on_by_no_fewer_than_five_ballots() -> None:
    five = shown(None, counted(a=5), SECRET)
    assert shown(five, counted(2, a=9), SECRET) is five
    ten = shown(five, counted(3, a=9, b=1), SECRET)
    assert tallied(ten) == {"a": 9, "b": 1}
    assert ten is not None
    assert ten.rev == 2


def test_four_people_who_change_their_minds_are_not_shown() -> None:
    ten = shown(None, counted(a=10), SECRET)
    assert shown(ten, counted(2, a=6, b=4), SECRET) is ten
    assert tallied(shown(ten, counted(2, a=5, b=5), SECRET)) == {"a": 5, "b": 5}


def test_a_poll_that_is_not_secret_moves_with_each_ballot() -> None:
    assert tallied(shown(None, counted(a=1), PLAIN)) == {"a": 1}


def test_the_final_tally_shows_all() -> None:
    five = shown(None, counted(a=5), SECRET)
    final = shown(five, counted(2, a=6, final=True), SECRET, present=40)
    assert final is not None
    assert (dict(final.counts), final.ballots, final.final, final.present) == ({"a": 6}, 6, True, 40)


def test_a_tally_that_knows_a_later_count_is_not_turned_back() -> None:
    later = shown(None, counted(7, a=20), SECRET)
    assert shown(later, counted(6, a=10), SECRET) is later


def test_a_new_round_begins_at_nothing_and_leaves_a_rev_for_having_none() -> None:
    first = shown(None, counted(a=50, final=True), SECRET)
    again = shown(first, Count(Urn("plenum", "closing", 2), 1, {"0": whole(b=5)}), an_open_poll(round=2))
    assert again is not None
    assert (dict(again.counts), again.rev, again.round) == ({"b": 5}, 3, 2)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=60))
def test_no_live_step_of_a_secret_poll_shows_fewer_than_five_ballots(choices: list[str]) -> None:
    tally: Tally | None = None
    totals: dict[str, int] = {}
    for revision, choice in enumerate(choices, 1):
        totals = {**totals, choice: totals.get(choice, 0) + 1}
        after = shown(tally, Count(URN, revision, {"0": whole(**totals)}), SECRET)
        if after is not tally:
            assert after is not None
            assert after.ballots - (tally.ballots if tally else 0) >= 5
        tally = after
    assert (tally.ballots if tally else 0) > len(choices) - 5


def test_a_voters_name_depends_on_key_and_person_alone() -> None:
    assert voter("k", "ada") == voter("k", "ada")
    assert len({voter("k", "ada"), voter("l", "ada"), voter("k", "bob")}) == 3


@given(st.text(min_size=1), st.integers(1, 64))
def test_a_ballot_always_lies_in_one_of_the_buckets(participant: str, buckets: int) -> None:
    assert bucket(voter("k", participant), buckets) in range(buckets)


def test_buckets_grow_with_the_event_and_stay_bounded() -> None:
    assert [buckets_for(people) for people in (1, 50, 51, 300, 10_000)] == [1, 1, 2, 6, 64]
