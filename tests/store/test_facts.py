"""What every store promises about facts."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Upvote
from beifall.domain.contributions import Contribution, Contributions
from beifall.domain.mood import Mood
from beifall.store import keys
from beifall.store.port import BUCKETS, Own, Place, Store
from tests.builders import NOON

URN = Urn("plenum", "closing", 1)


def a_place(voter: str = "v1", bucket: int = 0) -> Place:
    return Place(URN, bucket, voter)


def an_upvote(participant: str = "ada", question: str = "why", *, on: bool = True, seq: int = 1) -> Upvote:
    return Upvote(participant, question, on, seq)


def all_upvotes(store: Store, room: str) -> set[Upvote]:
    return {one for bucket in range(BUCKETS) for one in store.upvotes(room, bucket)}


def all_moods(store: Store, room: str) -> set[Mood]:
    return {one for bucket in range(BUCKETS) for one in store.moods(room, bucket)}


def test_the_highest_seq_counts_in_whatever_order_ballots_arrive(store: Store) -> None:
    first, second, ninth, tenth = (
        Ballot("v1", (choice,), seq) for choice, seq in zip("abcd", (1, 2, 9, 10), strict=True)
    )
    assert store.cast(a_place(), second) == second
    assert store.cast(a_place(), first) == second
    assert store.cast(a_place(), tenth) == tenth
    assert store.cast(a_place(), ninth) == tenth
    assert store.ballots(URN, 0) == (tenth,)


def test_of_two_ballots_with_one_seq_the_first_counts_and_a_resent_one_changes_nothing(store: Store) -> None:
    first = Ballot("v1", ("a",), 1)
    assert store.cast(a_place(), first) == first
    assert store.cast(a_place(), Ballot("v1", ("b",), 1)) == first
    assert store.cast(a_place(), first) == first


def test_a_ballot_is_read_as_it_was_cast(store: Store) -> None:
    choices: list[tuple[str | int, ...]] = [(), ("a", "c"), (4,), ("4",), ("Ä", "🎉")]
    for number, choice in enumerate(choices):
        store.cast(a_place(f"v{number}"), Ballot(f"v{number}", choice, 1))
    assert {one.voter: one.choice for one in store.ballots(URN, 0)} == {
        f"v{number}": choice for number, choice in enumerate(choices)
    }


def test_ballots_lie_apart_by_bucket_and_round(store: Store) -> None:
    store.cast(a_place("v1", 0), Ballot("v1", ("a",), 1))
    store.cast(a_place("v2", 1), Ballot("v2", ("b",), 1))
    store.cast(Place(replace(URN, round=2), 0, "v1"), Ballot("v1", ("c",), 1))
    assert [one.choice for one in store.ballots(URN, 0)] == [("a",)]
    assert [one.choice for one in store.ballots(URN, 1)] == [("b",)]
    assert store.ballots(URN, 2) == ()


def test_the_upvote_with_the_highest_seq_counts_and_a_resent_one_changes_nothing(store: Store) -> None:
    yes, no = an_upvote(seq=1), an_upvote(on=False, seq=2)
    assert store.upvote("plenum", no) == no
    assert store.upvote("plenum", yes) == no
    assert store.upvote("plenum", an_upvote(on=True, seq=2)) == no
    assert store.upvote("plenum", no) == no
    assert all_upvotes(store, "plenum") == {no}


def test_upvotes_lie_by_room_person_and_question(store: Store) -> None:
    given = {an_upvote(), an_upvote(question="who"), an_upvote("bob"), an_upvote("bob", on=False, question="who")}
    for one in given:
        store.upvote("plenum", one)
    store.upvote("forum-1", an_upvote(seq=7))
    assert all_upvotes(store, "plenum") == given
    assert all_upvotes(store, "forum-1") == {an_upvote(seq=7)}


def test_the_mood_with_the_highest_seq_counts_and_a_resent_one_changes_nothing(store: Store) -> None:
    good, bad = Mood("ada", 5, 1), Mood("ada", 1, 2)
    assert store.feel("plenum", bad) == bad
    assert store.feel("plenum", good) == bad
    assert store.feel("plenum", Mood("ada", 3, 2)) == bad
    assert store.feel("plenum", bad) == bad
    assert store.feel("forum-1", good) == good
    assert all_moods(store, "plenum") == {bad}
    assert all_moods(store, "forum-1") == {good}


def test_all_of_a_persons_upvotes_and_their_mood_are_in_their_bucket_and_in_no_other(store: Store) -> None:
    people = [f"p{number}" for number in range(40)]
    for person in people:
        store.upvote("plenum", an_upvote(person))
        store.upvote("plenum", an_upvote(person, "who"))
        store.feel("plenum", Mood(person, 3, 1))
    for bucket in range(BUCKETS):
        here = {person for person in people if keys.person_bucket(person) == bucket}
        assert {one.participant for one in store.upvotes("plenum", bucket)} == here
        assert {one.participant for one in store.moods("plenum", bucket)} == here
    assert len(all_upvotes(store, "plenum")) == 80


def test_what_one_has_asked_is_stored_on_the_rev_that_was_read(store: Store) -> None:
    assert store.contributions("ada") == Contributions("ada")
    first = Contributions("ada", 1, (Contribution("question", "why", "plenum", NOON),))
    second = Contributions("ada", 2, (*first.made, Contribution("help", "sound", "forum-1", NOON + 1)))
    assert not store.put_contributions(second, before=1)
    assert store.put_contributions(first, before=0)
    assert not store.put_contributions(first, before=0)
    assert store.put_contributions(second, before=1)
    assert not store.put_contributions(second, before=1)
    assert store.contributions("ada") == second
    assert store.contributions("bob") == Contributions("bob")


def test_who_has_done_nothing_has_nothing(store: Store) -> None:
    assert store.own("ada", "plenum", ()) == Own(Contributions("ada"))
    assert store.own("ada", "plenum", (a_place(),)) == Own(Contributions("ada"))


def test_ones_own_are_ballots_by_place_upvotes_and_mood_of_the_room_and_all_that_one_has_asked(store: Store) -> None:
    mine, asked = Ballot("v1", ("a",), 1), Contributions("ada", 1, (Contribution("question", "q", "forum-1", NOON),))
    upvotes = (an_upvote(question="a"), an_upvote(question="b", on=False, seq=3))
    store.cast(a_place(), mine)
    store.put_contributions(asked, before=0)
    for one in upvotes:
        store.upvote("plenum", one)
    store.feel("plenum", Mood("ada", 4, 2))
    store.upvote("forum-1", an_upvote(question="c"))
    store.feel("forum-1", Mood("ada", 1, 9))
    own = store.own("ada", "plenum", (a_place(), a_place("v2")))
    assert own == Own(asked, {a_place(): mine}, upvotes, Mood("ada", 4, 2))


def test_nobody_elses_are_among_ones_own(store: Store) -> None:
    # Of one bucket, and one name begins like the other.
    other = next(name for n in range(999) if keys.person_bucket(name := f"ada{n}") == keys.person_bucket("ada"))
    store.upvote("plenum", an_upvote(other))
    store.feel("plenum", Mood(other, 4, 2))
    store.put_contributions(Contributions(other, 1), before=0)
    assert store.own("ada", "plenum", ()) == Own(Contributions("ada"))


def test_ones_own_are_found_even_among_more_polls_than_one_call_can_ask_for(store: Store) -> None:
    places = [a_place(f"v{number}") for number in range(120)]
    for place in places:
        store.cast(place, Ballot(place.voter, ("a",), 1))
    assert set(store.own("ada", "plenum", places).ballots) == set(places)
