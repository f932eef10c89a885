"""What an attendee's browser asks the site for."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from bill.model.once import Page
from local.stack import WEB

LINKED = re.compile(r'(?:href|src)="([^":#]+)"')
IMPORTED = re.compile(r'(?:from|import)\s*\(?"(\.[^"]+)"')


def page(folder: Path = WEB, first: str = "index.html") -> Page:
    """The page with all that it links and imports, compressed as CloudFront does, and where the API is."""
    found = files(folder, first)
    return Page(len(found) + 1, sum(len(gzip.compress(file.read_bytes())) for file in found))


def files(folder: Path, first: str) -> set[Path]:
    """The page's own files."""
    found, left = set[Path](), [(folder / first).resolve()]
    while left:
        file = left.pop()
        if file not in found and file.is_file():
            found.add(file)
            left += _named(file)
    return found


def _named(file: Path) -> Iterator[Path]:
    pattern = {".html": LINKED, ".js": IMPORTED}.get(file.suffix)
    if pattern is not None:
        yield from ((file.parent / name).resolve() for name in pattern.findall(file.read_text()))
