"""Commands that run into each other, in every order in which their calls can mix."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from beifall.caller import Caller, Means
from beifall.delays.port import Job
from beifall.domain.people import Person
from beifall.domain.polls import Poll
from beifall.domain.things import mark
from beifall.frames import Frame
from beifall.handle import answer
from beifall.join import Join, join
from beifall.settle import settle
from beifall.store.memory import MemoryStore
from beifall.store.port import Store
from beifall.tokens import Keys, Tokens
from tests.builders import NOON, a_connection, a_person, a_poll, a_room, an_event
from tests.interleaving import Actor, all_orders, some_orders
from tests.steps.world import Later, Posts, a_moderator

Replies = dict[str, Frame]


def fresh() -> MemoryStore:
    store = MemoryStore()
    store.put_event(an_event(), before=0)
    store.put_room(a_room(), before=0)
    store.put_room(a_room(id="forum-1"), before=0)
    store.put_backstage(a_poll(), before=0)
    return store


def asking(replies: Replies, id_: str, person: Person, action: str, *, now: int = NOON, **fields: Any) -> Actor:
    text = json.dumps({"action": action, "id": id_, "room": "plenum", **fields})

    def actor(store: Store) -> None:
        means = Means(store, Posts(), clock=lambda: now, chance=lambda: "k" * 48)
        replies[id_] = answer(text, Caller(person, f"{person.participant}="), means)

    return actor


def conducting() -> tuple[Store, Sequence[Actor], Callable[[], None]]:
    """Two moderators who open and close one poll, and housekeeping that looks at it."""
    store, replies = fresh(), Replies()
    one, other = a_moderator(), Person("other", "moderator", ("plenum",))
    actors = (
        asking(replies, "open", one, "poll.open", poll="closing", rev=1),
        asking(replies, "close", other, "poll.close", poll="closing", rev=2),
        lambda within: settle(within, Later(), Job("plenum", "closing"), now=NOON),
    )

    def check() -> None:
        settle(store, Later(), Job("plenum", "closing"), now=NOON)
        public, draft = store.both(Poll, "plenum", "closing")
        assert public is not None
        assert draft is None
        acknowledged = {id_ for id_, reply in replies.items() if reply["type"] == "ok"}
        assert "open" in acknowledged
        assert set(public.commands) == {mark("mod" if id_ == "open" else "other", id_) for id_ in acknowledged}
        assert public.state == ("closing" if "close" in acknowledged else "open")

    return store, actors, check


def test_no_acknowledged_decision_is_lost_when_moderators_and_housekeeping_meet() -> None:
    some_orders(conducting, seeds=range(3_000))


def opening_twice() -> tuple[Store, Sequence[Actor], Callable[[], None]]:
    store, replies = fresh(), Replies()
    actors = [
        asking(replies, id_, Person(id_, "organiser"), "poll.open", poll="closing", rev=1, seconds=seconds)
        for id_, seconds in (("one", 10), ("two", 20))
    ]

    def check() -> None:
        codes = sorted(reply.get("code", "ok") for reply in replies.values())
        assert codes == ["changed", "ok"]
        public, draft = store.both(Poll, "plenum", "closing")
        assert public is not None
        assert draft is None
        won = next(id_ for id_, reply in replies.items() if reply["type"] == "ok")
        assert (public.commands, public.rev) == ((mark(won, won),), 2)

    return store, actors, check


def test_of_two_who_open_one_poll_exactly_one_does_in_each_of_all_orders() -> None:
    assert all_orders(opening_twice) > 100


def entering() -> tuple[Store, Sequence[Actor], Callable[[], None]]:
    store, replies, ada = fresh(), Replies(), a_person()
    store.register(a_connection("ada=", seen=NOON - 1_000))
    rooms = ("plenum", "forum-1")
    actors = [
        asking(replies, room, ada, "enter", now=NOON + at, room=room, screen="phone") for at, room in enumerate(rooms)
    ]

    def check() -> None:
        where = [room for room in rooms if store.far(room, now=NOON)]
        assert where == [store.devices("ada", now=NOON)[0].room]

    return store, actors, check


def test_who_enters_two_rooms_at_once_is_in_exactly_one_in_each_of_all_orders() -> None:
    assert all_orders(entering) > 100


def entering_one_room_that_is_not_there() -> tuple[Store, Sequence[Actor], Callable[[], None]]:
    store, replies, ada = fresh(), Replies(), a_person()
    actors = [
        asking(replies, room, ada, "enter", now=NOON + at, room=room, screen="phone")
        for at, room in enumerate(("plenum", "nowhere"))
    ]

    def check() -> None:
        assert replies["nowhere"]["code"] == "no_such_room"
        assert [one.room for one in store.devices("ada", now=NOON)] == ["plenum"]
        assert len(store.far("plenum", now=NOON)) == 1
        assert not store.far("nowhere", now=NOON)

    return store, actors, check


def test_a_refused_entering_takes_nobody_out_of_another_room_in_any_of_all_orders() -> None:
    assert all_orders(entering_one_room_that_is_not_there) > 50


def joining() -> tuple[Store, Sequence[Actor], Callable[[], None]]:
    store, tokens = fresh(), Tokens(Keys("k1", {"k1": "s"}, "p"), "JC2020")
    request = Join("JC2020", "n" * 20)
    event = an_event(limit=2)
    actors = [lambda within: join(request, event, within, tokens, now=NOON)] * 2

    def check() -> None:
        assert store.admit("somebody-else", limit=2)

    return store, actors, check


def test_one_request_that_comes_twice_at_once_takes_one_place_in_each_of_all_orders() -> None:
    assert all_orders(joining) > 5
