"""What an event's day costs, by the model."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from beifall import sweep
from beifall.domain.pace import TooSmall
from bill.memorised import memorised
from bill.model import standing
from bill.model.event import (
    Account,
    empty,
    house,
    of_a_further_day,
    of_a_quiet_hour,
    of_a_rehearsal,
    of_the_day,
)
from bill.model.once import Page
from bill.model.polls import Asked
from bill.model.script import halfway
from bill.model.standing import AWAKE
from bill.prices import prices, regions
from bill.usage import CAUSES, Usage
from blueprint.alarms import ALARMS
from crowd.day import day
from crowd.scenes import Venue
from tests.serving import ROOT

VENUE = Venue(
    rooms=(("foyer", "foyer"), ("plenum", "plenum"), ("forum-1", "forum"), ("forum-2", "forum"), ("cafe", "cafeteria")),
    polls=(("arrived", "plenum", "single", 3), ("closing", "plenum", "single", 3)),
)
ACCOUNT = Account(VENUE, event=3_500, polls={"arrived": Asked(results="live"), "closing": Asked()}, quota=10_000)


def used(people: int, account: Account = ACCOUNT) -> Usage:
    return of_the_day(account, people).usage


def dollars(people: int, region: str = "eu-central-1", account: Account = ACCOUNT) -> float:
    return used(people, account).cost(prices(region)).total


def polling(**asked: Any) -> Account:
    """With both polls like this."""
    return replace(ACCOUNT, polls=dict.fromkeys(ACCOUNT.polls, Asked(**asked)))


def test_everything_that_happens_in_a_day_costs_something() -> None:
    assert list(used(300).by_cause()) == list(CAUSES)


def test_a_day_costs_more_the_more_people_come() -> None:
    assert dollars(30) < dollars(300) < dollars(1_200) < dollars(3_000)


def test_a_region_with_lower_prices_is_cheaper() -> None:
    assert dollars(300, "us-east-1") < dollars(300)


def test_a_small_quota_slows_the_ticks_and_so_is_cheaper() -> None:
    slow = used(300, replace(ACCOUNT, quota=1_000))
    assert slow.of("websocket_message", "applause") < used(300).of("websocket_message", "applause")


def test_a_quota_that_does_not_carry_the_people_has_no_price() -> None:
    with pytest.raises(TooSmall):
        used(3_000, replace(ACCOUNT, quota=1_000))


def test_a_day_whose_polls_are_live_costs_more_than_one_whose_polls_are_not() -> None:
    live, mixed, hidden = (
        used(300, account).of("websocket_message", "votes")
        for account in (polling(results="live"), ACCOUNT, polling(results="on_publish"))
    )
    assert hidden + 600 * 30 < mixed < live - 600 * 30


def test_who_is_told_the_tally_after_voting_has_it_read() -> None:
    told, later = (used(300, polling(results=results)) for results in ("after_vote", "after_close"))
    votes = 15 * 270
    assert told.of("dynamodb_read", "votes") > later.of("dynamodb_read", "votes") + 2 * votes
    assert told.of("egress_gb", "votes") > later.of("egress_gb", "votes")


def test_a_poll_with_many_options_or_words_takes_more_room() -> None:
    few, many, words = (used(300, polling(figures=figures)) for figures in (2, 20, 0))
    assert few.of("egress_gb") < many.of("egress_gb") < words.of("egress_gb")
    assert used(300, polling(options=20)).of("dynamodb_write") > used(300, polling(options=2)).of("dynamodb_write")


def test_questions_that_a_full_room_refuses_are_priced_as_refusals() -> None:
    assert of_the_day(ACCOUNT, 300).refused == 0
    assert 5_000 < of_the_day(replace(ACCOUNT, quota=20_000), 10_000).refused < 9_500


def test_in_the_middle_of_the_day_lies_what_was_asked_until_then() -> None:
    script = day(VENUE, 300)
    rooms = halfway(script, house(ACCOUNT, script), empty(VENUE))
    assert (rooms["plenum"].polls, rooms["plenum"].shown) == (6, 72)
    assert rooms["forum-1"].shown > 0


def test_what_the_model_repeats_of_the_functions_is_what_they_say() -> None:
    assert standing.SELDOM == sweep.SELDOM
    for function in AWAKE:
        source = (ROOT / "functions" / function / "handler.py").read_text()
        (hold,) = re.findall(r"^HOLD = ([0-9.]+)$", source, re.MULTILINE)
        assert float(hold) in (standing.HOLD, standing.HOLD * 1_000)


def test_a_further_day_is_the_schedule_the_queue_the_alarms_and_the_secret() -> None:
    usage = of_a_further_day(ACCOUNT, 300)
    assert set(usage.by_cause()) == {"upkeep"}
    assert usage.of("sqs_request") == pytest.approx(24 * 60 * 15)
    assert usage.of("secret_month") == pytest.approx(1 / 30)
    assert usage.of("alarm_month") == pytest.approx(sum(alarm.metrics for alarm in ALARMS) / 30)
    assert usage.of("lambda_request") == pytest.approx(24 * 60 * (1 + sum(AWAKE.values())))


def test_a_day_is_five_hours_of_all_that_is_paid_by_the_hour() -> None:
    day, further = used(300), of_a_further_day(ACCOUNT, 300)
    for item in ("secret_month", "alarm_month"):
        assert day.of(item) == pytest.approx(further.of(item) * 5 / 24)


def test_while_people_come_each_file_is_fetched_from_s3_once_a_minute() -> None:
    assert used(300).of("s3_request") == pytest.approx(Page().files * 10, rel=0.06)
    assert used(300).of("s3_request") == pytest.approx(used(1_200).of("s3_request"), rel=0.06)


def test_each_event_of_a_socket_and_each_request_leaves_a_line_of_134_bytes() -> None:
    usage = used(300)
    lines = usage.of("log_gb") * 1e9 / 134
    came = usage.of("http_request") + usage.of("lambda_request", "pings") + usage.of("dynamodb_write", "applause") / 2
    assert lines > came
    assert lines < usage.of("websocket_message")


def test_the_keys_are_read_by_each_container_that_needs_them() -> None:
    assert 2 <= used(300).of("secret_request") < 200


def test_a_quiet_hour_is_pings_and_minutes() -> None:
    usage = of_a_quiet_hour(ACCOUNT, 300)
    assert usage.of("websocket_minute") == pytest.approx(60 * 609, rel=0.01)
    assert usage.of("websocket_message", "pings") == pytest.approx(609 * 12 * 2, rel=0.02)
    assert usage.of("websocket_message", "applause") == 0
    assert usage.of("lambda_request", "joining") > 500, "some screens open a fresh connection"


def test_in_a_rehearsal_of_a_minute_hardly_anybody_pings() -> None:
    played = of_a_rehearsal(ACCOUNT, 40, 1.0, expected=300).usage
    assert played.of("websocket_message", "pings") < 20
    assert played.of("lambda_request", "applause") > 100


def test_a_rehearsal_is_priced_at_the_pace_of_the_event_that_is_deployed_for_it() -> None:
    small, large = (of_a_rehearsal(ACCOUNT, 40, 1.0, expected=expected).usage for expected in (300, 3_000))
    # Ticks are rarer; what forty people clap is not thinned, for which room ever it was made.
    assert large.of("websocket_message", "applause") < small.of("websocket_message", "applause") * 0.75
    large, small = (of_a_rehearsal(ACCOUNT, 900, 1.0, expected=expected).usage for expected in (3_000, 300))
    assert large.of("dynamodb_write", "applause") < small.of("dynamodb_write", "applause") * 0.75


def test_an_event_with_a_single_room_has_a_day_too() -> None:
    alone = replace(ACCOUNT, venue=Venue((("hall", "plenum"),)))
    assert dollars(50, account=alone) > 0
    assert of_a_rehearsal(alone, 1, 0.5, expected=1).usage.of("websocket_message") > 0


def test_the_prices_file_says_itself_which_prices_are_from_memory() -> None:
    assert memorised("eu-central-1") >= {"websocket_message", "sqs_request"}
    assert "websocket_message" not in memorised("us-east-1")
    assert "http_request" in memorised("us-east-1")
    assert all(memorised(region) for region in regions())
