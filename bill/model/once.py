"""What an event costs once, and for the day that it is there."""

from __future__ import annotations

from dataclasses import dataclass

from bill.usage import GB, Usage

HEAD = 900
"""Bytes of the head of an answer."""

SECRETS, ALARMS = 1, 6
"""Of a stack: the keys, and alarms for errors, throttles, the age of a stream, the failure queue, 5xx and connects."""

FETCHES = 20
"""Times that CloudFront asks S3 for each file while people come: assumed that it keeps a file for a minute, in two
places that people come from, for ten minutes.
"""

DAY = 1 / 30
"""Of a month."""


@dataclass(frozen=True)
class Page:
    """What an attendee's screen asks the site for: so many files, of so many bytes in all."""

    files: int = 47
    size: int = 50_000


def site(page: Page, screens: float) -> Usage:
    """Everybody opens the page once."""
    return Usage({
        ("cloudfront_request", "joining"): page.files * screens,
        ("s3_request", "joining"): page.files * FETCHES,
        ("egress_gb", "joining"): (page.size + page.files * HEAD) * screens / GB,
    })  # fmt: skip


def stack(days: float = 1.0) -> Usage:
    """Secrets and alarms, which are billed pro rata."""
    return Usage({
        ("secret_month", "upkeep"): SECRETS * DAY * days,
        ("alarm_month", "upkeep"): ALARMS * DAY * days,
    })  # fmt: skip
