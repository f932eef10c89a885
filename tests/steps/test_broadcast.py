"""Who is told what, when."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beifall.domain.people import Role
from beifall.domain.polls import Results
from beifall.frames import LIMIT, Frame, encode, parts
from beifall.store.keys import Touched, touched
from tests.builders import NOON, a_room
from tests.steps.world import Room, a_moderator, somebody

ROLES: tuple[Role, ...] = ("attendee", "speaker", "info", "stage", "moderator", "organiser")


def a_full_room(**poll: Any) -> Room:
    """One of each role, the staff at desks; the attendee also has a laptop."""
    room = Room(**poll)
    for role in ROLES:
        screen = {"attendee": "phone", "speaker": "laptop", "stage": "stage"}.get(role, "desk")
        room.ask(somebody(role), f"{role}=", "enter", screen=screen)
    room.ask(somebody("attendee"), "laptop=", "enter", screen="laptop")
    return room


def conducted(results: Results, *, secret: bool = True) -> Room:
    """A poll from opening to publishing, with seven ballots."""
    room = a_full_room(results=results, secret=secret)
    room.staff("poll.open", rev=1)
    room.pump()
    for number in range(7):
        room.vote(f"p{number}", "a")
    room.pump()
    room.staff("poll.close", rev=2)
    room.pump()
    room.now = NOON + 10_000
    room.settle()
    room.pump()
    room.staff("poll.publish", rev=4)
    room.pump()
    return room


def told(room: Room, connection: str) -> list[tuple[str, int | None]]:
    """What a connection has learnt, frame by frame: the poll's state, and ballots where a tally came along."""
    learnt: list[tuple[str, int | None]] = []
    for frame in room.posts.sent.get(connection, []):
        states = [poll["state"] for poll in frame["items"].get("polls", [])]
        ballots = [tally["ballots"] for tally in frame["items"].get("tallies", [])]
        learnt.append((states[0] if states else "", ballots[0] if ballots else None))
    return learnt


def test_everybody_is_told_of_an_opening_at_once_but_of_no_draft() -> None:
    room = a_full_room()
    room.staff("poll.open", rev=1)
    changes = [Touched("plenum", "poll", "closing")]
    room.changes.clear()
    room.broadcast(changes, "at-once")
    assert {connection: told(room, connection) for connection in room.posts.sent} == {
        f"{who}=": [("open", None)] for who in (*ROLES, "laptop")
    }


SEES = {
    "live": [("open", None), ("", 7), ("closing", 7), ("closed", 7), ("published", 7)],
    "after_close": [("open", None), ("closing", None), ("closed", 7), ("published", 7)],
    "on_publish": [("open", None), ("closing", None), ("closed", None), ("published", 7)],
}


@pytest.mark.parametrize("results", ["live", "after_vote", "after_close", "on_publish"])
@pytest.mark.parametrize("role", ["attendee", "speaker", "info", "stage"])
def test_the_audience_sees_results_when_the_poll_says_so(results: Results, role: Role) -> None:
    room = conducted(results)
    assert told(room, f"{role}=") == SEES["after_close" if results == "after_vote" else results]


@pytest.mark.parametrize("results", ["live", "after_vote", "after_close", "on_publish"])
@pytest.mark.parametrize("role", ["moderator", "organiser"])
def test_who_runs_the_room_always_sees_the_tally(results: Results, role: Role) -> None:
    assert ("", 7) in told(conducted(results), f"{role}=")


def test_a_voter_sees_the_tally_with_the_vote_where_the_poll_says_so() -> None:
    room = Room(results="after_vote", secret=False)
    room.staff("poll.open", rev=1)
    assert room.vote("ada", "a")["tally"] is None
    room.pump()
    reply = room.vote("bob", "b")
    assert reply["tally"]["counts"] == {"a": 1}
    assert "tally" not in conducted("live").vote("eve", "a")


def test_four_ballots_of_a_secret_poll_are_shown_to_nobody_not_even_staff() -> None:
    room = a_full_room(results="live")
    room.staff("poll.open", rev=1)
    for number in range(4):
        room.vote(f"p{number}", "a")
    room.pump()
    assert not [frame for frames in room.posts.sent.values() for frame in frames if "tallies" in frame["items"]]
    snapshot = room.ask(a_moderator(), "mod=", "enter", screen="desk")
    assert snapshot["items"]["tallies"] == []


def test_stage_and_desk_are_told_of_a_tally_at_once_and_phones_bundled() -> None:
    room = a_full_room(results="live")
    room.staff("poll.open", rev=1)
    room.pump()
    room.posts.sent.clear()
    for number in range(5):
        room.vote(f"p{number}", "a")
    facts = [change for change in room.changes if change[0] == "facts"]
    assert len(facts) == 5
    room.pump()
    by_pace: dict[str, set[str]] = {}
    for pace in ("at-once", "bundled"):
        room.posts.sent.clear()
        room.broadcast([Touched("plenum", "tally", "closing")], pace)
        by_pace[pace] = set(room.posts.sent)
    assert by_pace == {
        "at-once": {"stage=", "moderator=", "organiser=", "info="},
        "bundled": {"attendee=", "laptop=", "speaker="},
    }


