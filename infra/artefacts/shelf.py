"""Where artefacts lie that were built once."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from infra.artefacts.failure import CannotBuild

OLD = 86_400
"""Seconds after which an artefact of another state is taken away: another deployment may still be uploading it."""

SIGNS = 16
"""Of a state."""


class Shelf:
    """`folder` is made when something is put there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self, name: str, state: str, make: Callable[[], bytes]) -> Path:
        """The artefact of that name and state, made if it is not there. Others may look for it meanwhile, or make it
        too: it is there whole or not at all, and whoever is last has made the same. One holds what is in the event
        file: it is its owner's alone. Raises CannotBuild.
        """
        path = self._folder / f"{name}-{state}.zip"
        with self._ours():
            if path.is_file():
                return path
            self._folder.mkdir(parents=True, exist_ok=True)
        content = make()
        with self._ours():
            _write(path, content)
            self._tidy(name, path)
        return path

    @contextmanager
    def _ours(self) -> Iterator[None]:
        """Raises CannotBuild where somebody else keeps the folder, or nobody may write."""
        try:
            yield
        except OSError as error:
            why = f"{self._folder} cannot be written: {error.strerror}"
            raise CannotBuild(f"{why}. Use a copy of the repository of your own") from None

    def _tidy(self, name: str, path: Path) -> None:
        for other in (*self._folder.glob(f"{name}-{'?' * SIGNS}.zip"), *self._folder.glob(f".{name}-*")):
            with suppress(FileNotFoundError):  # another one was faster
                if other != path and time.time() - other.stat().st_mtime > OLD:
                    other.unlink()


def digest(contents: Mapping[str, bytes]) -> str:
    """A name for what an artefact follows from: these files, by path, and how artefacts are built."""
    found = hashlib.sha256(_builder())
    for path in sorted(contents):
        found.update(hashlib.sha256(path.encode()).digest() + hashlib.sha256(contents[path]).digest())
    return found.hexdigest()[:SIGNS]


@cache
def _builder() -> bytes:
    return b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sorted(Path(__file__).parent.glob("*.py")))


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
