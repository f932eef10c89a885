"""Pinging: what is answered from memory, and what never is."""

from __future__ import annotations

from typing import Any

import pytest

from beifall.domain.board import Upvote
from beifall.domain.people import Person
from beifall.frames import LIMIT, encode
from beifall.snapshot import MOMENT, QUIET
from tests.steps.house import ADA, BOB, MODERATOR, ORGANISER, SPEAKER, STAGE, House
from tests.steps.world import Room

Ping = dict[str, Any]


@pytest.fixture
def house() -> House:
    """One container answers everything and remembers what it has seen."""
    house = House()
    house.all_enter()
    means = house.means()
    house.means = lambda: means  # type: ignore[method-assign]
    return house


def seen(house: House, person: Person = BOB, room: str = "plenum") -> int:
    """The sum of the room, which has just been read for somebody else's ping."""
    return int(house.ask(person, f"{person.participant}=", "ping", room=room, rev=0)["rev"])


def pinged(house: House, rev: int, person: Person = ADA, **fields: Any) -> Ping:
    return house.ask(person, f"{person.participant}=", "ping", rev=rev, **{"quiet": QUIET, **fields})


def notice(house: House, text: str) -> None:
    room = house.store.room("plenum")
    assert room is not None
    assert house.ask(MODERATOR, "mod=", "room.set", rev=room.rev, notice=text)["type"] == "ok"


def gong(house: House) -> None:
    assert house.ask(ORGANISER, "the-organiser=", "call", minutes=5)["type"] == "ok"


@pytest.mark.parametrize("quiet", [0, QUIET - 1])
def test_a_frame_that_was_lost_is_found_though_a_newer_one_has_brought_the_sum_of_a_moment_ago(
    house: House, quiet: int
) -> None:
    before = seen(house)
    notice(house, "lost on the way to Ada")
    house.now += MOMENT
    assert seen(house) == before + 1
    gong(house)
    reply = pinged(house, before + 1, quiet=quiet)  # she has heard the gong
    assert (reply["type"], reply["rev"]) == ("snapshot", before + 2)
    assert reply["items"]["rooms"][0]["notice"] == "lost on the way to Ada"


def test_a_client_that_does_not_say_for_how_long_it_was_told_nothing_is_told_what_there_is_now(house: House) -> None:
    before = seen(house)
    notice(house, "news")
    assert house.ask(ADA, "ada=", "ping", rev=before)["type"] == "snapshot"


def test_who_has_been_told_nothing_for_long_is_told_what_was_so_a_moment_ago(house: House) -> None:
    before = seen(house)
    notice(house, "news")
    assert pinged(house, before)["type"] == "pong"
    house.now += MOMENT
    assert pinged(house, before)["type"] == "snapshot"


def test_whoever_knows_another_sum_than_was_seen_a_moment_ago_gets_what_there_is_now(house: House) -> None:
    before = seen(house)
    notice(house, "news")
    assert pinged(house, before - 1)["items"]["rooms"][0]["notice"] == "news"


@pytest.mark.parametrize("person", [MODERATOR, SPEAKER, STAGE], ids=lambda one: one.role)
def test_the_few_and_whoever_may_be_one_of_them_are_told_what_there_is_now(house: House, person: Person) -> None:
    before = seen(house, person)
    notice(house, "news")
    assert pinged(house, before, person)["type"] == "snapshot"


def test_who_comes_without_a_socket_is_told_what_there_is_now(house: House) -> None:
    before = seen(house)
    notice(house, "news")
    assert house.ask(ADA, "", "ping", rev=before, quiet=QUIET)["type"] == "snapshot"


def test_a_question_that_was_hidden_since_is_in_no_snapshot_of_who_has_too_much_for_a_pong(house: House) -> None:
    id_ = house.asked("canary", BOB)
    house.moderate("show", id_)
    before = seen(house)
    for number in range(LIMIT // 40):
        house.store.upvote("plenum", Upvote("ada", f"{number:036}", True, 1))
    hidden = house.ask(MODERATOR, "mod=", "question.hide", question=id_, rev=house.question(id_).rev)
    assert hidden["type"] == "ok"
    reply = pinged(house, before)
    parts = [*house.posts.sent["ada="], reply]
    assert len(parts) == reply["parts"] > 1
    assert not any(b"canary" in encode(part) for part in parts)


def test_ones_own_things_are_told_as_they_are_now(house: House) -> None:
    house.conduct("open")
    before = seen(house)
    house.ask(ADA, "ada=", "vote", poll="closing", round=1, choice=["a"], seq=1)
    house.ask(ADA, "ada=", "mood", mood=4, seq=1)
    reply = pinged(house, before)
    assert reply["type"] == "pong"
    assert reply["you"]["ballots"]["closing"]["choice"] == ["a"]
    assert reply["you"]["mood"] == {"mood": 4, "seq": 1}


def test_a_question_that_was_shown_since_is_still_among_ones_own(house: House) -> None:
    id_ = house.asked("Why?")
    before = seen(house)
    house.moderate("show", id_)
    reply = pinged(house, before)
    assert (reply["type"], [one["state"] for one in reply["you"]["asked"]]) == ("pong", ["shown"])


def test_who_has_just_sat_down_has_a_seat(house: House) -> None:
    for person in (ADA, BOB):
        house.enter(person, "cafe")
    before = seen(house, room="cafe")
    house.ask(ADA, "ada=", "sit", room="cafe", table="1")
    assert pinged(house, before, room="cafe", quiet=0)["you"]["seat"] == "1"


def test_who_sits_is_told_so_from_memory(house: House) -> None:
    for person in (ADA, BOB):
        house.enter(person, "cafe")
    house.ask(ADA, "ada=", "sit", room="cafe", table="1")
    before = seen(house, room="cafe")
    house.ask(BOB, "bob=", "sit", room="cafe", table="2")
    reply = pinged(house, before, room="cafe")
    assert (reply["type"], reply["you"]["seat"]) == ("pong", "1")


def test_a_warm_container_tells_of_a_poll_that_was_opened_since() -> None:
    room = Room()
    means = room.means()
    room.means = lambda: means  # type: ignore[method-assign]
    before = room.ask(ADA, "c1=", "enter", screen="phone")
    assert room.ask(ADA, "c1=", "ping", rev=before["rev"])["type"] == "pong"
    room.staff("poll.open", rev=1)
    room.now += MOMENT
    snapshot = room.ask(ADA, "c1=", "ping", rev=before["rev"], quiet=QUIET)
    assert (snapshot["type"], snapshot["items"]["polls"][0]["state"]) == ("snapshot", "open")
