"""What a client asks, and what it is answered."""

from __future__ import annotations

import json

import pytest

from beifall.domain.people import Person, Role
from beifall.frames import LIMIT, encode
from tests.builders import NOON, a_person, a_poll
from tests.steps.world import Room, a_moderator, somebody

ADA = a_person("ada")


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def voting() -> Room:
    """The poll is open."""
    room = Room()
    assert room.staff("poll.open", rev=1)["type"] == "ok"
    return room


def test_a_vote_is_answered_with_what_counts(voting: Room) -> None:
    reply = voting.vote("ada", "b")
    assert (reply["type"], reply["choice"], reply["seq"]) == ("ok", ["b"], 1)


def test_a_resent_vote_gets_ok_again(voting: Room) -> None:
    frame = {"action": "vote", "id": "v1", "room": "plenum", "poll": "closing", "round": 1, "choice": ["a"], "seq": 1}
    first = voting.send(json.dumps(frame), ADA, "c1=")
    assert voting.send(json.dumps(frame), ADA, "c1=") == first


def test_of_two_devices_with_one_seq_the_second_learns_what_counts(voting: Room) -> None:
    voting.vote("ada", "a")
    assert voting.vote("ada", "b")["choice"] == ["a"]
    assert voting.vote("ada", "b", seq=2)["choice"] == ["b"]


def test_an_older_vote_never_replaces_a_newer_one(voting: Room) -> None:
    voting.vote("ada", "b", seq=5)
    reply = voting.vote("ada", "a", seq=4)
    assert (reply["choice"], reply["seq"]) == (["b"], 5)


def test_a_vote_can_be_withdrawn(voting: Room) -> None:
    voting.vote("ada", "a")
    assert voting.vote("ada", None, seq=2)["choice"] == []


def test_a_draft_is_no_poll_for_voters(room: Room) -> None:
    assert room.vote("ada", "a")["code"] == "no_such_poll"


def test_a_ballot_of_another_round_is_refused(voting: Room) -> None:
    assert voting.vote("ada", "a", round=2)["code"] == "poll_not_open"


def test_a_ballot_counts_to_the_last_moment_and_not_after(voting: Room) -> None:
    closes = voting.staff("poll.close", rev=2)["closes"]
    voting.now = closes - 1
    assert voting.vote("ada", "a")["type"] == "ok"
    voting.now = closes
    assert voting.vote("bob", "a")["code"] == "poll_not_open"


def test_a_ballot_that_took_too_long_to_write_is_not_written(voting: Room) -> None:
    times = iter((NOON, NOON, NOON + 1_001))
    means = voting.means()
    slow = type(means)(means.store, means.gateway, lambda: next(times), means.chance)
    voting.means = lambda: slow  # type: ignore[method-assign]  # the same room with a slower clock
    assert voting.vote("ada", "a")["code"] == "try_again"
    assert not any(table == "facts" for table, _ in voting.changes)


def test_a_choice_that_is_not_offered_is_refused_with_its_field(voting: Room) -> None:
    reply = voting.vote("ada", "z")
    assert (reply["code"], reply["field"]) == ("bad_choice", "choice")


def test_a_phones_vote_is_told_to_ones_own_laptop_and_to_nobody_else(voting: Room) -> None:
    voting.ask(ADA, "laptop=", "enter", screen="laptop")
    voting.ask(ADA, "ada=", "enter", screen="phone")
    voting.ask(a_person("bob"), "bob=", "enter", screen="phone")
    voting.vote("ada", "a")
    assert list(voting.posts.sent) == ["laptop="]
    ballots = {"closing": {"round": 1, "choice": ["a"], "seq": 1}}
    assert voting.posts.sent["laptop="][0]["you"] == {"ballots": ballots}


def test_a_snapshot_has_ones_own_ballot_on_every_device(voting: Room) -> None:
    voting.vote("ada", "c", seq=3)
    snapshot = voting.ask(ADA, "laptop=", "enter", screen="laptop")
    assert snapshot["you"]["ballots"] == {"closing": {"round": 1, "choice": ["c"], "seq": 3}}
    assert snapshot["you"]["participant"] == "ada"


def test_a_snapshots_rev_is_the_sum_of_its_items(voting: Room) -> None:
    snapshot = voting.ask(ADA, "c1=", "enter", screen="phone")
    assert snapshot["rev"] == sum(item["rev"] for items in snapshot["items"].values() for item in items) == 4


def test_a_ping_with_the_right_sum_is_a_pong_and_with_another_a_snapshot(voting: Room) -> None:
    snapshot = voting.ask(ADA, "c1=", "enter", screen="phone")
    assert voting.ask(ADA, "c1=", "ping", rev=snapshot["rev"])["type"] == "pong"
    again = voting.ask(ADA, "c1=", "ping", rev=snapshot["rev"] - 1)
    assert (again["type"], again["items"]) == ("snapshot", snapshot["items"])


def test_who_is_not_in_the_room_is_told_to_enter_first(voting: Room) -> None:
    assert voting.ask(ADA, "c1=", "ping", rev=0)["code"] == "not_in_room"


