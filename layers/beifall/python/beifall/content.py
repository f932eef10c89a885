"""What a deployment brings with it: the event's programme and the pages of its site, in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from beifall.domain.event import Programme
from beifall.site import Page
from beifall.typed import ready

Headers = dict[str, dict[str, str]]

ready(Programme, Headers)


@dataclass(frozen=True)
class Content:
    """`pages` by their paths."""

    programme: Programme
    pages: dict[str, Page]


def brought(folder: Path) -> Content:
    """`programme.json`, and what `pages.json` names of `pages/`."""
    headers = msgspec.json.decode((folder / "pages.json").read_bytes(), type=Headers)
    return Content(
        msgspec.json.decode((folder / "programme.json").read_bytes(), type=Programme),
        {
            path: Page((folder / "pages" / path).read_bytes(), its["content-type"], its["cache-control"])
            for path, its in headers.items()
        },
    )
