"""Floors, in every order in which the calls of several people can reach DynamoDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import count

import pytest
from botocore.awsrequest import AWSResponse
from greenlet import getcurrent

from beifall.domain.floor import Floor
from beifall.store.port import Sitting, Store
from local.seam import Call, Target
from tests import engines
from tests.builders import a_floor
from tests.interleaving import Actor, World, all_orders, some_orders

SEATS = 2

Ask = Callable[[Store, str], Sitting | None]
Check = Callable[[Floor, Sequence[Sitting]], None]

rooms = count()
"""One for all tests: they share the store, and the id of a counter that has gone is given to the next one."""


def in_turn(call: Call, target: Target) -> AWSResponse | None:
    """Lets the others go on before each call that reaches DynamoDB."""
    if (parent := getcurrent().parent) is not None:
        parent.switch()
    return target(call)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with engines.tables("ministack", in_turn):
        yield engines.store()


def sit(name: str, table: str, command: str = "") -> Ask:
    return lambda store, room: store.sit(room, name, table, command=command or f"{name} to {table}")


def stand(name: str) -> Ask:
    return lambda store, room: store.stand(room, name, command=f"{name} stands")


def swept(name: str) -> tuple[Ask, Ask]:
    """As `housekeeping` frees the seat of somebody who has gone: the floor is read, and later it is done."""
    read: dict[str, Floor] = {}

    def look(store: Store, room: str) -> None:
        floor = store.floor(room)
        assert floor is not None
        read[room] = floor

    def free(store: Store, room: str) -> None:
        store.free(read[room], name)

    return look, free


def at_once(store: Store, asks: Sequence[Ask], check: Check, *, before: Sequence[Ask] = ()) -> World:
    """What is asked at once on a fresh floor of two tables, `before` which other things were done."""

    def world() -> tuple[Store, Sequence[Actor], Callable[[], None]]:
        room, told = f"room-{next(rooms)}", list[Sitting]()
        assert store.put_floor(a_floor(room=room, tables=2, seats=SEATS))
        for ask in before:
            ask(store, room)

        def actor(ask: Ask) -> Actor:
            # Its turns are calls of DynamoDB, not of the store.
            return lambda _: told.extend(one for one in [ask(store, room)] if one)

        def in_order() -> None:
            floor = store.floor(room)
            assert floor is not None
            for one in (floor, *(sitting.floor for sitting in told)):
                assert one.taken == Counter(one.who.values())
                assert max(one.taken.values(), default=0) <= SEATS
            check(floor, told)

        return store, [actor(ask) for ask in asks], in_order

    return world


def test_the_last_seat_is_taken_by_one_of_those_who_want_it(store: Store) -> None:
    def check(floor: Floor, told: Sequence[Sitting]) -> None:
        assert sorted(sitting.full for sitting in told) == [False, True]
        assert floor.taken == {"1": 2, **({"2": 1} if "eve" in floor.who and floor.who["eve"] == "2" else {})}

    before = (sit("ada", "1"), sit("eve", "2"))
    assert all_orders(at_once(store, (sit("bob", "1"), sit("eve", "1")), check, before=before)) > 5


def test_who_sits_down_in_two_places_at_once_sits_in_the_one_of_the_later_write(store: Store) -> None:
    def check(floor: Floor, told: Sequence[Sitting]) -> None:
        last = max(told, key=lambda sitting: sitting.floor.rev)
        assert not any(sitting.full for sitting in told)
        assert floor.who == {"ada": last.table}
        assert floor.rev == 3

    assert all_orders(at_once(store, (sit("ada", "1"), sit("ada", "2")), check)) > 5


def test_a_command_that_is_sent_twice_at_once_is_done_once(store: Store) -> None:
    def check(floor: Floor, told: Sequence[Sitting]) -> None:
        assert [sitting.table for sitting in told] == ["2", "2"]
        assert (floor.who, floor.rev) == ({"ada": "2"}, 3)

    twice = (sit("ada", "2"), sit("ada", "2"))
    assert all_orders(at_once(store, twice, check, before=(sit("ada", "1"),))) > 5


def test_who_has_sat_down_again_is_not_swept_away(store: Store) -> None:
    def check(floor: Floor, told: Sequence[Sitting]) -> None:
        assert floor.who == {"ada": told[0].table}

    for table in ("1", "2"):
        look, free = swept("ada")
        world = at_once(store, (sit("ada", table, "again"), free), check, before=(sit("ada", "1"), look))
        assert all_orders(world) > 5


def test_nobody_gets_lost_when_many_sit_move_and_stand_at_once(store: Store) -> None:
    look, free = swept("bob")
    asks = (sit("ada", "2"), stand("ada"), sit("ada", "1", "back"), sit("bob", "1"), sit("eve", "2"), look, free)

    def check(floor: Floor, told: Sequence[Sitting]) -> None:
        assert len(told) == 5
        assert set(floor.who) <= {"ada", "bob", "eve"}

    before = (sit("ada", "1"), sit("bob", "2"), look)
    some_orders(at_once(store, asks, check, before=before), seeds=range(60))
