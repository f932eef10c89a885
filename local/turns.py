"""This machine's processor, shared by an event loop and its handlers' threads."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TURN = 0.001
"""Seconds that a thread computes before another one may, instead of Python's 5 ms: the event loop, on which all depend,
should not have to wait for long.
"""

RARELY = 100_000, 20, 100
"""Objects, collections and collections of those, after which Python looks for garbage that holds on to itself. There is
hardly any, and with 600 connections open each look takes 70 ms.
"""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Threads take turns more often, and garbage is looked for less often."""
    turn, often = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(TURN)
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.set_threshold(*often)
