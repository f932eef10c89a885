"""The bill's model: what a script costs without being played."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bill.model import counted, standing
from bill.model.batches import polled, windows
from bill.model.calls import COMMANDS
from bill.model.commands import commanded, entered, pinged
from bill.model.contents import Contents
from bill.model.house import House, Place
from bill.model.invoked import milliseconds, sent
from bill.model.pace import pace, quota
from bill.model.scene import priced
from bill.model.told import Changes, told
from crowd.scenes import Act, Scene
from tests.steps.test_store_calls import COSTS

HOUSE = House(
    rooms=(("plenum", "plenum"), ("foyer", "foyer")),
    staff=(("moderator", "plenum"), ("stage", "plenum"), ("info", "foyer")),
    expected=300,
)


def a_place(people: float = 300, **contents: float) -> Place:
    return Place("plenum", HOUSE, Contents("plenum").plus(**contents), people)


def test_the_table_of_commands_has_as_many_calls_as_the_commands_make() -> None:
    known = {action: cost for _, action, _, cost in COSTS if action in COMMANDS}
    made = {action: sum(cost.values()) for action, cost in known.items()}
    # Whoever came by a link, as staff does, costs one call more.
    assert made == {action: sum(call != "link" for call in COMMANDS[action]) for action in known}
    assert len(known) > 12


def test_a_vote_is_a_frame_in_a_reply_and_one_for_the_other_screen() -> None:
    usage = commanded(Act("vote", "plenum", 100, "closing"), a_place())
    assert usage.of("websocket_message", "votes") == pytest.approx(300)
    assert usage.of("dynamodb_write", "votes") == pytest.approx(100)


def test_a_vote_that_is_sent_again_is_paid_again() -> None:
    once, twice = (commanded(Act("vote", "plenum", 100, "closing", again=again), a_place()) for again in (0, 100))
    assert twice.of("websocket_message") == pytest.approx(2 * once.of("websocket_message"))


def test_a_room_full_of_questions_is_dearer_to_enter() -> None:
    empty, full = (entered(100, a_place(shown=shown), 60, is_new=True) for shown in (0, 200))
    assert full.of("dynamodb_read") > empty.of("dynamodb_read") + 100 * 15
    assert full.of("dynamodb_write") == empty.of("dynamodb_write")


def test_of_hundreds_who_ping_in_a_moment_one_reads_the_room() -> None:
    alone, many = (pinged(pings, a_place(shown=200), 5).of("dynamodb_read") / pings for pings in (1, 1_000))
    assert many == pytest.approx(3, abs=0.2)
    assert alone > 12


def test_changes_between_two_looks_share_a_batch_and_rare_ones_do_not() -> None:
    assert polled(10_000, 10) == pytest.approx(40)
    assert polled(2, 3_600) == pytest.approx(2, rel=0.001)
    assert polled(0, 10) == 0


def test_a_window_begins_with_a_change_and_the_next_with_the_first_one_after_it() -> None:
    assert windows(1, 600, 5) == 1
    assert windows(10, 600, 5) == pytest.approx(10, abs=0.5)
    assert windows(10_000, 600, 5) == pytest.approx(120, rel=0.01)
    assert windows(2, 1, 5) == pytest.approx(1)


def test_what_is_urgent_goes_to_everybody_once_for_each_change() -> None:
    opened = told(a_place(), [Changes("polls", 1, at_once=True)], 60)
    assert opened.of("websocket_message", "polls") == pytest.approx(602, rel=0.01)


def test_what_is_bundled_goes_to_laptops_and_phones_once_in_a_window_however_many_changes() -> None:
    boards = [Changes("questions", 5_000, bundled=True, many=True)]
    at_once = polled(5_000, 600) * 2
    assert told(a_place(), boards, 600).of("websocket_message") == pytest.approx(120 * 600 + at_once, rel=0.02)


def test_a_tally_that_nobody_may_see_is_told_to_the_desk_alone() -> None:
    secret = [Changes("votes", 50, bundled=True, staff=True)]
    assert told(a_place(), secret, 3_600).of("websocket_message") == pytest.approx(50, rel=0.01)


def test_what_waits_is_told_to_the_desk_and_on_the_askers_own_screens() -> None:
    asked = [Changes("questions", 10, staff=True, askers=True)]
    assert told(a_place(), asked, 3_600).of("websocket_message") == pytest.approx(30, rel=0.01)


def test_a_secret_tally_moves_by_five_ballots() -> None:
    recounts = counted.ballots(a_place(), 300, 3_600)
    assert recounts.changes == pytest.approx(60, rel=0.05)


def test_a_screen_pings_twelve_times_an_hour_and_not_before_four_minutes() -> None:
    assert standing.pings(a_place(100), 0, 238).of("websocket_message") < 1
    hour = standing.pings(a_place(100), 7_200, 3_600)
    assert hour.of("websocket_message") == pytest.approx(202 * 12 * 2, rel=0.01)


def test_who_sits_at_a_table_pings_every_forty_seconds() -> None:
    seated = standing.pings(a_place(100, seats=100), 7_200, 3_600)
    assert seated.of("websocket_message") == pytest.approx((200 * 90 + 2 * 12) * 2, rel=0.01)


def test_a_function_waits_longer_the_more_it_asks_and_posts() -> None:
    nothing, asks, posts = (milliseconds("broadcast", calls, frames) for calls, frames in ((0, 0), (10, 0), (0, 600)))
    assert nothing < asks
    assert nothing + 10 * 8.5 <= posts


def test_a_frame_that_is_too_long_is_paid_in_parts() -> None:
    assert sent("joining", 10, 100_000).of("websocket_message") == 40


def test_ticks_and_thinning_follow_the_quota() -> None:
    assert (pace(300, 10_000).tick, pace(300, 10_000).thin) == (0.25, 1.0)
    assert pace(10_000, 10_000).tick == pytest.approx(10_000 / 6_000)
    assert pace(10_000, 2_500).bundle == 14
    assert pace(1_600, 10_000).thin == 0.5
    assert (quota("eu-central-1"), quota("eu-south-1")) == (10_000, 2_500)


def test_a_scene_leaves_its_questions_in_the_room() -> None:
    scene = Scene("questions", 600, {"plenum": 300}, (Act("ask", "plenum", 30), Act("question.show", "plenum", 24)))
    rooms = {room: Contents(kind) for room, kind in HOUSE.rooms}
    after = priced(scene, HOUSE, rooms, 0).after["plenum"]
    assert (after.waiting, after.shown) == (6, 24)


def test_whoever_goes_leaves_the_seat() -> None:
    scene = Scene("back", 60, {"plenum": 300})
    rooms = {"plenum": Contents("plenum"), "foyer": Contents("foyer", seats=100)}
    assert priced(scene, HOUSE, rooms, 0).after["foyer"].seats == 0


def test_live_results_go_to_everybody() -> None:
    scene = Scene("poll", 60, {"plenum": 300}, (Act("vote", "plenum", 300, "arrived"),))
    rooms = {room: Contents(kind) for room, kind in HOUSE.rooms}
    live = replace(HOUSE, live=frozenset({"arrived"}))
    hidden, shown = (priced(scene, house, rooms, 0).usage.of("websocket_message", "votes") for house in (HOUSE, live))
    assert shown > hidden + 600 * 9
