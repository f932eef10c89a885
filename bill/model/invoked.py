"""What an invocation of a function costs, and a frame. Functions log only what has gone wrong, Lambda nothing, API
Gateway a line for whatever comes in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bill.access import LINE
from bill.keys import READERS
from bill.memory import memory
from bill.model.spent import NOTHING, Spent
from bill.usage import GB, Usage

DURATIONS = Path(__file__).with_name("durations.toml")

LONGEST = 28 * 1024
"""Bytes of a frame; what is longer comes in parts. A message that is billed has 32 KB, so that each part is one."""

PROCESSOR = 1_769
"""MB of memory that come with one processor."""


def started(function: str, cause: str, containers: float) -> Usage:
    """So many new containers."""
    seconds = _durations()["start"][function] / 1_000 * containers
    return Usage({
        ("lambda_gb_second", cause): seconds * memory()[function] / 1_024,
        ("secret_request", cause): containers * (function in READERS),
    })  # fmt: skip


@cache
def _durations() -> Mapping[str, Any]:
    return tomllib.loads(DURATIONS.read_text())


def milliseconds(function: str, calls: float, posts: float) -> float:
    """For which an invocation is billed that asks the store so often and posts so many frames."""
    cpu, wait = _durations()["cpu"], _durations()["wait"]
    share = min(1.0, memory()[function] / PROCESSOR)
    computed = cpu["own"][function] + calls * cpu["calls"].get(function, cpu["call"])
    rounds = -(-posts // _durations()["at_once"])
    posting = max(posts * cpu["post"] / share, rounds * float(wait["post"]))
    return float(computed / share + calls * wait["call"] + posting)


def invoked(
    function: str,
    cause: str,
    times: float = 1.0,
    spent: Spent = NOTHING,
    *,
    posts: float = 0.0,
    frame: float = 0.0,
    slept: float = 0.0,
) -> Usage:
    """So many invocations of a function, each with these calls of the store and so many posts of a frame of so many
    bytes, and so many seconds of waiting for nothing but its time.
    """
    seconds = milliseconds(function, spent.calls, posts) / 1_000 + slept
    its = Usage({
        ("lambda_request", cause): 1.0,
        ("lambda_gb_second", cause): seconds * memory()[function] / 1_024,
        ("dynamodb_read", cause): spent.reads,
        ("dynamodb_write", cause): spent.writes,
    })  # fmt: skip
    return (its + sent(cause, posts, frame)) * times


def sent(cause: str, frames: float, size: float) -> Usage:
    """So many frames out, of so many bytes."""
    units = max(1.0, -(-size // LONGEST))
    return Usage({("websocket_message", cause): frames * units, ("egress_gb", cause): frames * size / GB})


def heard(cause: str, frames: float) -> Usage:
    """So many frames in."""
    return Usage({("websocket_message", cause): frames}) + noted(cause, frames)


def noted(cause: str, lines: float) -> Usage:
    """So many lines of the access log."""
    return Usage({("log_gb", cause): lines * LINE / GB})
