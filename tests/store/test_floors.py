"""What every store promises about floors."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

from beifall.domain.floor import NOTED, Floor
from beifall.store.port import Sitting, Store
from tests.builders import a_floor

ROOM = "cafeteria"


def seated(rev: int, **who: str) -> Floor:
    return a_floor(rev=rev, who=who, taken=dict(Counter(who.values())))


def test_a_floor_is_stored_once_and_read_back_whole(store: Store) -> None:
    assert store.floor(ROOM) is None
    floor = a_floor(video="https://video.example", secret="s")
    assert store.put_floor(floor)
    assert not store.put_floor(a_floor(tables=9))
    assert store.floor(ROOM) == floor


def test_a_room_without_a_floor_has_no_seats(store: Store) -> None:
    assert store.sit(ROOM, "ada", "1", command="c1") is None
    assert store.stand(ROOM, "ada", command="c2") is None
    assert not store.free(seated(1, ada="1"), "ada")
    assert store.floor(ROOM) is None


def test_nobody_sits_at_a_table_that_is_not_there(store: Store) -> None:
    store.put_floor(a_floor())
    assert [store.sit(ROOM, "ada", table, command="c1") for table in ("0", "4", "01", "x", "-1")] == [None] * 5
    assert store.floor(ROOM) == a_floor()


def test_who_sits_down_has_a_seat(store: Store) -> None:
    store.put_floor(a_floor())
    assert store.sit(ROOM, "ada", "2", command="c1") == Sitting(seated(2, ada="2"), "2")
    assert store.floor(ROOM) == seated(2, ada="2")


def test_who_sits_elsewhere_moves(store: Store) -> None:
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "2", command="c1")
    assert store.sit(ROOM, "ada", "3", command="c2") == Sitting(seated(3, ada="3"), "3")
    assert store.sit(ROOM, "ada", "2", command="c3") == Sitting(seated(4, ada="2"), "2")


def test_sitting_where_one_sits_is_a_change_too(store: Store) -> None:
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "2", command="c1")
    assert store.sit(ROOM, "ada", "2", command="c2") == Sitting(seated(3, ada="2"), "2")


def test_a_full_table_takes_nobody_else(store: Store) -> None:
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "1", command="c1")
    store.sit(ROOM, "bob", "1", command="c2")
    full = seated(3, ada="1", bob="1")
    assert store.sit(ROOM, "eve", "1", command="c3") == Sitting(full, None, full=True)
    assert store.floor(ROOM) == full


def test_who_finds_a_table_full_keeps_the_seat_they_have(store: Store) -> None:
    store.put_floor(a_floor())
    for name, table in (("ada", "1"), ("bob", "1"), ("eve", "2")):
        store.sit(ROOM, name, table, command=name)
    full = seated(4, ada="1", bob="1", eve="2")
    assert store.sit(ROOM, "eve", "1", command="c4") == Sitting(full, "2", full=True)
    assert store.floor(ROOM) == full


def test_who_sits_at_a_full_table_may_sit_there_again(store: Store) -> None:
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "1", command="c1")
    store.sit(ROOM, "bob", "1", command="c2")
    assert store.sit(ROOM, "bob", "1", command="c3") == Sitting(seated(4, ada="1", bob="1"), "1")


def test_a_seat_that_was_given_up_is_free_for_another(store: Store) -> None:
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "1", command="c1")
    store.sit(ROOM, "bob", "1", command="c2")
    assert store.stand(ROOM, "ada", command="c3") == Sitting(seated(4, bob="1"), None)
    assert store.sit(ROOM, "eve", "1", command="c4") == Sitting(seated(5, bob="1", eve="1"), "1")


def test_a_seat_that_was_left_for_another_is_free_for_another(store: Store) -> None:
    store.put_floor(a_floor(seats=1))
    store.sit(ROOM, "ada", "1", command="c1")
    store.sit(ROOM, "ada", "2", command="c2")
    sitting = store.sit(ROOM, "bob", "1", command="c3")
    assert sitting is not None
    assert (sitting.table, sitting.full) == ("1", False)


def test_who_does_not_sit_may_stand_up_and_nothing_is_different(store: Store) -> None:
    store.put_floor(a_floor())
    assert store.stand(ROOM, "ada", command="c1") == Sitting(a_floor(), None)
    assert store.floor(ROOM) == a_floor()


def test_a_resent_command_does_nothing_and_is_told_what_counts(store: Store) -> None:
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "1", command="c1")
    assert store.sit(ROOM, "ada", "1", command="c1") == Sitting(seated(2, ada="1"), "1")
    store.stand(ROOM, "ada", command="c2")
    assert store.stand(ROOM, "ada", command="c2") == Sitting(a_floor(rev=3), None)


def test_a_command_resent_after_a_newer_one_does_nothing_and_is_told_what_counts(store: Store) -> None:
    store.put_floor(a_floor())
    store.stand(ROOM, "ada", command="c0")
    store.sit(ROOM, "ada", "1", command="c1")
    store.sit(ROOM, "ada", "2", command="c2")
    now = Sitting(seated(3, ada="2"), "2")
    assert store.stand(ROOM, "ada", command="c0") == now
    assert store.sit(ROOM, "ada", "1", command="c1") == now
    store.stand(ROOM, "ada", command="c3")
    assert store.sit(ROOM, "ada", "2", command="c2") == Sitting(a_floor(rev=4), None)


def test_a_command_that_found_a_table_full_may_find_a_seat_when_it_is_sent_again(store: Store) -> None:
    store.put_floor(a_floor(seats=1))
    store.sit(ROOM, "ada", "1", command="c1")
    store.sit(ROOM, "bob", "1", command="c2")
    store.stand(ROOM, "ada", command="c3")
    sitting = store.sit(ROOM, "bob", "1", command="c2")
    assert sitting is not None
    assert (sitting.table, sitting.full) == ("1", False)


def test_a_floor_remembers_its_last_commands_however_many_there_are(store: Store) -> None:
    store.put_floor(a_floor())
    for number in range(2 * NOTED + 3):
        store.sit(ROOM, "ada", str(number % 3 + 1), command=f"c{number}")
        if number % NOTED < 3 and number > 3:
            before = store.floor(ROOM)
            store.sit(ROOM, "ada", "1", command=f"c{number - NOTED + 1}")
            assert store.floor(ROOM) == before


def test_a_seat_is_freed_only_on_the_floor_that_was_read(store: Store) -> None:
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "1", command="c1")
    read = store.floor(ROOM)
    assert read is not None
    store.sit(ROOM, "ada", "1", command="c2")
    assert not store.free(read, "ada")
    read = store.floor(ROOM)
    assert read is not None
    assert not store.free(read, "bob")
    assert store.free(read, "ada") == a_floor(rev=4)
    assert not store.free(read, "ada")
    assert store.floor(ROOM) == a_floor(rev=4)


def test_one_seat_after_another_is_freed_on_the_floor_that_the_last_one_has_left(store: Store) -> None:
    store.put_floor(a_floor())
    for name in ("ada", "bob", "eve"):
        store.sit(ROOM, name, "1" if name == "ada" else "2", command=name)
    floor = store.floor(ROOM)
    for name in ("ada", "eve"):
        assert floor is not None
        floor = store.free(floor, name)
    assert floor == store.floor(ROOM) == seated(6, bob="2")


def test_floors_of_two_rooms_have_nothing_to_do_with_each_other(store: Store) -> None:
    store.put_floor(a_floor())
    store.put_floor(a_floor(room="bar"))
    store.sit(ROOM, "ada", "1", command="c1")
    sitting = store.sit("bar", "ada", "2", command="c1")
    assert sitting is not None
    assert sitting.floor.who == {"ada": "2"}
    assert store.floor(ROOM) == seated(2, ada="1")


def test_a_floor_gets_other_tables_and_seats_and_whoever_sits_there_stays(store: Store) -> None:
    store.put_floor(a_floor(video="https://video.example"))
    for name in ("ada", "bob"):
        store.sit(ROOM, name, "1", command=name)
    larger = replace(seated(4, ada="1", bob="1"), tables=4, seats=3)
    assert store.refit(larger, before=3)
    assert store.floor(ROOM) == larger
    for name, table in (("eve", "1"), ("dan", "4")):
        sitting = store.sit(ROOM, name, table, command=name)
        assert sitting is not None
        assert (sitting.table, sitting.full) == (table, False)
    store.stand(ROOM, "dan", command="c9")
    smaller = replace(seated(8, ada="1", bob="1", eve="1"), tables=1, seats=3)
    assert store.refit(smaller, before=7)
    assert store.sit(ROOM, "dan", "4", command="c10") is None
    sitting = store.sit(ROOM, "dan", "1", command="c11")
    assert sitting is not None
    assert sitting.full
    assert sitting.floor == smaller
    assert store.sit(ROOM, "ada", "1", command="ada") == Sitting(smaller, "1"), "what was noted is remembered"


def test_a_floor_is_fitted_only_as_it_was_read(store: Store) -> None:
    assert not store.refit(a_floor(rev=2, seats=9), before=1)
    store.put_floor(a_floor())
    store.sit(ROOM, "ada", "1", command="c1")
    assert not store.refit(a_floor(rev=2, seats=9), before=1)
    assert store.floor(ROOM) == seated(2, ada="1")


def test_everybody_sits_once_and_no_table_has_more_people_than_seats_however_they_crowd(store: Store) -> None:
    tables, seats, people = 3, 8, [f"p{number}" for number in range(30)]
    store.put_floor(a_floor(tables=tables, seats=seats))

    def crowd(person: str) -> tuple[str, str | None]:
        chance, here = Random(person), None
        for number in range(6):
            if chance.random() < 0.2:
                sitting = store.stand(ROOM, person, command=f"{person}/{number}")
            else:
                table = str(chance.randint(1, tables))
                sitting = store.sit(ROOM, person, table, command=f"{person}/{number}")
            assert sitting is not None
            assert max(sitting.floor.taken.values(), default=0) <= seats
            assert sitting.full or sitting.table == sitting.floor.who.get(person)
            here = sitting.table
        return person, here

    with ThreadPoolExecutor(20) as threads:
        told = dict(threads.map(crowd, people))
    floor = store.floor(ROOM)
    assert floor is not None
    assert floor.who == {person: table for person, table in told.items() if table is not None}
    assert floor.taken == Counter(floor.who.values())


def test_what_a_command_has_come_to_is_known_by_its_mark(store: Store) -> None:
    store.put_floor(a_floor())
    assert store.seat("cafeteria", "ada", command="m1") is None
    store.sit("cafeteria", "ada", "1", command="m1")
    store.sit("cafeteria", "ada", "2", command="m2")
    seated = store.seat("cafeteria", "ada", command="m1")
    assert seated is not None
    assert seated.table == "2"
    assert store.seat("nowhere", "ada", command="m1") is None
