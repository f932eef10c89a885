"""What becomes of a thing when its event file is deployed anew."""

from __future__ import annotations

from dataclasses import fields, replace

from beifall.domain.deployed import (
    DEPLOYMENT,
    FILES,
    POLL_PARTS,
    ROOM_PARTS,
    dropped,
    is_the_files,
    merged_event,
    merged_poll,
    merged_room,
    said,
)
from beifall.domain.event import Gong, Place
from beifall.domain.polls import Option, Poll, deleted
from beifall.domain.rooms import Room
from beifall.domain.things import mark
from tests.builders import NOON, a_poll, a_room, an_event

ROOMS_OWN = {"id", "rev", "commands", "pinned", "stage"}
"""What no file says of a room."""

POLLS_OWN = {
    "id",
    "room",
    "rev",
    "commands",
    "state",
    "round",
    "opened",
    "closes",
    "key",
    "buckets",
    "struck",
    "deleted",
}
"""What no file says of a poll, or cannot change."""


def test_a_redeployment_knows_of_each_field_whose_it_is() -> None:
    rooms = [*FILES, *(name for parts in ROOM_PARTS for name in parts), *ROOMS_OWN]
    polls = [*(name for parts in POLL_PARTS for name in parts), *POLLS_OWN]
    assert sorted(rooms) == sorted(field.name for field in fields(Room))
    assert sorted(polls) == sorted(field.name for field in fields(Poll))


def test_the_same_file_again_changes_nothing() -> None:
    room, poll, event = a_room(), a_poll(), an_event()
    assert merged_room(said(room), room, room) is room
    assert merged_poll(said(poll), poll, poll) is poll
    assert merged_event(event, event) is event


def test_what_the_file_changes_arrives_and_what_staff_has_set_stays() -> None:
    file = a_room()
    stored = replace(file, rev=7, notice="Coffee!", pinned="why")
    after = merged_room(said(file), stored, a_room(title="Great hall", notice="Welcome", applause=False))
    assert (after.title, after.applause) == ("Great hall", False)
    assert (after.notice, after.pinned, after.rev) == ("Coffee!", "why", 8)


def test_a_draft_takes_the_files_options_and_keeps_the_prompt_that_staff_has_given_it() -> None:
    file = a_poll()
    stored, options = replace(file, rev=2, prompt="And you?"), (Option("x", "X"), Option("y", "Y"))
    after = merged_poll(said(file), stored, a_poll(prompt="Well?", options=options))
    assert (after.prompt, after.options, after.rev) == ("And you?", options, 3)
    assert not is_the_files(said(file), stored)


def test_a_poll_that_was_ever_opened_or_deleted_stays_as_it_is() -> None:
    file, now = a_poll(), a_poll(prompt="Well?")
    for given in ({"state": "open"}, {"state": "closed"}, {"round": 2}, {"deleted": True}):
        stored = a_poll(**given)
        assert merged_poll(said(file), stored, now) is stored
        assert not is_the_files(said(file), stored)


def test_what_a_deployment_has_written_that_died_is_not_taken_for_staffs() -> None:
    first, second = said(a_room(notice="1")), said(a_room(notice="2"))
    pending = {name: (*first[name], *second[name]) for name in first}
    for stored in (a_room(notice="1"), a_room(notice="2")):
        assert merged_room(pending, stored, a_room(notice="3")).notice == "3"


def test_the_gong_stays_as_long_as_there_is_the_room_that_it_calls_to() -> None:
    gong, rooms = Gong("g", "plenum", NOON), (Place("plenum", "plenum", "Plenum"),)
    called = an_event(gong=gong, rev=4, rooms=rooms)
    after = merged_event(called, an_event(title="The other day", rooms=rooms))
    assert (after.title, after.gong, after.rev) == ("The other day", gong, 5)
    assert merged_event(called, an_event(rooms=(Place("hall", "plenum", "Hall"),))).gong is None


def test_a_draft_that_a_deployment_has_deleted_comes_back_with_the_file() -> None:
    gone = dropped(a_poll(rev=3))
    assert (gone.deleted, gone.rev) == (True, 4)
    back = merged_poll({}, gone, a_poll(prompt="Well?"))
    assert (back.deleted, back.prompt, back.rev) == (False, "Well?", 5)
    removed = deleted(back, rev=5, command="staff")
    assert merged_poll({}, removed, a_poll()) is removed


def test_no_command_can_pass_for_a_deployment() -> None:
    marks = (mark("ada", DEPLOYMENT), mark(DEPLOYMENT, DEPLOYMENT))
    assert all(len(one) == 24 and set(one) <= set("0123456789abcdef") for one in marks)
    assert not set(DEPLOYMENT) <= set("0123456789abcdef")
