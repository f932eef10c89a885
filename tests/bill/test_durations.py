"""What the model takes an invocation to last, against what the meter takes for AWS's."""

from __future__ import annotations

import tomllib

import pytest

from beifall.gateway.api_gateway import AT_ONCE
from bill.model.invoked import DURATIONS
from local.invocation import POSTING
from local.latency import AWS

TAKEN = tomllib.loads(DURATIONS.read_text())


def test_both_wait_as_long_for_the_store_and_for_posts() -> None:
    assert TAKEN["wait"]["call"] == pytest.approx(AWS.store.mean * 1_000, rel=0.01)
    assert TAKEN["wait"]["post"] == pytest.approx(AWS.post.mean * 1_000, rel=0.01)
    assert TAKEN["at_once"] == AT_ONCE


def test_both_take_as_long_to_start_a_container() -> None:
    starts = {function: delay.mean * 1_000 for function, delay in AWS.cold.items()}
    assert TAKEN["start"] == pytest.approx(starts, rel=0.01)


def test_a_post_takes_the_model_as_much_of_a_processor_as_it_was_measured_to_take_or_more() -> None:
    assert POSTING * 1_000 <= TAKEN["cpu"]["post"] <= 2 * POSTING * 1_000
