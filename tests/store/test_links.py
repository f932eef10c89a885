"""What every store promises about links."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from beifall.store.port import Store


def test_a_link_that_was_never_revoked_is_in_its_first_generation(store: Store) -> None:
    assert store.generation("holder") == 1


def test_revoking_makes_the_next_generation_of_that_link_alone(store: Store) -> None:
    assert [store.revoke("holder", generation) for generation in (1, 2, 3)] == [True, True, True]
    assert (store.generation("holder"), store.generation("other")) == (4, 1)


def test_only_the_generation_that_is_good_can_be_revoked(store: Store) -> None:
    assert not store.revoke("holder", 2)
    assert store.revoke("holder", 1)
    assert not store.revoke("holder", 1)
    assert not store.revoke("holder", 3)
    assert store.generation("holder") == 2


def test_of_many_who_revoke_one_generation_one_does(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda _: store.revoke("holder", 1), range(16)))
    assert (sum(done), store.generation("holder")) == (1, 2)


def test_the_purge_forgets_what_was_revoked(store: Store) -> None:
    store.revoke("holder", 1)
    assert store.purge(at_most=10) == 1
    assert store.generation("holder") == 1
