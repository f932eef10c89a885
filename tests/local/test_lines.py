"""Lines in the log are measured as they are written."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bill.usage import GB
from local.lines import LOGGER, lines
from local.meter import Meter

VOTES = {"requestContext": {"eventType": "MESSAGE"}, "body": '{"action": "vote"}'}


def logged(name: str) -> float:
    """Bytes that a handler's line of ten bytes costs, said to this logger."""
    meter = Meter()
    with lines(meter), meter.invocation("command", VOTES, since=0):
        logging.getLogger(name).error("said")
    return meter.usage().of("log_gb", "votes") * GB


@pytest.fixture
def formatted() -> Iterator[None]:
    """The functions' own handler, with a format that makes ten bytes of a word of four."""
    logger = logging.getLogger(LOGGER)
    before, logger.handlers = logger.handlers, [logging.NullHandler()]
    logger.handlers[0].setFormatter(logging.Formatter("<<<%(message)s>>>"))
    yield
    logger.handlers = before


@pytest.mark.usefixtures("formatted")
def test_a_line_costs_its_bytes_and_what_the_log_adds() -> None:
    assert logged(LOGGER) == pytest.approx(10 + 26)


@pytest.mark.usefixtures("formatted")
def test_what_the_runner_says_itself_is_no_functions_line() -> None:
    assert logged("beifall.local") == 0


def test_nobody_measures_any_longer_when_the_run_has_ended() -> None:
    before = list(logging.getLogger(LOGGER).handlers)
    logged(LOGGER)
    assert logging.getLogger(LOGGER).handlers == before
