"""The documentation as files in a folder."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from beifall.report.documentation import Documentation
from beifall.report.page import page
from beifall.report.table import table


class Unwritable(Exception):
    """Nothing can be written there, or something is there already; the text is for people."""


def check(folder: Path) -> None:
    """Better now than after the event. Raises Unwritable."""
    if folder.exists() and not folder.is_dir():
        raise Unwritable(f"{folder} is no folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise Unwritable(f"{folder} is not empty: nothing in it is written over")
    there = folder if folder.is_dir() else folder.parent
    if not there.is_dir():
        raise Unwritable(f"{folder} cannot be written: there is no folder {there}")
    if not os.access(there, os.W_OK):
        raise Unwritable(f"{folder} cannot be written: you may not write in {there}")


def files(documentation: Documentation) -> dict[str, str]:
    """Names and contents."""
    raw = msgspec.json.format(msgspec.json.encode(documentation), indent=2).decode()
    return {
        "documentation.html": page(documentation),
        "documentation.json": f"{raw}\n",
        "polls.csv": table(documentation),
    }


def write(documentation: Documentation, folder: Path) -> list[Path]:
    """Writes them into a folder that is empty or not there yet, for their owner alone; returns what was written. Raises
    Unwritable.
    """
    check(folder)
    contents, written = files(documentation), []
    try:
        folder.mkdir(exist_ok=True)
        for name, content in contents.items():
            opened = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "w", encoding="utf-8", newline="") as file:
                file.write(content)
            written.append(folder / name)
    except OSError as error:
        raise Unwritable(f"{folder} cannot be written: {error.strerror}") from None
    return written
