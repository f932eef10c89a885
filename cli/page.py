"""What an attendee's browser asks the site for."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from bill.model.once import Page

LINKED = re.compile(r'<(?:link|script|img)(?![^>]*rel="(?:apple-touch-icon|manifest)")[^>]*(?:href|src)="([^":#]+)"')
"""A page names what it loads; an icon and a manifest are asked for by those alone who put it among their apps."""

IMPORTED = re.compile(r'^(?:import|export) [^;]*?from "(\.[^"]+)"', re.MULTILINE)
"""As pages lie; packed ones import nothing but texts."""

TEXTS = (("attendee-de-*.js", "attendee-attendee.de-*.js"), ("js/texts/de.js", "js/texts/attendee.de.js"))
"""Packed, and as they lie: in the language of whoever reads them; all weigh about the same."""


def page(folder: Path, first: str = "index.html") -> Page:
    """The page with all that it loads, compressed as CloudFront does, and where the API is."""
    found = files(folder, first)
    return Page(len(found) + 1, sum(len(gzip.compress(file.read_bytes())) for file in found))


def files(folder: Path, first: str = "index.html") -> set[Path]:
    """The page's own files, packed or as they lie, as a browser asks for them that has nothing yet."""
    texts = next(some for names in TEXTS if (some := [file for name in names for file in folder.glob(name)]))
    found, left = set[Path](), [folder / first, *texts]
    while left:
        file = left.pop().resolve()
        if file not in found and file.is_file():
            found.add(file)
            left += _named(file)
    return found


def _named(file: Path) -> list[Path]:
    pattern = {".html": LINKED, ".js": IMPORTED}.get(file.suffix)
    return [] if pattern is None else [file.parent / name for name in pattern.findall(file.read_text())]
