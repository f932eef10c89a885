"""The bill's model: what a script costs without being played."""

from __future__ import annotations

from dataclasses import replace

import pytest

from beifall.domain.pace import Pace, pace
from bill.memory import memory
from bill.model import counted, standing
from bill.model.applause import burst, frames_of
from bill.model.batches import polled, windows
from bill.model.calls import COMMANDS, FIRST, GLIMPSE, spent
from bill.model.commands import commanded, entered, pinged
from bill.model.contents import Contents
from bill.model.house import House, Place
from bill.model.invoked import milliseconds, sent
from bill.model.polls import Asked
from bill.model.renewals import LIVES, renewed
from bill.model.scene import priced
from bill.model.told import Changes, told
from bill.usage import Usage
from crowd.scenes import Act, Scene, claps, voted
from tests.steps.test_store_calls import CALLS

HOUSE = House(
    rooms=(("plenum", "plenum"), ("foyer", "foyer")),
    staff=(("moderator", "plenum"), ("stage", "plenum"), ("info", "foyer")),
    expected=300,
)


def a_place(people: float = 300, **contents: float) -> Place:
    return Place("plenum", HOUSE, Contents("plenum").plus(**contents), people)


READS, WRITES = ("GetItem", "BatchGetItem", "Query"), ("PutItem", "UpdateItem", "DeleteItem")


def taken(action: str) -> tuple[int, int]:
    """Calls that read, and that write, by the model."""
    # Whoever came by a link, as staff does, costs one call more. A first screen's entering looks at one's devices and
    # counts heads; a first ping reads the room.
    calls = [call for call in COMMANDS[action] if call != "link"]
    calls += {"enter": FIRST, "ping": GLIMPSE}.get(action, ())
    each = [spent((call,), a_place()) for call in calls]
    heads = round(a_place().register.calls) if action == "enter" else 0
    return sum(one.reads > 0 for one in each) + heads, sum(one.writes > 0 for one in each)


def test_the_table_of_commands_reads_and_writes_as_often_as_the_commands_do() -> None:
    made = {
        action: tuple(sum(calls.get(one, 0) for one in kind) for kind in (READS, WRITES))
        for action, calls in CALLS.items()
    }
    assert {action: taken(action) for action in COMMANDS} == {action: made[action] for action in COMMANDS}
    assert all(set(calls) <= {*READS, *WRITES} for calls in CALLS.values())


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


def test_a_poll_that_closes_tells_its_last_tally_at_once_and_not_once_more() -> None:
    votes = Changes("votes", 60, bundled=True, many=True)
    going, ending = (told(a_place(), [replace(votes, ends=ends)], 60) for ends in (False, True))
    assert going.of("websocket_message") - ending.of("websocket_message") == pytest.approx(600)
    assert told(a_place(), [replace(votes, ends=True)], 2).of("websocket_message") < 30


def test_two_polls_that_open_one_after_the_other_are_told_one_after_the_other() -> None:
    both = told(a_place(), [Changes("polls", 2, at_once=True)], 0.5)
    assert both.of("websocket_message", "polls") >= 2 * 600


def test_a_tally_that_nobody_may_see_is_told_to_the_desk_alone() -> None:
    secret = [Changes("votes", 50, bundled=True, staff=True)]
    assert told(a_place(), secret, 3_600).of("websocket_message") == pytest.approx(50, rel=0.01)


def test_what_waits_is_told_to_the_desk_and_on_the_askers_own_screens() -> None:
    asked = [Changes("questions", 10, staff=True, askers=True)]
    assert told(a_place(), asked, 3_600).of("websocket_message") == pytest.approx(30, rel=0.01)


def test_the_twelfth_poll_of_a_room_costs_what_the_first_does() -> None:
    rooms, costs = {room: Contents(kind) for room, kind in HOUSE.rooms}, list[Usage]()
    for number in range(12):
        scene = Scene("poll", 60, {"plenum": 300}, voted((f"poll-{number}", "plenum", "single", 3), 270))
        done = priced(scene, HOUSE, rooms, 3_600)
        rooms = dict(done.after)
        costs.append(done.usage)
    for item in ("dynamodb_read", "dynamodb_write", "websocket_message"):
        first, last = (one.of(item, "votes") for one in (costs[0], costs[-1]))
        # Whoever is told something of it reads the room, in which eleven more lie.
        assert last == pytest.approx(first, rel=0.08)


def test_a_recount_reads_the_ballots_of_its_own_poll_alone() -> None:
    asks = [counted.ballots(a_place(ballots=ballots), 300, 60).usage.of("dynamodb_read") for ballots in (0, 6_000)]
    assert asks[0] == asks[1]


def test_a_tally_that_is_not_secret_moves_with_each_recount() -> None:
    secret, open_ = (counted.ballots(a_place(), 300, 3_600, Asked(secret=secret)).changes for secret in (True, False))
    assert open_ > 4 * secret


def test_a_room_in_which_five_hundred_questions_wait_takes_no_more() -> None:
    rooms = {room: Contents(kind) for room, kind in HOUSE.rooms}
    full, over = (
        priced(Scene("questions", 600, {"plenum": 300}, (Act("ask", "plenum", asked),)), HOUSE, rooms, 0)
        for asked in (500, 700)
    )
    assert (over.after["plenum"].waiting, over.refused) == (500, 200)
    more = over.usage - full.usage
    assert more.of("lambda_request", "questions") == 200
    assert more.of("websocket_message", "questions") == 2 * 200
    assert more.of("dynamodb_write", "questions") == 0
    assert more.of("dynamodb_read", "questions") > 3 * 200


def test_who_is_too_early_for_a_tick_waits_and_that_is_paid() -> None:
    quick, slow = (
        burst(Place("plenum", replace(HOUSE, pace=Pace(tick=tick)), Contents("plenum"), 30), 30, 10)
        for tick in (0.25, 1.0)
    )
    assert slow.of("websocket_message") < quick.of("websocket_message")
    assert slow.of("lambda_gb_second") > quick.of("lambda_gb_second") + 10 * 0.5 * memory()["applause"] / 1_024


def test_of_more_claps_than_a_call_carries_there_are_more_calls() -> None:
    place = Place("plenum", replace(HOUSE, pace=Pace(tick=2.0)), Contents("plenum"), 300)
    assert burst(place, 3_000, 10).of("dynamodb_write") > 0
    calls = burst(place, 3_000, 10).of("lambda_request") - claps(3_000, 10)[0]
    assert calls >= claps(3_000, 10)[0] / 1_000


def test_in_a_large_room_a_few_send_all_and_a_crowd_little_more_than_its_first_frames() -> None:
    its = pace(3_000)
    assert frames_of(1, 3, its) == 1
    assert frames_of(5, 10, its) == pytest.approx(5 + (claps(5, 10)[0] - 5) * 0.9, rel=0.1)
    assert 3_000 < frames_of(3_000, 30, its) < 3_000 + 0.2 * claps(3_000, 30)[0]
    assert frames_of(300, 10, pace(300)) == claps(300, 10)[0]


def test_where_people_are_some_open_a_fresh_connection() -> None:
    renewed_ = renewed(a_place(100), 2 * LIVES, LIVES)
    assert renewed_.of("lambda_request", "joining") == pytest.approx(200 * 4)
    assert renewed(a_place(100), 0, LIVES / 2) == Usage()


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
    live = replace(HOUSE, polls={"arrived": Asked(results="live")})
    hidden, shown = (priced(scene, house, rooms, 0).usage.of("websocket_message", "votes") for house in (HOUSE, live))
    assert shown > hidden + 600 * 9
