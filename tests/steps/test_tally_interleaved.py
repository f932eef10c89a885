"""A tally is right in whatever order recounts run into each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest

from beifall.domain.ballots import Ballot, urn
from beifall.domain.polls import Poll
from beifall.domain.tallies import Count, Tally
from beifall.store.memory import MemoryStore
from beifall.store.port import Place, Store
from beifall.tally import recount
from tests.builders import an_open_poll
from tests.interleaving import Actor, World, all_orders, some_orders

POLL = an_open_poll(secret=False, buckets=2)


class Wrong(AssertionError):
    """The tally is not what the ballots say."""


class Unchecked:
    """The negative control: a store that stores a count or a tally whatever its writer has read."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_count(self, count: Count, *, before: int) -> bool:
        return self._store.put_count(count, before=self._store.counting(count.urn).count.revision)

    def put_tally(self, tally: Tally, *, before: int) -> bool:
        stored = self._store.counting(urn(POLL)).tally
        return self._store.put_tally(tally, before=stored.rev if stored else 0)


def voting(voter: str, bucket: int, option: str, poll: Poll = POLL) -> Actor:
    """Casts a ballot; the stream has it counted, as it says, at least once."""

    def actor(store: Store) -> None:
        store.cast(Place(urn(poll), bucket, voter), Ballot(voter, (option,), 1))
        recount(store, urn(poll), [bucket])

    return actor


def counting(*buckets: int, final: bool = False) -> Actor:
    """A batch that is delivered again, or the final recount."""
    return lambda store: recount(store, urn(POLL), buckets, final=final)


def world(actors: Sequence[Actor], *, checked: bool = True) -> World:
    def fresh() -> tuple[Store, Sequence[Actor], Callable[[], None]]:
        memory = MemoryStore()
        memory.put_public(POLL, before=0)
        voting("v0", 0, "c")(memory)
        store = memory if checked else cast("Store", Unchecked(memory))

        def check() -> None:
            ballots = Counter(str(one.choice[0]) for bucket in (0, 1) for one in memory.ballots(urn(POLL), bucket))
            tally = memory.counting(urn(POLL)).tally
            if tally is None or Counter(dict(tally.counts)) != ballots:
                raise Wrong(f"{ballots} were cast, {tally} is shown")

        return store, actors, check

    return fresh


TWO = (voting("v1", 0, "a"), voting("v2", 1, "b"))
THREE = (voting("v1", 0, "a"), voting("v2", 1, "b"), voting("v3", 0, "b"))
TWICE = (voting("v1", 0, "a"), voting("v2", 1, "b"), counting(0, 1), counting(1))


def test_two_votes_are_both_counted_in_each_of_all_orders() -> None:
    assert all_orders(world(TWO)) > 500


def test_three_votes_are_all_counted_in_some_thousand_orders() -> None:
    some_orders(world(THREE), seeds=range(2_000))


def test_batches_that_are_delivered_twice_change_nothing_in_some_thousand_orders() -> None:
    some_orders(world(TWICE), seeds=range(2_000))


def test_without_the_revision_check_a_ballot_is_lost_from_the_tally() -> None:
    with pytest.raises(Wrong):
        all_orders(world(TWO, checked=False))


def test_a_final_tally_has_every_ballot_and_is_never_changed_again() -> None:
    store = MemoryStore()
    store.put_public(POLL, before=0)
    for voter, bucket in (("v1", 0), ("v2", 1)):
        store.cast(Place(urn(POLL), bucket, voter), Ballot(voter, ("a",), 1))
    some_orders(lambda: (store, (counting(0, 1, final=True), counting(0), counting(1)), lambda: None), seeds=range(50))
    final = store.counting(urn(POLL)).tally
    assert final is not None
    assert (final.final, final.ballots) == (True, 2)
    voting("late", 0, "b")(store)
    assert store.counting(urn(POLL)).tally == final
