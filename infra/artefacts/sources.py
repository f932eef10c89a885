"""The files of a folder of this checkout."""

from __future__ import annotations

from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    """All that was written by somebody, by its path: nothing hidden, and no bytecode of whoever ran it here."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder): path for path in paths}
    return {name.as_posix(): path.read_bytes() for name, path in sorted(named.items()) if _is_source(name)}


def _is_source(name: Path) -> bool:
    return not any(part.startswith(".") or part == "__pycache__" for part in name.parts) and name.suffix != ".pyc"
