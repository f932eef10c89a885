"""What every store promises about who has joined."""

from __future__ import annotations

from beifall.store.port import Store


def test_there_are_exactly_as_many_places_as_the_limit(store: Store) -> None:
    assert not store.joined("ada")
    assert store.attendance() == 0
    assert [store.admit(name, limit=2) for name in ("ada", "ada", "bob", "eve")] == [True, True, True, False]
    assert [store.joined(name) for name in ("ada", "bob", "eve")] == [True, True, False]
    assert store.attendance() == 2


def test_a_ticket_is_tied_to_the_nonce_that_it_came_with_first(store: Store) -> None:
    store.issue("t1")
    assert store.redeem("t2", "n1") is None
    assert store.redeem("t1", "n1") is True
    assert store.redeem("t1", "n1") is True
    assert store.redeem("t1", "n2") is False
    store.issue("t1")
    assert store.redeem("t1", "n2") is False
