"""Zips that say nothing but what is in them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip knows: the time of every file, for a checkout has its own."""

MODE = 0o100644
"""Lambda runs functions as somebody who owns nothing: everybody may read. Nothing in them is run as a program."""

UNIX = 3


def packed(contents: Mapping[str, bytes]) -> bytes:
    """A zip of these files, by path: the same bytes for the same files."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for path in sorted(contents):
            entry = ZipInfo(path, EPOCH)
            entry.create_system = UNIX
            entry.external_attr = MODE << 16
            archive.writestr(entry, contents[path], ZIP_DEFLATED, 9)
    return made.getvalue()
