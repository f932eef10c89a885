"""Amounts, and what they cost."""

from __future__ import annotations

import pytest

from bill.memory import memory
from bill.prices import NoSuchRegion, prices
from bill.usage import CAUSES, ITEMS, Usage


def test_a_million_of_each_costs_what_the_list_says() -> None:
    million = Usage({("websocket_message", "votes"): 1e6, ("dynamodb_write", "votes"): 1e6})
    assert million.cost(prices("us-east-1")).total == pytest.approx(1.00 + 0.625)


def test_a_region_has_its_own_prices_and_those_of_us_east_1_where_it_says_nothing() -> None:
    frankfurt = prices("eu-central-1")
    assert frankfurt.of("websocket_message") == pytest.approx(1.17e-6)
    assert frankfurt.of("sqs_request") == pytest.approx(0.40e-6)
    assert "sqs_request" in frankfurt.assumed
    assert "websocket_message" not in frankfurt.assumed


def test_an_unknown_region_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NoSuchRegion, match=r"atlantis-1.*us-east-1, eu-central-1"):
        prices("atlantis-1")


def test_everything_that_is_metered_has_a_price() -> None:
    assert [item for item in ITEMS if prices("eu-central-1").of(item) <= 0] == []


def test_amounts_add_up_by_item_and_cause() -> None:
    one = Usage({("websocket_message", "votes"): 2, ("lambda_request", "votes"): 1})
    both = one + Usage({("websocket_message", "votes"): 3, ("websocket_message", "pings"): 1})
    assert (both.of("websocket_message"), both.of("websocket_message", "votes")) == (6, 5)
    assert both - one == Usage({("websocket_message", "votes"): 3, ("websocket_message", "pings"): 1})


def test_a_table_has_causes_and_services_in_their_order() -> None:
    used = Usage({("lambda_request", cause): 1 for cause in reversed(CAUSES)} | {("websocket_message", "votes"): 1})
    assert tuple(used.by_cause()) == CAUSES
    assert used.by_service() == {"API Gateway": {"websocket_message": 1}, "Lambda": {"lambda_request": len(CAUSES)}}


def test_what_has_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="coffee"):
        Usage({("coffee", "votes"): 1})
    with pytest.raises(ValueError, match="boredom"):
        Usage().of("lambda_request", "boredom")


def test_every_function_has_its_memory() -> None:
    assert memory()["broadcast"] == 1024
    assert all(128 <= megabytes <= 10_240 for megabytes in memory().values())
