"""How often each of the store's calls asks DynamoDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Board, Upvote
from beifall.domain.contributions import Contributions
from beifall.domain.mood import Atmosphere, Mood
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.tallies import Count, Tally
from beifall.store.port import Place, Store
from tests import engines
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

URN = Urn("plenum", "closing", 1)
PLACE = Place(URN, 0, "v1")
HERE = a_connection()


@pytest.fixture
def tables() -> Iterator[engines.Calls]:
    with engines.tables("ministack") as calls:
        store = engines.store()
        store.put_room(a_room(), before=0)
        store.put_public(an_open_poll(), before=0)
        store.put_backstage(a_question(), before=0)
        store.put_help(a_help_request(), before=0)
        store.put_floor(a_floor(seats=1))
        store.sit("cafeteria", "ada", "1", command="c1")
        store.sit("cafeteria", "bob", "2", command="c2")
        store.cast(PLACE, Ballot("v1", ("a",), 5))
        store.register(HERE)
        store.admit("ada", limit=9)
        store.issue("t1")
        store.redeem("t1", "n1")
        calls.clear()
        yield calls


def floor_free(store: Store) -> None:
    floor = store.floor("cafeteria")
    assert floor is not None
    assert store.free(floor, "ada")


ASKED: list[tuple[str, Callable[[Store], object], dict[str, int]]] = [
    ("event", lambda store: store.event(), {"GetItem": 1}),
    ("state", lambda store: store.state("plenum", staff=True), {"Query": 1}),
    ("room", lambda store: store.room("plenum"), {"GetItem": 1}),
    ("public", lambda store: store.public(Poll, "plenum", "closing"), {"GetItem": 1}),
    ("both", lambda store: store.both(Poll, "plenum", "closing"), {"BatchGetItem": 1}),
    ("put_event", lambda store: store.put_event(an_event(), before=0), {"PutItem": 1}),
    ("put_room", lambda store: store.put_room(a_room(rev=2), before=1), {"PutItem": 1}),
    ("put_public", lambda store: store.put_public(an_open_poll(rev=3), before=2), {"PutItem": 1}),
    ("put_backstage", lambda store: store.put_backstage(a_poll(), before=0), {"PutItem": 1}),
    ("a write on an old rev", lambda store: store.put_room(a_room(), before=0), {"PutItem": 1}),
    ("drop_backstage", lambda store: store.drop_backstage(a_question()), {"DeleteItem": 1}),
    ("helps", lambda store: store.helps(), {"Query": 1}),
    ("help", lambda store: store.help("sound"), {"GetItem": 1}),
    ("put_help", lambda store: store.put_help(a_help_request(rev=2), before=1), {"PutItem": 1}),
    ("owned", lambda store: store.owned("plenum", ("why",), ("sound",)), {"BatchGetItem": 1}),
    ("owned of nobody", lambda store: store.owned("plenum", (), ()), {}),
    ("cast", lambda store: store.cast(PLACE, Ballot("v1", ("b",), 6)), {"PutItem": 1}),
    ("cast an old one", lambda store: store.cast(PLACE, Ballot("v1", ("b",), 5)), {"PutItem": 1, "GetItem": 1}),
    ("ballots", lambda store: store.ballots(URN, 0), {"Query": 1}),
    ("upvote", lambda store: store.upvote("plenum", Upvote("ada", "why", True, 1)), {"PutItem": 1}),
    ("upvotes", lambda store: store.upvotes("plenum", 0), {"Query": 1}),
    ("feel", lambda store: store.feel("plenum", Mood("ada", 5, 1)), {"PutItem": 1}),
    ("moods", lambda store: store.moods("plenum", 0), {"Query": 1}),
    ("contributions", lambda store: store.contributions("ada"), {"GetItem": 1}),
    ("put_contributions", lambda store: store.put_contributions(Contributions("ada", 1), before=0), {"PutItem": 1}),
    ("own", lambda store: store.own("ada", "plenum", (PLACE,)), {"Query": 1, "BatchGetItem": 1}),
    ("counting", lambda store: store.counting(URN), {"BatchGetItem": 1}),
    ("put_count", lambda store: store.put_count(Count(URN, 1), before=0), {"PutItem": 1}),
    (
        "put_tally",
        lambda store: store.put_tally(Tally("closing", "plenum", 1, 1, {}, 0, 1), before=0),
        {"PutItem": 1},
    ),
    ("put_board", lambda store: store.put_board(Board("why", "plenum", 1), before=0), {"PutItem": 1}),
    ("atmosphere", lambda store: store.atmosphere("plenum"), {"GetItem": 1}),
    ("put_atmosphere", lambda store: store.put_atmosphere(Atmosphere("plenum", 1), before=0), {"PutItem": 1}),
    ("put_presence", lambda store: store.put_presence(Presence("plenum", 1), before=0), {"PutItem": 1}),
    ("sit", lambda store: store.sit("cafeteria", "eve", "3", command="c3"), {"UpdateItem": 1}),
    ("sit at a full table", lambda store: store.sit("cafeteria", "eve", "1", command="c3"), {"UpdateItem": 1}),
    ("sit elsewhere", lambda store: store.sit("cafeteria", "ada", "3", command="c3"), {"UpdateItem": 2}),
    ("sit at a full one instead", lambda store: store.sit("cafeteria", "ada", "2", command="c3"), {"UpdateItem": 1}),
    ("sit at the same table", lambda store: store.sit("cafeteria", "ada", "1", command="c3"), {"UpdateItem": 2}),
    ("sit, resent", lambda store: store.sit("cafeteria", "ada", "1", command="c1"), {"UpdateItem": 1}),
    ("sit where no table is", lambda store: store.sit("cafeteria", "ada", "9", command="c3"), {"UpdateItem": 1}),
    ("stand", lambda store: store.stand("cafeteria", "ada", command="c3"), {"GetItem": 1, "UpdateItem": 1}),
    ("stand, resent", lambda store: store.stand("cafeteria", "ada", command="c1"), {"GetItem": 1}),
    ("floor and free", floor_free, {"GetItem": 1, "UpdateItem": 1}),
    ("deployed", lambda store: store.deployed(), {"GetItem": 1}),
    ("put_floor", lambda store: store.put_floor(a_floor(room="bar")), {"PutItem": 1}),
    ("refit", lambda store: store.refit(a_floor(rev=4, seats=3), before=3), {"UpdateItem": 1}),
    ("refit an old one", lambda store: store.refit(a_floor(rev=3, seats=3), before=2), {"UpdateItem": 1}),
    ("retain", lambda store: store.retain(), {"Scan": 3}),
    ("connection", lambda store: store.connection("ada", "c1=", now=NOON), {"GetItem": 1}),
    ("register", lambda store: store.register(replace(HERE, room="forum-1")), {"PutItem": 2}),
    ("restore", lambda store: store.restore(HERE, None), {"DeleteItem": 2}),
    ("renew", lambda store: store.renew("ada", "c1=", room="plenum", now=NOON), {"UpdateItem": 2}),
    ("renew elsewhere", lambda store: store.renew("ada", "c1=", room="bar", now=NOON), {"UpdateItem": 1}),
    ("heard", lambda store: store.heard("plenum", "c1=", near=False, now=NOON), {"UpdateItem": 1}),
    ("leave", lambda store: store.leave(HERE), {"DeleteItem": 1}),
    ("forget", lambda store: store.forget(HERE), {"DeleteItem": 2}),
    ("near", lambda store: store.near("plenum", now=NOON), {"Query": 1}),
    ("far, in two buckets", lambda store: store.far("plenum", now=NOON), {"Query": 2}),
    ("devices", lambda store: store.devices("ada", now=NOON), {"Query": 1}),
    ("listed", lambda store: store.listed((HERE, replace(HERE, id="c2=")), now=NOON), {"BatchGetItem": 1}),
    ("listed of nobody", lambda store: store.listed((), now=NOON), {}),
    ("joined", lambda store: store.joined("ada"), {"GetItem": 1}),
    ("admit", lambda store: store.admit("bob", limit=9), {"UpdateItem": 1, "PutItem": 1}),
    ("admit when full", lambda store: store.admit("bob", limit=1), {"UpdateItem": 1}),
    ("issue", lambda store: store.issue("t2"), {"PutItem": 1}),
    ("redeem", lambda store: store.redeem("t1", "n1"), {"UpdateItem": 1}),
    ("redeem with another nonce", lambda store: store.redeem("t1", "n2"), {"UpdateItem": 1, "GetItem": 1}),
    # Five rows are in `state`, nothing is in `claps`.
    ("purge of five", lambda store: store.purge(at_most=5), {"Scan": 1, "BatchWriteItem": 1}),
    ("purge of all", lambda store: store.purge(at_most=1_000), {"Scan": 4, "BatchWriteItem": 3}),
]


@pytest.mark.parametrize(("ask", "calls"), [(ask, calls) for _, ask, calls in ASKED], ids=[name for name, *_ in ASKED])
def test_a_call_of_the_port_is_as_many_of_dynamodbs(
    tables: engines.Calls, ask: Callable[[Store], object], calls: dict[str, int]
) -> None:
    ask(engines.store())
    assert tables == Counter(calls)
