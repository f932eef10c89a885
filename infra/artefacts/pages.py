"""What a bucket must know of a page."""

from __future__ import annotations

from pathlib import PurePosixPath

from blueprint.site import EVERYWHERE, TYPES

UNKNOWN = "application/octet-stream"


def headers(path: str) -> dict[str, str]:
    """The headers that are kept with the page; the others are CloudFront's."""
    suffix = PurePosixPath(path).suffix
    return {"content-type": TYPES.get(suffix, UNKNOWN), "cache-control": EVERYWHERE["Cache-Control"]}
