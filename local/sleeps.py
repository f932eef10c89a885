"""What handlers sleep: Lambda bills it, although nothing is computed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.meter import Meter


@contextmanager
def sleeps(meter: Meter) -> Iterator[None]:
    """Tells the meter of each `time.sleep` of this process, as long as it is open."""
    clock: Any = time
    sleep = clock.sleep

    def counted(seconds: float) -> None:
        meter.slept(seconds)
        sleep(seconds)

    clock.sleep = counted
    try:
        yield
    finally:
        clock.sleep = sleep
