"""Words that people write, counted; and the steps in which a secret poll's tally moves."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.polls import Poll
from beifall.domain.tallies import (
    OTHERS,
    STEP,
    WORDS_BYTES,
    WORDS_KEPT,
    WORDS_SHOWN,
    Count,
    Part,
    Tally,
    average,
    part,
    recounted,
    shown,
    words,
)
from tests.builders import an_open_poll

URN = Urn("plenum", "closing", 1)
WORDS = an_open_poll(kind="words", options=(), max=5, secret=False)


def counted(poll: Poll = WORDS, /, **counts: int) -> Tally:
    found = shown(None, Count(URN, 1, {"0": Part(sum(counts.values()), counts)}), poll)
    assert found is not None
    return found


def test_spellings_are_brought_together_under_the_most_frequent_one() -> None:
    assert words(counted(Mut=2, mut=3, MUT=1, Wut=1), ()) == ([("mut", 6), ("Wut", 1)], 0)


def test_of_two_spellings_as_frequent_the_same_one_always_stands() -> None:
    assert counted(Mut=1, mut=1).counts == counted(mut=1, Mut=1).counts == {"Mut": 2}


def test_a_struck_word_is_not_counted_and_not_read_and_no_other_either() -> None:
    tally = counted(an_open_poll(kind="words", options=(), secret=False, struck=("mist",)), Mist=4, MIST=2, Mut=1)
    assert words(tally, ("mist",)) == ([("Mut", 1)], 0)
    assert words(counted(Mist=4, Mut=1), ("mist",)) == ([("Mut", 1)], 0)


def test_words_beyond_those_shown_and_those_kept_are_counted_among_the_others() -> None:
    everything = {f"w{number:03}": 1 for number in range(WORDS_KEPT + 7)}
    tally = counted(WORDS, **everything, often=9)
    assert (len(tally.counts), tally.others) == (WORDS_KEPT, 8)
    read, others = words(tally, ())
    assert (len(read), read[0], others) == (WORDS_SHOWN, ("often", 9), 8 + WORDS_KEPT - WORDS_SHOWN)


def test_another_word_takes_the_place_of_one_that_is_struck_off() -> None:
    tally = counted(WORDS, **{f"w{number:03}": 1 for number in range(120)}, mist=9)
    read, others = words(tally, ("mist",))
    assert (len(read), others) == (WORDS_SHOWN, 20)


def test_so_many_words_that_no_row_could_hold_them_are_others_too() -> None:
    ballots = [Ballot(f"v{number}", (f"{number:040}",), 1) for number in range(8_000)]
    counts = part([*ballots, Ballot("v", ("often",), 1), Ballot("w", ("often",), 1)], buckets=2).counts
    assert sum(len(word.encode()) + 12 for word in counts) <= WORDS_BYTES / 2 + 12
    assert counts["often"] == 2
    assert sum(counts.values()) == 8_002
    assert counts[OTHERS] > 0


def test_an_average_is_of_ballots_and_there_is_none_without() -> None:
    scale = an_open_poll(kind="scale", options=(), low=0, high=10, secret=False)
    assert average(counted(scale, **{"0": 1, "10": 2})) == 6.67
    assert average(Tally("closing", "plenum", 1, 1, {}, 0, 1)) is None


MULTIPLE = an_open_poll(kind="multiple", min=1, max=3)
SECRET_WORDS = an_open_poll(kind="words", options=(), max=3)
SINGLE = an_open_poll()
VOTERS = st.integers(0, 14)


def choices(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from("abc"), max_size=most, unique=True).map(tuple)


def cast(most: int) -> st.SearchStrategy[list[tuple[int, tuple[str, ...]]]]:
    """Who votes for what, one after another; some change their minds or withdraw."""
    return st.lists(st.tuples(VOTERS, choices(most)), max_size=60)


def check_steps(poll: Poll, cast_: list[tuple[int, tuple[str, ...]]], buckets: int = 3) -> None:
    """Between any two tallies that are shown while the poll is open, at least five ballots differ."""
    ballots: dict[int, tuple[str, ...]] = {}
    seen: dict[int, tuple[str, ...]] = {}
    count, tally = Count(URN), None
    for voter, choice in cast_:
        ballots[voter] = choice
        mine = [Ballot(str(one), ballots[one], 1) for one in ballots if one % buckets == voter % buckets]
        count = recounted(count, {voter % buckets: part(mine)}, final=False)
        after = shown(tally, count, poll)
        if after is tally:
            continue
        assert after is not None
        moved = [one for one in {*ballots, *seen} if ballots.get(one, ()) != seen.get(one, ())]
        assert len(moved) >= STEP, (seen, ballots)
        assert after.rev == (tally.rev if tally else 0) + 1
        tally, seen = after, dict(ballots)
    last = shown(tally, recounted(count, {}, final=True), poll)
    assert last is not None
    each: Counter[str] = Counter(one for choice in ballots.values() for one in choice)
    assert (dict(last.counts), last.final) == (dict(each), True)


@settings(max_examples=300)
@given(cast(3))
def test_no_live_step_of_a_secret_multiple_choice_shows_fewer_than_five_ballots(cast_: list[Any]) -> None:
    check_steps(MULTIPLE, cast_)


@settings(max_examples=300)
@given(cast(3))
def test_no_live_step_of_secret_words_shows_fewer_than_five_ballots(cast_: list[Any]) -> None:
    check_steps(SECRET_WORDS, cast_)


@settings(max_examples=300)
@given(cast(1))
def test_no_live_step_of_a_secret_single_choice_shows_fewer_than_five_ballots_though_minds_change(
    cast_: list[Any],
) -> None:
    check_steps(SINGLE, cast_)
