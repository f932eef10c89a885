"""What Lambda gets from the services around it: complete requests and batches, built from values."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where the handlers believe that they are."""

    region: str = "eu-central-1"
    account: str = "000000000000"
    api: str = "localhost0"
    stage: str = "live"


def stamp(at: int) -> str:
    """A time in ms as API Gateway writes it: `11/Nov/2024:11:35:24 +0000`."""
    then = time.gmtime(at / 1000)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[then.tm_mon - 1]
    return f"{then.tm_mday:02}/{month}/{then.tm_year}:{then.tm_hour:02}:{then.tm_min:02}:{then.tm_sec:02} +0000"
