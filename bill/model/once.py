"""What an event costs once, and by the hour that its stack is there."""

from __future__ import annotations

from dataclasses import dataclass

from bill.model.batches import windows
from bill.site import KEPT
from bill.usage import GB, Usage
from blueprint.alarms import ALARMS

HEAD = 400
"""Bytes of the head of an answer: HTTP/2 sends most of it but once, and the rules for pages come with pages alone."""

SECRETS = 1
"""Of a stack: the keys."""

FIGURES = sum(alarm.metrics for alarm in ALARMS)
"""That the stack's alarms look at: each is billed as an alarm (Amazon CloudWatch, Pricing)."""

MONTH = 720
"""Hours of a month."""


@dataclass(frozen=True)
class Page:
    """What an attendee's screen asks the site for: so many files, of so many bytes in all."""

    files: int = 7
    size: int = 50_000


def site(page: Page, screens: float, seconds: float) -> Usage:
    """Everybody opens the page once, within some seconds."""
    return Usage({
        ("cloudfront_request", "joining"): page.files * screens,
        ("s3_request", "joining"): page.files * windows(screens, seconds, KEPT),
        ("egress_gb", "joining"): (page.size + page.files * HEAD) * screens / GB,
    })  # fmt: skip


def stack(hours: float) -> Usage:
    """Secrets and alarms, which are billed by the hour."""
    return Usage({
        ("secret_month", "upkeep"): SECRETS * hours / MONTH,
        ("alarm_month", "upkeep"): FIGURES * hours / MONTH,
    })  # fmt: skip
