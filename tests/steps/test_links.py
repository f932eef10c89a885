"""Links and tokens that are good no longer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from beifall.caller import Caller, Means
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.frames import Frame, encode
from beifall.handle import handle
from beifall.links import Link, Revoke, links, read, revoke
from beifall.store.memory import MemoryStore
from beifall.store.port import Overloaded
from beifall.tokens import Keys, Tokens
from tests.builders import HOUR, NOON, a_person, an_event
from tests.steps.test_rates import Silent, Warm
from tests.steps.world import Room, somebody

TOKENS = Tokens(Keys("k1", {"k1": "one"}, "people"), "JC2020")
SITE = "https://example.org/"
ORGANISER = somebody("organiser")


def holder(link: Link) -> Person:
    return TOKENS.verify(link.token, NOON).person


def the(role: str) -> Link:
    """The first link of a role."""
    return next(link for link in links(an_event(), TOKENS, SITE) if link.role == role)


def revoked(room: Room, role: str = "moderator", place: str | None = "plenum", *, by: Person = ORGANISER) -> Link:
    request = read(json.dumps({"role": role, "room": place}))
    return revoke(request, Caller(by, ""), TOKENS, room.means(), site=SITE)


@pytest.fixture
def room() -> Room:
    return Room()


def test_links_are_of_the_first_generation_and_those_who_join_are_of_none() -> None:
    assert {holder(link).generation for link in links(an_event(), TOKENS, SITE)} == {1}
    assert TOKENS.verify(TOKENS.sign(a_person(), NOON + HOUR), NOON).person.generation == 0


def test_a_revoked_link_is_worth_nothing_and_its_successor_is_worth_as_much(room: Room) -> None:
    old = holder(the("moderator"))
    assert room.ask(old, "old=", "enter", screen="desk")["type"] == "snapshot"
    link = revoked(room)
    assert room.ask(old, "old=", "poll.open", poll="closing", rev=1)["code"] == "token_expired"
    new = holder(link)
    assert (new.participant, new.generation) == (old.participant, 2)
    assert (link.role, link.rooms, link.url) == (
        "moderator",
        ("plenum",),
        f"{SITE}desk.html#token={link.token}&room=plenum",
    )
    assert room.ask(new, "new=", "poll.open", poll="closing", rev=1)["type"] == "ok"


def test_all_who_are_connected_by_it_are_turned_out_and_nobody_else_is(room: Room) -> None:
    old = holder(the("moderator"))
    for device in ("one=", "two="):
        room.ask(old, device, "enter", screen="desk")
    room.ask(holder(the("stage")), "stage=", "enter", screen="stage")
    room.ask(a_person("ada"), "ada=", "enter", screen="phone")
    revoked(room)
    assert sorted(room.posts.closed) == ["one=", "two="]
    assert [one.id for one in room.store.near("plenum", now=NOON)] == ["stage="]
    assert [one.id for one in room.store.far("plenum", now=NOON)] == ["ada="]


def test_whoever_was_not_in_the_register_yet_is_turned_out_with_their_next_command(room: Room) -> None:
    old = holder(the("moderator"))
    revoked(room)
    assert room.ask(old, "old=", "enter", screen="desk")["code"] == "token_expired"
    assert room.posts.closed == ["old="]
    assert not room.store.devices(old.participant, now=NOON)


def test_whoever_enters_while_their_link_is_revoked_does_not_stay_in_the_register(room: Room) -> None:
    old = holder(the("moderator"))
    memory = room.memory

    class Meanwhile:
        """The link is revoked when the register has been written."""

        def __getattr__(self, name: str) -> Any:
            if name == "state":
                memory.revoke(old.participant, 1)
            return getattr(memory, name)

    room.store = Meanwhile()
    assert room.ask(old, "old=", "enter", screen="desk")["code"] == "token_expired"
    assert not memory.devices(old.participant, now=NOON)
    assert not memory.near("plenum", now=NOON)
    assert room.posts.closed == ["old="]


def test_of_two_who_revoke_at_once_both_get_the_same_link(room: Room) -> None:
    memory, met = room.memory, list[Link]()

    class Twice:
        """Another one is faster, once."""

        def __getattr__(self, name: str) -> Any:
            if name == "revoke" and not met:
                met.append(revoked(room))
            return getattr(memory, name)

    room.store, faster = Twice(), room.store
    slower = room.means()
    room.store = faster
    second = revoke(Revoke("moderator", "plenum"), Caller(ORGANISER, ""), TOKENS, slower, site=SITE)
    assert [second] == met
    assert memory.generation(holder(second).participant) == holder(second).generation == 2


def test_a_link_can_be_revoked_again(room: Room) -> None:
    assert [holder(revoked(room)).generation for _ in range(3)] == [2, 3, 4]


def test_an_organiser_can_revoke_their_own_link(room: Room) -> None:
    mine = holder(the("organiser"))
    new = holder(revoked(room, "organiser", None, by=mine))
    with pytest.raises(Refused, match="token_expired"):
        revoked(room, by=mine)
    assert revoked(room, by=new).role == "moderator"


@pytest.mark.parametrize("role", ["attendee", "speaker", "moderator", "info", "stage"])
def test_only_an_organiser_revokes_links(room: Room, role: Any) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        revoked(room, by=replace(somebody(role), generation=0))


def test_who_may_not_revoke_links_or_is_too_fast_costs_no_store_call() -> None:
    room = Warm()
    room.warm = replace(room.warm, store=Silent())
    with pytest.raises(Refused, match="not_allowed"):
        revoked(room, by=a_person("ada"))
    while not room.warm.rates.take(ORGANISER.participant, "other", NOON):
        pass
    with pytest.raises(Refused, match="too_many_requests"):
        revoked(room)


def test_nothing_is_revoked_of_an_event_that_is_being_set_up(room: Room) -> None:
    room.store = MemoryStore()
    with pytest.raises(Refused, match="try_again"):
        revoked(room)


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ('{"role": "attendee"}', "bad_field", "role"),
        ('{"role": "king", "room": "plenum"}', "bad_field", "role"),
        ('{"role": "moderator"}', "bad_field", "room"),
        ('{"role": "moderator", "room": "cellar"}', "no_such_room", "room"),
        ('{"role": "moderator", "room": "../plenum"}', "bad_field", "room"),
        ('{"role": "info", "room": "plenum"}', "bad_field", "room"),
        ("[]", "bad_frame", None),
        ("{", "bad_frame", None),
        ("\ud800", "bad_frame", None),
    ],
)
def test_a_link_that_there_is_not_cannot_be_revoked(room: Room, body: str, code: str, field: str | None) -> None:
    with pytest.raises(Refused) as caught:
        revoke(read(body), Caller(ORGANISER, ""), TOKENS, room.means(), site=SITE)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_link_costs_its_holder_one_read_a_command_and_those_who_joined_none() -> None:
    room, asked = Warm(), list[str]()

    class Counted:
        def __getattr__(self, name: str) -> Any:
            asked.append(name)
            return getattr(room.memory, name)

    room.warm = replace(room.warm, store=Counted())
    costs = []
    for person in (holder(the("moderator")), a_person("ada")):
        asked.clear()
        room.ask(person, f"{person.participant}=", "mood", mood=3, seq=1)
        costs.append(asked.count("generation"))
    assert costs == [1, 0]


def test_an_expired_token_is_refused_without_a_store_call_and_its_socket_is_closed() -> None:
    room = Warm()
    room.warm = replace(room.warm, store=Silent())
    reply = at(room.means(), expires=NOON)
    assert (reply["id"], reply["code"]) == ("e1", "token_expired")
    assert room.posts.closed == ["ada="]
    assert room.posts.sent["ada="] == [json.loads(encode(reply))], "the reply would come after the end"


def test_a_token_is_good_until_the_moment_that_it_says(room: Room) -> None:
    assert at(room.means(), expires=NOON + 1)["type"] == "snapshot"


def at(means: Means, *, expires: int) -> Frame:
    frame = {"action": "enter", "id": "e1", "room": "plenum", "screen": "phone"}
    return handle(json.dumps(frame), Caller(a_person("ada"), "ada=", expires), means)


def test_a_store_that_cannot_say_whether_a_link_is_good_is_asked_again(room: Room) -> None:
    class Busy:
        def __getattr__(self, name: str) -> Any:
            raise Overloaded

    room.store = Busy()
    reply = room.ask(holder(the("moderator")), "old=", "poll.open", poll="closing", rev=1)
    assert (reply["code"], reply["id"] is None) == ("try_again", False)
    assert room.posts.closed == []
