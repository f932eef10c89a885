"""How much handlers log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from local.meter import Meter

LOGGER = "beifall"
"""The service that functions log as (beifall/log.py)."""


class Lines(logging.Handler):
    """Measures lines as they are written to the log, and writes none."""

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter

    def emit(self, record: logging.LogRecord) -> None:
        """One more line."""
        self._meter.logged(len(self.format(record).encode()))


@contextmanager
def lines(meter: Meter) -> Iterator[None]:
    """Measures with the functions' own formatter and filters, once their modules are loaded. Few lines are logged, so
    that formatting them twice costs nothing.
    """
    logger = logging.getLogger(LOGGER)
    measuring = Lines(meter)
    measuring.addFilter(lambda record: record.name == LOGGER)  # what the runner itself says is no function's line
    if logger.handlers:
        measuring.setFormatter(logger.handlers[0].formatter)
        for its in logger.handlers[0].filters:
            measuring.addFilter(its)
    logger.addHandler(measuring)
    try:
        yield
    finally:
        logger.removeHandler(measuring)
