"""What an event's day costs, by the model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bill.memorised import memorised
from bill.model.event import Account, of_a_quiet_hour, of_a_rehearsal, of_the_day
from bill.prices import prices, regions
from bill.usage import CAUSES
from crowd.scenes import Venue

VENUE = Venue(
    rooms=(("foyer", "foyer"), ("plenum", "plenum"), ("forum-1", "forum"), ("forum-2", "forum"), ("cafe", "cafeteria")),
    polls=(("arrived", "plenum", "single", 3), ("closing", "plenum", "single", 3)),
)
ACCOUNT = Account(VENUE, event=3_500, live=frozenset({"arrived"}), quota=10_000)


def dollars(people: int, region: str = "eu-central-1", account: Account = ACCOUNT) -> float:
    return of_the_day(account, people).cost(prices(region)).total


def test_everything_that_happens_in_a_day_costs_something() -> None:
    assert list(of_the_day(ACCOUNT, 300).by_cause()) == list(CAUSES)


def test_a_day_costs_more_the_more_people_come() -> None:
    assert dollars(30) < dollars(300) < dollars(1_200) < dollars(3_000)


def test_a_region_with_lower_prices_is_cheaper() -> None:
    assert dollars(300, "us-east-1") < dollars(300)


def test_a_small_quota_slows_the_ticks_and_so_is_cheaper() -> None:
    slow = replace(ACCOUNT, quota=250)
    assert of_the_day(slow, 300).of("websocket_message", "applause") < of_the_day(ACCOUNT, 300).of(
        "websocket_message", "applause"
    )


def test_a_quiet_hour_is_pings_and_minutes() -> None:
    usage = of_a_quiet_hour(ACCOUNT, 300)
    assert usage.of("websocket_minute") == pytest.approx(60 * 609, rel=0.01)
    assert usage.of("websocket_message", "pings") == pytest.approx(609 * 12 * 2, rel=0.02)
    assert usage.of("websocket_message", "applause") == 0


def test_in_a_rehearsal_of_a_minute_hardly_anybody_pings() -> None:
    played = of_a_rehearsal(ACCOUNT, 40, 1.0, expected=300).usage
    assert played.of("websocket_message", "pings") < 20
    assert played.of("lambda_request", "applause") > 100


def test_an_event_with_a_single_room_has_a_day_too() -> None:
    alone = replace(ACCOUNT, venue=Venue((("hall", "plenum"),)))
    assert dollars(50, account=alone) > 0
    assert of_a_rehearsal(alone, 1, 0.5, expected=1).usage.of("websocket_message") > 0


def test_the_prices_file_says_itself_which_prices_are_from_memory() -> None:
    assert memorised("eu-central-1") >= {"websocket_message", "sqs_request"}
    assert "websocket_message" not in memorised("us-east-1")
    assert "http_request" in memorised("us-east-1")
    assert all(memorised(region) for region in regions())