def keep(held: dict[tuple[str, str], Frame], items: dict[str, list[Frame]]) -> None:
    """As a client does: of each item the highest `rev`."""
    for name, each in items.items():
        for item in each:
            if item["rev"] > held.get((name, item["id"]), {"rev": 0})["rev"]:
                held[name, item["id"]] = item


def test_what_has_been_broadcast_adds_up_to_a_fresh_snapshot_for_every_role() -> None:
    for results in ("live", "after_vote", "after_close", "on_publish"):
        room = conducted(results)
        for role in ROLES:
            before = Room(results=results).ask(somebody(role), "x=", "enter", screen="desk")
            held = {(name, item["id"]): item for name, items in before["items"].items() for item in items}
            for frame in room.posts.sent[f"{role}="]:
                for name, items in frame["items"].items():
                    held |= {
                        (name, item["id"]): item
                        for item in items
                        if item["rev"] > held.get((name, item["id"]), {"rev": 0})["rev"]
                    }
            fresh = room.ask(somebody(role), "y=", "enter", screen="desk")
            assert held == {(name, item["id"]): item for name, items in fresh["items"].items() for item in items}
            assert room.posts.sent[f"{role}="][-1]["rev"] == fresh["rev"] == sum(item["rev"] for item in held.values())


def test_nobody_in_another_room_is_told_anything() -> None:
    room = a_full_room()
    room.memory.put_room(a_room(id="forum-1"), before=0)
    room.ask(somebody("attendee"), "attendee=", "enter", room="forum-1", screen="phone")
    room.staff("poll.open", rev=1)
    room.pump()
    rooms = {connection: {frame["room"] for frame in frames} for connection, frames in room.posts.sent.items()}
    assert rooms.pop("attendee=") == {"forum-1"}
    assert set().union(*rooms.values()) == {"plenum"}


def test_a_connection_that_nobody_is_at_is_forgotten() -> None:
    room = a_full_room()
    room.posts.gone.add("laptop=")
    room.staff("poll.open", rev=1)
    room.pump()
    assert [one.id for one in room.store.devices("the-attendee", now=NOON)] == ["attendee="]
    assert "laptop=" not in {one.id for one in room.store.far("plenum", now=NOON)}


def test_a_connection_that_is_busy_is_passed_over_counted_and_kept() -> None:
    room = a_full_room()
    room.posts.busy.add("laptop=")
    room.staff("poll.open", rev=1)
    [sent] = room.broadcast([Touched("plenum", "poll", "closing")], "at-once")
    assert (sent.frames, sent.busy, sent.gone, sent.failed) == (len(ROLES) + 1, 1, 0, 0)
    assert "laptop=" in {one.id for one in room.store.far("plenum", now=NOON)}


def test_the_stage_is_told_before_the_phones() -> None:
    room = a_full_room()
    room.staff("poll.open", rev=1)
    room.pump()
    order = list(room.posts.sent)
    assert order.index("stage=") < order.index("attendee=")


def test_presence_counts_people_not_screens_and_no_stage() -> None:
    room = a_full_room()
    room.staff("poll.open", rev=1)
    room.pump()
    assert room.posts.sent["stage="][0]["present"] == len(ROLES) - 1


def test_an_opening_reaches_a_phone_once_however_its_three_records_are_batched() -> None:
    room = a_full_room()
    room.staff("poll.open", rev=1)
    records = [heard for _, key in room.changes if (heard := touched(*key))]
    assert len(records) == 3
    for record in records:
        room.broadcast([record], "at-once")
    assert told(room, "attendee=") == [("open", None)]
    assert ("open", None) in told(room, "moderator=")


def test_a_change_of_which_a_role_may_see_nothing_sends_nothing() -> None:
    room = a_full_room()
    room.broadcast([Touched("plenum", "poll", "closing", hidden=True)], "at-once")
    assert set(room.posts.sent) == {"moderator=", "organiser="}


@given(st.lists(st.integers(1, 27_000), max_size=30), st.integers(0, 20_000))
def test_no_part_of_a_frame_is_too_long_and_nothing_is_lost_or_doubled(sizes: list[int], own: int) -> None:
    items = [{"id": f"i{n}", "rev": 1, "text": "x" * size} for n, size in enumerate(sizes)]
    frame: Frame = {
        "type": "snapshot",
        "id": "s",
        "items": {"polls": items[::2], "tallies": items[1::2]},
        "you": {"ballots": "x" * own},
    }
    cut = parts(frame)
    assert all(len(encode(part)) <= LIMIT for part in cut)
    assert [part["you"] for part in cut if "you" in part] == [frame["you"]]
    assert "you" in cut[-1], "the last part is the reply"
    assert sorted(json.dumps(item) for part in cut for list_ in part["items"].values() for item in list_) == sorted(
        json.dumps(item) for item in items
    )
