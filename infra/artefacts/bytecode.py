"""Bytecode that Lambda's Python takes without looking back: a cold start then compiles nothing. It is made by a Python
of the same version, if there is one here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infra.artefacts.failure import CannotBuild

PROBE = "import json, sys; print(json.dumps([sys.executable, sys.version, sys.implementation.cache_tag]))"


@dataclass(frozen=True)
class Compiler:
    """A Python that runs; `version` is all that it says of itself."""

    path: str
    version: str


@cache
def compiler(python: str) -> Compiler | None:
    """A CPython of that version (`3.13`). Says so, once, if there is none."""
    tag = f"cpython-{python.replace('.', '')}"
    for candidate in _candidates(python):
        if found := _probed(candidate, tag):
            return found
    sys.stderr.write(
        f"beifall: no Python {python} is here, which Lambda runs: functions go without bytecode and start more slowly. "
        "Install it, and deploy again\n"
    )
    return None


def compiled(contents: Mapping[str, bytes], compiler: Compiler, home: str) -> dict[str, bytes]:
    """The bytecode of the Python files among these, by path. It names them as they lie at `home`, and says nothing of
    this machine. Raises CannotBuild.
    """
    with tempfile.TemporaryDirectory(prefix="beifall-") as folder:
        for path, content in contents.items():
            if path.endswith(".py"):
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        # One file after the other, and each set in the same order: what is compiled twice is the same.
        command = [compiler.path, "-P", "-s", "-S", "-m", "compileall", "-q", "-j", "1", "-s", folder, "-p", home]
        command += ["--invalidation-mode", "unchecked-hash", folder]
        done = subprocess.run(command, env=_plain(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotBuild(f"what is to be deployed does not compile: {(done.stdout + done.stderr).strip()}")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(Path(folder).rglob("*.pyc"))}


def _candidates(python: str) -> Iterator[str]:
    if sys.version_info[:2] == tuple(map(int, python.split("."))):
        yield sys.executable
    if named := shutil.which(f"python{python}"):
        yield named
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv", "versions")
    yield from (str(path) for path in sorted(versions.glob(f"{python}.*/bin/python")))


def _probed(candidate: str, tag: str) -> Compiler | None:
    # A shim of pyenv may be there and fail.
    try:
        done = subprocess.run([candidate, "-I", "-S", "-c", PROBE], capture_output=True, text=True, check=False)
    except OSError:
        return None
    if done.returncode:
        return None
    path, version, its = json.loads(done.stdout)
    return Compiler(path, version) if its == tag else None


def _plain() -> dict[str, str]:
    """The environment, but for what changes how a Python compiles, and where to."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONHASHSEED": "0"}
