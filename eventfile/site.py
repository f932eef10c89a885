"""Whom an event's pages may show in a frame."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from beifall.domain.event import Event

HOSTS = 1_400
"""Characters that they may have together: CloudFront sends a Content-Security-Policy of at most 1,783 (its quotas:
"Length of the content security policy value in a response headers policy"), and what is ours of it needs 320.
"""


def hosts(event: Event, videos: tuple[str | None, ...]) -> tuple[str, ...]:
    """The origins that pages may show in a frame: those of the rooms' videos, and of the tables' meetings."""
    addresses = (event.video.server if event.video else None, *videos)
    return framed(address for address in addresses if address)


def framed(addresses: Iterable[str]) -> tuple[str, ...]:
    """The origins of these addresses, each once."""
    parts = (urlsplit(address) for address in addresses)
    return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts}))
