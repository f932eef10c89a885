"""Files that only their owner may read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from account.wrong import Wrong


def write(file: Path, text: str) -> None:
    """Puts it in the file's place when all of it is on the disk; makes the folder. Raises Wrong."""
    _write(file, text, is_new=False)


def write_new(file: Path, text: str) -> None:
    """The same, for a file that is not there yet. Raises Wrong if it is."""
    _write(file, text, is_new=True)


def _write(file: Path, text: str, *, is_new: bool) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                opened.write(text)
                opened.flush()
                os.fsync(opened.fileno())
            if is_new:
                file.hardlink_to(beside)
            else:
                beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError:
        raise Wrong(f"{file} is there already, and is not overwritten") from None
    except OSError as error:
        raise Wrong(f"{file} cannot be written: {error.strerror}") from None
