"""This machine's processors, shared among the handlers that compute."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

COMPUTING = 6
"""Handlers that compute at a time, some of which wait for their posts: more than one connection may have under way
(`local/gateway.py`), so that nobody keeps all of them. One lock lets one thread of a Python process
run: with a hundred that could, whoever is next waits for a hundred turns, and so does the event loop, on which all
depend.
"""

TURN = 0.001
"""Seconds that a thread computes before another one may: the event loop should not have to wait for longer than for
`COMPUTING` of them.
"""


class Cores(threading.Semaphore):
    """`with` one of them a handler computes; others wait until one is free. For any thread."""

    def __init__(self, number: int = COMPUTING) -> None:
        super().__init__(number)


@contextmanager
def short_turns() -> Iterator[None]:
    """Threads take turns more often than Python's 5 ms."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
