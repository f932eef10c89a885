"""What an attendee's browser asks the site for, read off the packed page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from bill.model.once import Page

LINKED = re.compile(r'<(?:link|script|img)(?![^>]*rel="(?:apple-touch-icon|manifest)")[^>]*(?:href|src)="([^":#]+)"')
"""A page names what it loads; an icon and a manifest are asked for by those alone who put it among their apps."""

TEXTS = ("attendee-de-*.js", "attendee-attendee.de-*.js")
"""But for its texts: in the language of whoever reads them; all weigh about the same."""


def page(folder: Path) -> Page:
    """The page with all that it loads, compressed as CloudFront does, and where the API is."""
    found = files(folder)
    return Page(len(found) + 1, sum(len(gzip.compress(file.read_bytes())) for file in found))


def files(folder: Path) -> set[Path]:
    """The page's own files, as a browser asks for them that has nothing yet."""
    names = ("index.html", *LINKED.findall((folder / "index.html").read_text()))
    return {folder / name for name in names} | {file for texts in TEXTS for file in folder.glob(texts)}
