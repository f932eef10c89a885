"""What Lambda gets from the services around it: complete requests and batches, built from values."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Place:
    """Where the handlers believe that they are."""

    region: str = "eu-central-1"
    account: str = "000000000000"
    api: str = "localhost0"
    stage: str = "live"


def stamp(at: int) -> str:
    """A time in ms as API Gateway writes it: `11/Nov/2024:11:35:24 +0000`."""
    return _stamp(at // 1_000)


@lru_cache(maxsize=64)
def _stamp(at: int) -> str:
    then = time.gmtime(at)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[then.tm_mon - 1]
    return f"{then.tm_mday:02}/{month}/{then.tm_year}:{then.tm_hour:02}:{then.tm_min:02}:{then.tm_sec:02} +0000"
