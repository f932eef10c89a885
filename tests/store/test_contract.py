"""One contract for every store: what the port promises, on moto, on the runner's engine and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.people import LEASE
from beifall.domain.tallies import Count, Tally
from beifall.store.memory import MemoryStore
from beifall.store.port import Place, Store
from tests import engines
from tests.builders import NOON, a_connection, a_poll, a_room, an_event, an_open_poll

URN = Urn("plenum", "closing", 1)


@pytest.fixture(params=["moto", "ministack", "memory"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    with engines.tables(request.param):
        yield engines.store()


def a_place(voter: str = "v1", bucket: int = 0) -> Place:
    return Place(URN, bucket, voter)


def test_an_event_is_stored_once_and_read_back_whole(store: Store) -> None:
    assert store.event() is None
    assert store.put_event(an_event(), before=0)
    assert not store.put_event(an_event(title="another"), before=0)
    assert store.event() == an_event()


def test_a_write_with_an_old_rev_changes_nothing(store: Store) -> None:
    assert store.put_poll(an_open_poll(rev=2), before=0)
    assert store.put_poll(an_open_poll(rev=3), before=2)
    assert not store.put_poll(an_open_poll(rev=3, prompt="late"), before=2)
    assert store.poll("plenum", "closing") == an_open_poll(rev=3)


def test_a_draft_is_read_for_staff_only(store: Store) -> None:
    store.put_room(a_room(), before=0)
    store.put_draft(a_poll(), before=0)
    attendees, staffs = store.state("plenum", staff=False), store.state("plenum", staff=True)
    assert attendees is not None
    assert staffs is not None
    assert (attendees.drafts, staffs.drafts) == ((), (a_poll(),))
    assert store.poll("plenum", "closing") is None
    assert store.polls("plenum", "closing") == (None, a_poll())


def test_a_draft_that_has_changed_since_is_not_dropped(store: Store) -> None:
    store.put_draft(a_poll(rev=5), before=0)
    store.drop_draft(a_poll(rev=4))
    assert store.polls("plenum", "closing")[1] == a_poll(rev=5)
    store.drop_draft(a_poll(rev=5))
    assert store.polls("plenum", "closing")[1] is None


def test_a_state_has_everything_of_its_room_and_nothing_of_another(store: Store) -> None:
    store.put_room(a_room(), before=0)
    store.put_room(a_room(id="plenum-2"), before=0)
    store.put_poll(an_open_poll(), before=0)
    store.put_poll(an_open_poll(room="plenum-2", id="other"), before=0)
    tally = Tally("closing", "plenum", 1, 1, {"a": 5}, 5, 1)
    assert store.put_tally(tally, before=0)
    assert store.put_count(Count(URN, 1, {"0": {"a": 5}}), before=0)
    state = store.state("plenum", staff=True)
    assert state is not None
    assert (state.room, state.polls, state.tallies) == (a_room(), (an_open_poll(),), (tally,))
    assert store.state("nowhere", staff=True) is None


def test_the_highest_seq_counts_in_whatever_order_ballots_arrive(store: Store) -> None:
    first, second = Ballot("v1", ("a",), 1), Ballot("v1", ("b",), 2)
    assert store.cast(a_place(), second) == second
    assert store.cast(a_place(), first) == second
    assert store.ballots(URN, 0) == (second,)


def test_of_two_ballots_with_one_seq_the_first_counts_and_a_resent_one_changes_nothing(store: Store) -> None:
    first = Ballot("v1", ("a",), 1)
    assert store.cast(a_place(), first) == first
    assert store.cast(a_place(), Ballot("v1", ("b",), 1)) == first
    assert store.cast(a_place(), first) == first


def test_ballots_lie_apart_by_bucket_and_round(store: Store) -> None:
    store.cast(a_place("v1", 0), Ballot("v1", ("a",), 1))
    store.cast(a_place("v2", 1), Ballot("v2", ("b",), 1))
    store.cast(Place(replace(URN, round=2), 0, "v1"), Ballot("v1", ("c",), 1))
    assert [one.choice for one in store.ballots(URN, 0)] == [("a",)]
    assert [one.choice for one in store.ballots(URN, 1)] == [("b",)]


def test_ones_own_ballots_are_found_by_key(store: Store) -> None:
    mine = Ballot("v1", ("a",), 1)
    store.cast(a_place(), mine)
    assert store.own((a_place(), a_place("v2"))) == {a_place(): mine}
    assert store.own(()) == {}


def test_a_count_is_stored_only_on_the_revision_that_was_read(store: Store) -> None:
    assert store.counting(URN).count == Count(URN)
    assert store.put_count(Count(URN, 1, {"0": {"a": 1}}), before=0)
    assert not store.put_count(Count(URN, 1, {"1": {"b": 1}}), before=0)
    assert store.put_count(Count(URN, 2, {"0": {"a": 1}, "1": {"b": 1}}, final=True), before=1)
    assert store.counting(URN).count == Count(URN, 2, {"0": {"a": 1}, "1": {"b": 1}}, final=True)


def test_a_connection_is_found_by_room_and_by_participant_until_it_is_forgotten(store: Store) -> None:
    phone, laptop = a_connection("c1="), a_connection("c2=", screen="laptop")
    store.register(phone)
    store.register(laptop)
    store.register(a_connection("c3=", participant="bob", room="forum-1"))
    assert set(store.far("plenum", now=NOON)) == {phone, laptop}
    assert set(store.devices("ada", now=NOON)) == {phone, laptop}
    assert store.connection("ada", "c1=", now=NOON) == phone
    assert store.connection("bob", "c1=", now=NOON) is None
    store.forget(phone)
    assert store.far("plenum", now=NOON) == (laptop,)
    assert store.devices("ada", now=NOON) == (laptop,)


def test_registering_tells_what_it_replaces(store: Store) -> None:
    first = a_connection()
    assert store.register(first) is None
    assert store.register(replace(first, room="forum-1")) == first


def test_a_registration_is_taken_back_to_what_it_has_replaced(store: Store) -> None:
    before = a_connection()
    here = replace(before, room="forum-1", seen=NOON + 1)
    store.register(before)
    store.restore(here, store.register(here))
    assert store.devices("ada", now=NOON) == store.far("plenum", now=NOON) == (before,)
    assert store.far("forum-1", now=NOON) == ()


def test_a_first_registration_is_taken_back_to_nothing(store: Store) -> None:
    store.restore(a_connection(), store.register(a_connection()))
    assert store.devices("ada", now=NOON) == store.far("plenum", now=NOON) == ()


def test_a_registration_that_was_replaced_since_is_not_taken_back(store: Store) -> None:
    refused, since = a_connection(room="cellar"), a_connection(seen=NOON + 1)
    store.register(refused)
    store.register(since)
    store.restore(refused, None)
    assert store.devices("ada", now=NOON) == store.far("plenum", now=NOON) == (since,)
    assert store.far("cellar", now=NOON) == ()


def test_renewing_moves_the_lease_only_where_the_connection_is(store: Store) -> None:
    store.register(a_connection())
    later = NOON + LEASE - 1_000
    assert store.renew("ada", "c1=", room="forum-1", now=later) is None
    assert store.renew("bob", "c1=", room="plenum", now=later) is None
    assert store.renew("ada", "c1=", room="plenum", now=later) == a_connection(seen=later)
    assert store.far("plenum", now=later + LEASE - 1_000) == (a_connection(seen=later),)
    assert store.renew("ada", "c1=", room="plenum", now=later + LEASE) is None


def test_who_was_heard_of_in_a_room_since_stays_on_its_list(store: Store) -> None:
    before = a_connection()
    since = replace(before, seen=NOON + 1)
    store.register(since)
    store.leave(before)
    assert store.far("plenum", now=NOON) == (since,)


def test_a_renewal_does_not_put_back_who_has_left_the_list(store: Store) -> None:
    store.register(a_connection())
    store.leave(a_connection())
    assert store.renew("ada", "c1=", room="plenum", now=NOON + 1_000) is not None
    assert store.far("plenum", now=NOON + 1_000) == ()


def test_who_leaves_for_another_room_is_on_its_list_alone(store: Store) -> None:
    before = a_connection()
    after = replace(before, room="forum-1")
    store.register(before)
    store.register(after)
    store.leave(before)
    assert store.far("plenum", now=NOON) == ()
    assert store.far("forum-1", now=NOON) == (after,)
    assert store.devices("ada", now=NOON) == (after,)


def test_a_connection_that_was_not_heard_of_for_long_is_not_there_even_if_its_row_is(store: Store) -> None:
    store.register(a_connection())
    assert store.far("plenum", now=NOON + LEASE - 1_000)
    assert not store.far("plenum", now=NOON + LEASE)
    assert not store.devices("ada", now=NOON + LEASE)
    assert store.connection("ada", "c1=", now=NOON + LEASE) is None


def test_there_are_exactly_as_many_places_as_the_limit(store: Store) -> None:
    assert not store.joined("ada")
    assert [store.admit(name, limit=2) for name in ("ada", "ada", "bob", "eve")] == [True, True, True, False]
    assert [store.joined(name) for name in ("ada", "bob", "eve")] == [True, True, False]


def test_a_ticket_is_tied_to_the_nonce_that_it_came_with_first(store: Store) -> None:
    store.issue("t1")
    assert store.redeem("t2", "n1") is None
    assert store.redeem("t1", "n1") is True
    assert store.redeem("t1", "n1") is True
    assert store.redeem("t1", "n2") is False
    store.issue("t1")
    assert store.redeem("t1", "n2") is False


def test_a_state_longer_than_a_page_is_read_to_its_end(store: Store) -> None:
    store.put_room(a_room(), before=0)
    for number in range(30):
        store.put_poll(an_open_poll(id=f"p{number}", prompt="x" * 50_000), before=0)
    state = store.state("plenum", staff=False)
    assert state is not None
    assert len(state.polls) == 30
