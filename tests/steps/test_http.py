"""Taking part without a socket."""

from __future__ import annotations

import json
from typing import Any

import pytest

from beifall.caller import Caller
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.frames import LIMIT, Frame, encode
from beifall.visit import look, visit
from tests.builders import NOON, a_person, a_poll
from tests.steps.test_rates import Warm
from tests.steps.world import Room, a_moderator, somebody

ADA = a_person("ada")


@pytest.fixture
def room() -> Room:
    return Room()


def posted(room: Room, person: Person, action: str, **fields: Any) -> Frame | None:
    text = json.dumps({"action": action, "room": "plenum", "id": "h1", **fields})
    return visit(text, Caller(person, ""), room.means())


def seen(room: Room, person: Person, rev: object = None, place: str = "plenum") -> Frame | None:
    return look(place, None if rev is None else str(rev), Caller(person, ""), room.means())


def snapshot_of(frame: Frame | None) -> Frame:
    assert frame is not None
    assert frame["type"] == "snapshot"
    return frame


def test_entering_tells_everything_and_registers_nothing(room: Room) -> None:
    snapshot = snapshot_of(posted(room, ADA, "enter", screen="phone"))
    assert snapshot["items"]["rooms"][0]["id"] == "plenum"
    assert not room.store.devices("ada", now=NOON)
    assert not room.store.far("plenum", now=NOON)


def test_a_ping_compares_the_sums_and_registers_nothing(room: Room) -> None:
    rev = snapshot_of(posted(room, ADA, "enter", screen="phone"))["rev"]
    assert (posted(room, ADA, "ping", rev=rev) or {})["type"] == "pong"
    assert (posted(room, ADA, "ping", rev=rev + 1) or {})["type"] == "snapshot"
    assert not room.store.devices("ada", now=NOON)


def test_a_vote_over_http_counts_and_ones_own_screens_are_told(room: Room) -> None:
    room.staff("poll.open", rev=1)
    room.ask(ADA, "laptop=", "enter", screen="laptop")
    reply = posted(room, ADA, "vote", poll="closing", round=1, choice=["a"], seq=1)
    assert reply is not None
    assert (reply["type"], reply["choice"]) == ("ok", ("a",))
    assert room.posts.sent["laptop="][-1]["you"]["ballots"]["closing"]["choice"] == ["a"]


def test_a_refusal_is_a_frame_like_any_other(room: Room) -> None:
    reply = posted(room, ADA, "poll.open", poll="closing", rev=1)
    assert reply is not None
    assert (reply["type"], reply["code"], reply["id"]) == ("refused", "not_allowed", "h1")


def test_a_snapshot_that_is_longer_than_a_frame_comes_in_one_piece(room: Room) -> None:
    for number in range(60):
        room.store.put_backstage(a_poll(id=f"p{number}", prompt="ä" * 300, secret=False), before=0)
        room.staff("poll.open", rev=1, poll=f"p{number}")
    snapshot = snapshot_of(posted(room, ADA, "enter", screen="phone"))
    assert len(encode(snapshot)) > LIMIT
    assert len(snapshot["items"]["polls"]) == 60
    assert "parts" not in snapshot
    assert room.posts.sent == {}


def test_a_command_is_as_long_as_on_the_socket(room: Room) -> None:
    reply = visit("x" * 4_097, Caller(ADA, ""), room.means())
    assert reply is not None
    assert reply["code"] == "too_large"
    reply = visit("x" * (28 * 1024 + 1), Caller(a_moderator(), ""), room.means())
    assert reply is not None
    assert reply["code"] == "too_large"


def test_an_expired_token_is_no_token(room: Room) -> None:
    with pytest.raises(Refused, match="token_expired"):
        visit("{", Caller(ADA, "", NOON), room.means())
    with pytest.raises(Refused, match="token_expired"):
        look("plenum", None, Caller(ADA, "", NOON), room.means())
    with pytest.raises(Refused, match="token_expired"):
        visit(CLAPS, Caller(ADA, "", NOON), room.means())


def test_a_look_at_a_room_is_what_its_caller_would_be_sent_and_nothing_if_nothing_has_changed(room: Room) -> None:
    mine = snapshot_of(seen(room, ADA))
    assert mine == {**snapshot_of(posted(room, ADA, "enter", screen="laptop")), "id": None}
    assert seen(room, ADA, mine["rev"]) is None
    assert snapshot_of(seen(room, ADA, mine["rev"] + 1))["items"] == mine["items"]
    staffs = snapshot_of(seen(room, a_moderator()))
    assert [poll["state"] for poll in staffs["items"]["polls"]] == ["draft"]
    assert mine["items"]["polls"] == []


@pytest.mark.parametrize("rev", ["", "-1", "1.5", "x", "٣", "9" * 16, "9" * 3_000, "1 "])
def test_a_sum_that_is_none_is_refused_by_its_field(room: Room, rev: str) -> None:
    with pytest.raises(Refused) as caught:
        seen(room, ADA, rev)
    assert (caught.value.code, caught.value.field) == ("bad_field", "rev")


def test_there_is_nothing_to_see_of_a_room_that_there_is_not(room: Room) -> None:
    for rev in (None, "3"):
        with pytest.raises(Refused, match="no_such_room"):
            seen(room, ADA, rev, "cellar")
    with pytest.raises(Refused, match="bad_field"):
        seen(room, ADA, None, "../plenum")


CLAPS = json.dumps({"action": "clap", "room": "plenum", "s": 1, "c": [0, 120], "g": 8})


def test_claps_over_http_are_heard_and_have_no_reply(room: Room) -> None:
    assert visit(CLAPS, Caller(ADA, ""), room.means()) is None
    (claps,) = room.memory.clap_rows.values()
    assert (claps.room, claps.s, claps.ages) == ("plenum", 1, (0, 120))


def test_claps_over_http_in_a_room_without_applause_are_refused(room: Room) -> None:
    for place, code in (("plenum", "applause_off"), ("cellar", "no_such_room")):
        room.staff("room.set", rev=1, applause=False)
        with pytest.raises(Refused, match=code):
            visit(json.dumps({**json.loads(CLAPS), "room": place}), Caller(ADA, ""), room.means())
    assert not room.memory.clap_rows


@pytest.mark.parametrize(
    "text", ['{"action": "clap"}', '{"action": "clap", "room": "plenum", "s": 0, "c": [1], "g": 8}']
)
def test_malformed_claps_have_no_reply_either(room: Room, text: str) -> None:
    assert visit(text, Caller(ADA, ""), room.means()) is None
    assert not room.memory.clap_rows


def test_a_stage_does_not_clap_over_http(room: Room) -> None:
    assert visit(CLAPS, Caller(somebody("stage"), ""), room.means()) is None
    assert not room.memory.clap_rows


def test_claps_over_http_are_commands_too_and_the_first_that_an_overloaded_store_is_spared() -> None:
    room = Warm()
    for s in range(1, 20):
        visit(json.dumps({**json.loads(CLAPS), "s": s}), Caller(ADA, ""), room.means())
    stored = dict(room.memory.clap_rows)
    assert max(claps.s for claps in stored.values()) == 10
    room.warm.load.overloaded(room.now)
    visit(CLAPS, Caller(a_person("bob"), ""), room.means())
    assert room.memory.clap_rows == stored


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '{"action": ["clap"]}', '{"action": 1}', "{" * 5_000, "[" * 100_000, "\ud800"]
)
def test_whatever_comes_is_answered(room: Room, text: str) -> None:
    reply = visit(text, Caller(a_moderator(), ""), room.means())
    assert reply is not None
    assert reply["type"] == "refused"
