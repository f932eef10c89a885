"""The cafeteria: seats, moves, and the lease on a seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, cast

import pytest

from beifall.domain.floor import LEFT
from beifall.domain.people import Connection, Person
from beifall.frames import Frame
from beifall.store.port import Store
from beifall.sweep import sweep
from tests.builders import an_event
from tests.steps.house import ADA, BOB, PLACES, SEATS, STAGE, TABLES, House

PEOPLE = [Person(f"p{number}", "attendee") for number in range(4)]


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter("cafe")
    for person in PEOPLE:
        house.enter(person, "cafe")
    return house


def sit(house: House, person: Person, table: str, **fields: Any) -> Frame:
    return house.by(person, "sit", room="cafe", table=table, **fields)


def taken(house: House) -> list[int]:
    floor = house.shows(BOB, "floor", "floor")
    assert floor is not None
    assert floor["seats"] == SEATS
    return [table["taken"] for table in floor["tables"]]


def swept(house: House) -> None:
    sweep(house.store, house.delays, now=house.now, purged=an_event().purged)
    house.deliver()


def test_whoever_sits_down_is_told_where_the_table_meets(house: House) -> None:
    first, other = sit(house, ADA, "1"), sit(house, BOB, "2")
    assert (first["type"], first["table"]) == ("ok", "1")
    assert first["video"].startswith("https://meet.example.org/")
    assert first["video"] != other["video"]
    assert sit(house, PEOPLE[0], "1")["video"] == first["video"]
    assert taken(house) == [2, 1, 0]


def test_no_screen_is_told_who_sits_where(house: House) -> None:
    sit(house, ADA, "1")
    assert house.screens["ada-2="].you["seat"] == "1"
    for screen in house.screens.values():
        assert "meet.example.org" not in repr(screen.held)
        assert screen.person == ADA or (screen.you["seat"] is None and "'ada'" not in repr(screen.held))


def test_a_full_table_takes_nobody_and_one_keeps_the_seat_that_one_has(house: House) -> None:
    for person in PEOPLE[:SEATS]:
        sit(house, person, "1")
    sit(house, ADA, "2")
    refused = sit(house, ADA, "1")
    assert (refused["code"], refused["field"]) == ("table_full", "table")
    assert taken(house) == [SEATS, 1, 0]


def test_whoever_sits_moves_and_never_has_two_seats(house: House) -> None:
    for table in ("1", "2", "3", "3"):
        assert sit(house, ADA, table)["table"] == table
    assert taken(house) == [0, 0, 1]


def test_whoever_stands_up_leaves_a_free_seat(house: House) -> None:
    sit(house, ADA, "1")
    reply = house.done(ADA, "stand", room="cafe")
    assert (reply["table"], reply["video"]) == (None, None)
    assert taken(house) == [0, 0, 0]
    assert house.done(ADA, "stand", room="cafe")["table"] is None


def test_an_old_sitting_that_is_sent_again_moves_nobody_back(house: House) -> None:
    sit(house, ADA, "1", id="s1")
    sit(house, ADA, "2", id="s2")
    assert sit(house, ADA, "1", id="s1")["table"] == "2"
    assert taken(house) == [0, 1, 0]


def test_two_people_who_chose_the_same_id_both_sit(house: House) -> None:
    assert sit(house, ADA, "1", id="s1")["table"] == "1"
    assert sit(house, BOB, "1", id="s1")["table"] == "1"
    assert taken(house) == [2, 0, 0]


@pytest.mark.parametrize("table", ["0", str(TABLES + 1), "x"])
def test_a_table_that_is_not_there_is_refused_by_its_field(house: House, table: str) -> None:
    refused = sit(house, ADA, table)
    assert (refused["code"], refused["field"]) == ("no_such_table", "table")


def test_a_room_without_tables_has_no_seats(house: House) -> None:
    house.enter(ADA, "plenum")
    assert house.by(ADA, "sit", table="1")["code"] == "no_such_table"
    assert house.by(ADA, "stand")["code"] == "no_such_table"


def test_who_is_not_in_the_cafeteria_sits_nowhere_in_it(house: House) -> None:
    house.enter(ADA, "plenum")
    assert sit(house, ADA, "1")["code"] == "not_in_room"
    assert sit(house, STAGE, "1")["code"] == "not_allowed"


def test_a_seat_is_free_when_its_owner_was_not_heard_of_for_long_and_not_before(house: House) -> None:
    sit(house, ADA, "1")
    sit(house, BOB, "1")
    house.now += LEFT - 1
    house.ask(BOB, "bob=", "ping", room="cafe", rev=0)
    swept(house)
    assert taken(house) == [2, 0, 0]
    house.now += 1
    swept(house)
    assert taken(house) == [1, 0, 0]
    assert house.screens["ada-2="].you["seat"] == "1", "until the next ping: nobody is pushed to who has gone"


def test_one_device_that_still_pings_keeps_the_seat(house: House) -> None:
    sit(house, ADA, "1")
    house.now += LEFT
    house.ask(ADA, "ada-2=", "ping", room="cafe", rev=0)
    swept(house)
    assert taken(house) == [1, 0, 0]


class Watched:
    """A store that counts its calls; `meanwhile` happens once, when the register has been read."""

    def __init__(self, house: House, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.calls = Counter[str]()
        self._store, self._meanwhile = house.store, [meanwhile]

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._store, name)

        def counted(*args: object, **fields: object) -> object:
            self.calls[name] += 1
            return call(*args, **fields)

        return counted

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        self.calls["far"] += 1
        here = self._store.far(room, now=now)
        while room == "cafe" and self._meanwhile:
            self._meanwhile.pop()()
        return here


def watched(house: House, meanwhile: Callable[[], object] = lambda: None) -> Counter[str]:
    """What a sweep has called, of which nobody was heard of for long when it began."""
    house.now += LEFT
    store = Watched(house, meanwhile)
    sweep(cast("Store", store), house.delays, now=house.now, purged=an_event().purged)
    house.deliver()
    return store.calls


def test_each_seat_that_is_freed_takes_two_reads_and_a_write_and_no_other_look_at_all_who_are_there(
    house: House,
) -> None:
    rooms = len(PLACES)
    for number, person in enumerate((ADA, BOB, *PEOPLE)):
        sit(house, person, str(number % TABLES + 1))
    calls = watched(house)
    assert taken(house) == [0, 0, 0]
    assert (calls["far"], calls["near"], calls["floor"]) == (rooms, rooms, 0)
    assert (calls["devices"], calls["listed"], calls["free"]) == (6, 6, 6)


def test_whoever_comes_back_while_the_register_is_read_keeps_the_seat(house: House) -> None:
    for person in (ADA, BOB, PEOPLE[0]):
        sit(house, person, "1" if person is ADA else "2")

    def back() -> None:
        house.ask(ADA, "ada=", "ping", room="cafe", rev=0)
        house.ask(BOB, "new=", "enter", room="cafe", screen="phone")

    watched(house, back)
    assert taken(house) == [1, 1, 0]


def test_whoever_sits_down_meanwhile_keeps_no_other_seat_from_being_freed(house: House) -> None:
    for person in (ADA, BOB):
        sit(house, person, "1")
    calls = watched(house, lambda: house.ask(PEOPLE[0], "p0=", "sit", room="cafe", table="2"))
    assert taken(house) == [0, 1, 0]
    assert (calls["floor"], calls["free"]) == (1, 3)


def test_whoever_has_gone_to_another_room_has_left_the_seat(house: House) -> None:
    sit(house, ADA, "1")
    house.enter(ADA, "plenum")
    house.enter(ADA, "plenum", device="-2")
    house.now += LEFT
    house.ask(ADA, "ada=", "ping", rev=0)
    swept(house)
    assert taken(house) == [0, 0, 0]
