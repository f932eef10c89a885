"""Who goes where, and when."""

from __future__ import annotations

import random
from collections import Counter

from crowd.asked import Asked
from crowd.cast import Cast, marked, spread
from crowd.leaks import WORD
from crowd.orders import Link, Orders, read, written
from crowd.performance import RECKONING, ROLL_CALL, steps
from crowd.person import Person
from crowd.scenes import Act, Venue, rehearsal

VENUE = Venue((("plenum", "plenum"), ("forum", "forum")), (("closing", "plenum", "single", 3),))


def a_cast(*rooms: str) -> Cast:
    people = [Person(number, str(number), None, None, random.Random(number)) for number in range(len(rooms))]  # type: ignore[arg-type]
    for person, room in zip(people, rooms, strict=True):
        person.room = room
    return Cast({}, people)


def test_those_who_are_elsewhere_go_first_and_nobody_goes_twice() -> None:
    cast = a_cast("foyer", "foyer", "plenum", "foyer")
    moves = cast.moves([Act("enter", "plenum", 4), Act("enter", "forum", 2)], random.Random(1))
    assert Counter(room for _, room in moves) == {"plenum": 2, "forum": 1}
    assert len({person.number for person, _ in moves}) == 3
    assert all(person.room == "foyer" for person, room in moves if room == "plenum")


def test_who_is_there_already_enters_again_if_the_script_says_so() -> None:
    assert len(a_cast("plenum", "plenum").moves([Act("enter", "plenum", 4)], random.Random(1))) == 2


def test_acts_are_evenly_spread_over_their_time() -> None:
    moments = spread(10, 5.0, random.Random(1))
    assert [int(at / 0.5) for at in moments] == list(range(10))
    assert spread(0, 5.0, random.Random(1)) == []


def test_a_mark_is_a_word_that_is_searched_for_and_is_nowhere_else() -> None:
    its = random.Random(1)
    texts = [marked("Why?", its) for _ in range(50)]
    assert all(text.endswith(word) and WORD.fullmatch(word) for text, word in texts)
    assert len({word for _, word in texts}) == 50


def test_orders_arrive_as_they_were_given() -> None:
    links = (Link("organiser", (), "k1.a.b"), Link("moderator", ("plenum",), "k1.c.d"))
    given = Orders("http://127.0.0.1:1", "JC2020", links, VENUE, 300, 4.0, 1, ("ABCD-EFGH",))
    assert read(written(given)) == given
    assert given.token("organiser", "forum") == "k1.a.b"
    assert given.token("moderator", "forum") is None


def test_all_are_compared_before_everybody_moves_or_is_cut_off_and_in_the_end() -> None:
    names = [step.name for step in steps(rehearsal(VENUE, 20, 4))]
    assert names[-1] == RECKONING[0]
    followed = {name: names[number + 1] for number, name in enumerate(names) if name.startswith(ROLL_CALL[0])}
    assert list(followed.values()) == ["forums", "back again", "reconnect"]


def test_some_lose_their_network_and_ask_for_help_in_every_event() -> None:
    for polls in ((), VENUE.polls):
        for rooms in (VENUE.rooms, (*VENUE.rooms, ("tables", "cafeteria"))):
            scenes = rehearsal(Venue(rooms, polls), 100, 4).scenes
            assert [sum(scene.times(action) for scene in scenes) for action in ("lose", "help")] == [5, 2]


async def test_a_refusal_that_decides_nothing_is_asked_again_after_the_time_it_names() -> None:
    asked = Asked("1", "ask", "plenum", {"text": "Why?"})
    asked.hears({"type": "refused", "id": "1", "code": "too_many_requests", "retry_after": 3})
    assert asked.undecided() == 3
    assert not asked.reply.done()
    asked.hears({"type": "refused", "id": "1", "code": "questions_closed"})
    asked.hears({"type": "ok", "id": "1"})
    assert asked.undecided() is None
    assert asked.reply.result()["code"] == "questions_closed"
