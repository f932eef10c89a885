"""What an attendee's browser asks the site for."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from bill.model.once import Page
from local.stack import WEB

LINKED = re.compile(r'<(?:link|script|img)(?![^>]*rel="(?:apple-touch-icon|manifest)")[^>]*(?:href|src)="([^":#]+)"')
"""A page names all that it loads; an icon and a manifest are asked for by those alone who put it among their apps."""

TEXTS = ("js/texts/de.js", "js/texts/attendee.de.js")
"""But for its texts: they come in the language of whoever reads them, and all weigh about the same."""


def page(folder: Path = WEB, first: str = "index.html") -> Page:
    """The page with all that it loads, compressed as CloudFront does, and where the API is."""
    found = files(folder, first)
    return Page(len(found) + 1, sum(len(gzip.compress(file.read_bytes())) for file in found))


def files(folder: Path, first: str) -> set[Path]:
    """The page's own files, as a browser asks for them that has nothing yet."""
    names = (first, *TEXTS, *LINKED.findall((folder / first).read_text()))
    return {folder / name for name in names}
