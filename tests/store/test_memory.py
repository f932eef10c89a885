"""What the store in memory promises besides: a stream of keys for the simulation."""

from __future__ import annotations

import pytest

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Upvote
from beifall.domain.mood import Mood
from beifall.store import keys
from beifall.store.memory import MemoryStore
from beifall.store.port import Place
from tests.builders import a_floor, a_poll, a_question, a_room, an_open_poll

PLACE = Place(Urn("plenum", "closing", 1), 0, "v1")

Heard = list[tuple[str, keys.Key]]


@pytest.fixture
def heard() -> Heard:
    return []


@pytest.fixture
def store(heard: Heard) -> MemoryStore:
    return MemoryStore(lambda table, key: heard.append((table, key)))


def test_each_row_that_changes_is_heard_of(store: MemoryStore, heard: Heard) -> None:
    store.put_room(a_room(), before=0)
    store.put_backstage(a_question(), before=0)
    store.drop_backstage(a_question())
    store.cast(PLACE, Ballot("v1", ("a",), 1))
    store.upvote("plenum", Upvote("ada", "why", True, 1))
    store.feel("plenum", Mood("ada", 5, 1))
    bucket = keys.person_bucket("ada")
    assert heard == [
        ("state", ("room#plenum", "all#room")),
        ("state", ("room#plenum", "staff#question#why")),
        ("state", ("room#plenum", "staff#question#why")),
        ("facts", ("ballot#plenum#closing#1#0", "v1")),
        ("facts", (f"upvote#plenum#{bucket}", "ada#why")),
        ("facts", (f"mood#plenum#{bucket}", "ada")),
    ]


def test_a_write_that_fails_or_changes_nothing_is_not_heard_of(store: MemoryStore, heard: Heard) -> None:
    store.put_public(an_open_poll(), before=0)
    store.put_floor(a_floor())
    store.cast(PLACE, Ballot("v1", ("a",), 2))
    store.sit("cafeteria", "ada", "1", command="c1")
    heard.clear()
    store.put_public(an_open_poll(), before=0)
    store.put_public(an_open_poll(), before=2)
    store.put_floor(a_floor())
    store.cast(PLACE, Ballot("v1", ("a",), 2))
    store.cast(PLACE, Ballot("v1", ("b",), 1))
    store.sit("cafeteria", "ada", "1", command="c1")
    store.sit("cafeteria", "bob", "9", command="c2")
    store.drop_backstage(a_poll())
    assert heard == []


def test_every_change_of_a_floor_is_heard_of_even_of_what_it_remembers(store: MemoryStore, heard: Heard) -> None:
    store.put_floor(a_floor())
    store.sit("cafeteria", "ada", "1", command="c1")
    store.stand("cafeteria", "bob", command="c2")
    assert heard == [("state", ("room#cafeteria", "all#floor"))] * 3


def test_what_is_purged_is_heard_of_as_streams_tell_of_what_is_deleted(store: MemoryStore, heard: Heard) -> None:
    store.put_room(a_room(), before=0)
    store.cast(PLACE, Ballot("v1", ("a",), 1))
    before = list(heard)
    store.purge(at_most=10)
    assert heard == before * 2
