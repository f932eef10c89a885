"""What every store promises about the register of connections."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.people import CARRIED, LEASE
from beifall.store.port import Store
from tests.builders import NOON, a_connection


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


def test_whoever_is_heard_of_stays_on_the_rooms_list_and_there_alone(store: Store) -> None:
    store.register(a_connection())
    later = NOON + 60_000
    assert store.heard("plenum", "c1=", near=False, now=later)
    assert store.far("plenum", now=later) == (a_connection(seen=later),)
    assert store.devices("ada", now=later) == (a_connection(),)


def test_the_rooms_lists_say_when_each_of_some_connections_was_heard_of_last(store: Store) -> None:
    phone, stage = a_connection(), a_connection("s1=", screen="stage", sight="stage", room="forum-1")
    store.register(phone)
    store.register(stage)
    store.register(a_connection("c2="))
    later = NOON + 60_000
    store.heard("plenum", "c1=", near=False, now=later)
    assert set(store.listed((phone, stage, a_connection("c3=")), now=later)) == {replace(phone, seen=later), stage}
    assert store.listed((phone, stage), now=NOON + LEASE) == (replace(phone, seen=later),)
    assert store.listed((), now=later) == ()


def test_who_has_left_a_room_is_listed_there_no_more(store: Store) -> None:
    store.register(a_connection())
    store.leave(a_connection())
    assert store.listed((a_connection(),), now=NOON) == ()


def test_nobody_is_heard_of_on_a_list_where_they_are_not(store: Store) -> None:
    store.register(a_connection())
    assert not store.heard("plenum", "c1=", near=True, now=NOON)
    assert not store.heard("forum-1", "c1=", near=False, now=NOON)
    assert not store.heard("plenum", "c2=", near=False, now=NOON)
    assert store.far("forum-1", now=NOON) == store.near("plenum", now=NOON) == ()


def test_after_two_hours_in_a_room_ones_own_row_is_asked_for(store: Store) -> None:
    store.register(a_connection())
    assert store.heard("plenum", "c1=", near=False, now=NOON + CARRIED - 1)
    assert not store.heard("plenum", "c1=", near=False, now=NOON + CARRIED)
    assert store.renew("ada", "c1=", room="plenum", now=NOON + CARRIED) is not None


def test_who_has_left_a_room_is_off_its_list_however_lately_they_were_heard_of_there(store: Store) -> None:
    store.register(a_connection())
    store.heard("plenum", "c1=", near=False, now=NOON + 60_000)
    before = store.register(a_connection(room="forum-1", seen=NOON + 60_001))
    assert before is not None
    store.leave(before)
    assert store.far("plenum", now=NOON + 60_001) == ()


def test_a_lease_that_has_ended_is_not_renewed_by_being_heard_of(store: Store) -> None:
    store.register(a_connection())
    assert not store.heard("plenum", "c1=", near=False, now=NOON + LEASE)