def test_there_is_no_snapshot_of_a_room_that_is_not_there(room: Room) -> None:
    assert room.ask(ADA, "c1=", "enter", room="cellar", screen="phone")["code"] == "no_such_room"
    assert not room.store.devices("ada", now=NOON)
    assert not room.store.far("cellar", now=NOON)


def test_who_is_refused_another_room_stays_in_theirs(room: Room) -> None:
    snapshot = room.ask(ADA, "ada=", "enter", screen="phone")
    assert room.ask(ADA, "ada=", "enter", room="cellar", screen="phone")["code"] == "no_such_room"
    assert room.ask(ADA, "ada=", "ping", rev=snapshot["rev"])["type"] == "pong"
    room.staff("poll.open", rev=1)
    room.pump()
    assert "ada=" in room.posts.sent
    assert not room.store.far("cellar", now=NOON)


def test_an_attendees_own_word_does_not_make_a_stage(voting: Room) -> None:
    voting.ask(ADA, "ada=", "enter", screen="stage")
    assert [one.id for one in voting.store.far("plenum", now=NOON)] == ["ada="]
    assert voting.store.near("plenum", now=NOON) == ()


def test_a_closing_that_took_too_long_to_be_taken_back_is_not_taken_back(voting: Room) -> None:
    voting.staff("poll.close", rev=2)
    times = iter((NOON + 2_000, NOON + 2_000, NOON + 3_001))
    means = voting.means()
    slow = type(means)(means.store, means.gateway, lambda: next(times), means.chance)
    voting.means = lambda: slow  # type: ignore[method-assign]  # the same room with a slower clock
    assert voting.staff("poll.open", rev=3)["code"] == "try_again"


def test_only_who_runs_the_room_sees_its_drafts(room: Room) -> None:
    everybody: list[Person] = [somebody(role) for role in ("attendee", "speaker", "info", "stage")]
    everybody.append(a_moderator("forum-1"))
    for person in everybody:
        assert room.ask(person, f"{person.participant}=", "enter", screen="desk")["items"]["polls"] == []
    for person in (a_moderator(), somebody("organiser")):
        polls = room.ask(person, f"{person.participant}=", "enter", screen="desk")["items"]["polls"]
        assert [poll["state"] for poll in polls] == ["draft"]


@pytest.mark.parametrize("role", ["attendee", "speaker", "info", "stage"])
def test_only_staff_of_the_room_conducts_its_polls(room: Room, role: Role) -> None:
    fields = {"poll": "closing", "rev": 1}
    assert room.ask(somebody(role), "c1=", "poll.open", **fields)["code"] == "not_allowed"
    assert room.ask(a_moderator("forum-1"), "c2=", "poll.open", **fields)["code"] == "not_allowed"
    assert not room.changes


def test_a_stage_only_watches(voting: Room) -> None:
    fields = {"poll": "closing", "round": 1, "choice": ["a"], "seq": 1}
    assert voting.ask(somebody("stage"), "c1=", "vote", **fields)["code"] == "not_allowed"


def test_of_two_moderators_who_open_a_poll_with_one_rev_the_second_is_told_that_it_changed(room: Room) -> None:
    assert room.staff("poll.open", rev=1)["rev"] == 2
    assert room.staff("poll.open", rev=1)["code"] == "changed"


def test_an_opening_that_is_sent_again_gets_ok_again(room: Room) -> None:
    frame = {"action": "poll.open", "id": "o1", "room": "plenum", "poll": "closing", "rev": 1, "seconds": 60}
    first = room.send(json.dumps(frame), a_moderator(), "desk=")
    room.now += 5_000
    assert room.send(json.dumps(frame), a_moderator(), "desk=") == first


def test_the_poll_key_is_in_no_frame(voting: Room) -> None:
    for person in (ADA, a_moderator(), somebody("organiser"), somebody("stage")):
        voting.ask(person, f"{person.participant}=", "enter", screen="desk")
    voting.vote("ada", "a")
    voting.staff("poll.close", rev=2)
    voting.pump()
    assert voting.posts.sent
    assert "kkkk" not in json.dumps(voting.posts.sent)


def test_a_snapshot_that_is_too_long_comes_in_parts_of_which_the_last_is_the_reply(room: Room) -> None:
    for number in range(60):
        room.store.put_backstage(a_poll(id=f"p{number}", prompt="ä" * 300, secret=False), before=0)
        assert room.staff("poll.open", rev=1, poll=f"p{number}")["type"] == "ok"
    reply = room.ask(ADA, "ada=", "enter", screen="phone")
    parts = [*room.posts.sent["ada="], reply]
    assert len(parts) > 1
    assert [part["part"] for part in parts] == list(range(1, len(parts) + 1))
    assert {part["parts"] for part in parts} == {len(parts)}
    assert all(len(encode(part)) <= LIMIT for part in parts)
    assert sum(len(part["items"].get("polls", [])) for part in parts) == 60
