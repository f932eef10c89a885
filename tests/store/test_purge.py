"""What every store promises about the purge."""

from __future__ import annotations

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Upvote
from beifall.domain.contributions import Contributions
from beifall.domain.mood import Mood
from beifall.domain.tallies import Count
from beifall.store.port import Own, Place, Store
from tests.builders import (
    NOON,
    a_connection,
    a_floor,
    a_help_request,
    a_poll,
    a_question,
    a_room,
    an_event,
    an_open_poll,
)

PLACE = Place(Urn("plenum", "closing", 1), 0, "v1")


def fill(store: Store) -> None:
    store.put_event(an_event(), before=0)
    store.put_room(a_room(), before=0)
    store.put_room(a_room(id="cafeteria"), before=0)
    store.put_floor(a_floor())
    store.sit("cafeteria", "ada", "1", command="c1")
    store.put_public(an_open_poll(), before=0)
    store.put_backstage(a_poll(id="later"), before=0)
    store.put_help(a_help_request(), before=0)
    store.put_count(Count(PLACE.urn, 1), before=0)
    store.cast(PLACE, Ballot("v1", ("a",), 1))
    store.feel("plenum", Mood("ada", 5, 1))
    store.put_contributions(Contributions("ada", 1), before=0)
    for number in range(40):
        store.put_backstage(a_question(f"q{number}"), before=0)
        store.upvote("plenum", Upvote("ada", f"q{number}", True, 1))
    store.register(a_connection())
    store.admit("ada", limit=1)
    store.issue("t1")


def test_a_purge_deletes_at_most_so_many_rows_at_once_until_nothing_is_left(store: Store) -> None:
    fill(store)
    deleted: list[int] = []
    while not deleted or deleted[-1]:
        deleted.append(store.purge(at_most=30))
    assert deleted[:3] == [30, 30, 30]
    assert all(0 < one <= 30 for one in deleted[:-1])
    # 40 questions, 40 upvotes, 8 things and a view, 3 facts, 2 rows of a connection, a participant and a ticket.
    assert sum(deleted) >= 96


def test_after_a_purge_everything_is_as_if_it_had_never_been(store: Store) -> None:
    fill(store)
    while store.purge(at_most=1_000):
        pass
    assert store.event() is None
    assert store.state("plenum", staff=True) is None
    assert store.floor("cafeteria") is None
    assert store.helps() == ()
    assert store.ballots(PLACE.urn, 0) == ()
    assert store.counting(PLACE.urn).count == Count(PLACE.urn)
    assert store.own("ada", "plenum", (PLACE,)) == Own(Contributions("ada"))
    assert store.far("plenum", now=NOON) == store.devices("ada", now=NOON) == ()
    assert not store.joined("ada")
    assert store.redeem("t1", "n1") is None
    assert store.admit("bob", limit=1)


def test_what_is_to_last_for_another_time_stays_as_it_is(store: Store) -> None:
    fill(store)
    before = store.event(), store.state("plenum", staff=True), store.floor("cafeteria"), store.own("ada", "plenum", ())
    store.retain()
    assert before == (
        store.event(),
        store.state("plenum", staff=True),
        store.floor("cafeteria"),
        store.own("ada", "plenum", ()),
    )


def test_what_is_not_there_is_purged_at_once(store: Store) -> None:
    assert store.purge(at_most=10) == 0
