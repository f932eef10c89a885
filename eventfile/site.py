"""Whom an event's pages may show in a frame."""

from __future__ import annotations

from urllib.parse import urlsplit

from beifall.domain.event import Event


def hosts(event: Event, videos: tuple[str | None, ...]) -> tuple[str, ...]:
    """The origins that pages may show in a frame: those of the rooms' videos, and of the tables' meetings."""
    addresses = (event.video.server if event.video else None, *videos)
    parts = (urlsplit(address) for address in addresses if address)
    return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts}))
