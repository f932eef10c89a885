"""Other people's packages, as Lambda's processor needs them. uv gets them: without Docker, and none that the lock has
not the hash of.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from infra.artefacts import sources
from infra.artefacts.failure import CannotBuild

Architecture = Literal["arm64", "x86_64"]

ARCHITECTURES: dict[Architecture, str] = {"arm64": "aarch64-manylinux2014", "x86_64": "x86_64-manylinux2014"}
"""What Lambda runs on, as uv calls it."""

RUNTIME = frozenset({"boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3"})
"""Lambda's Python comes with these. They are twice as large as all others together."""

KEPT = ("METADATA", "LICEN", "NOTICE", "COPYING", "AUTHORS", "licenses/")
"""How those papers of a package begin that go with it: some packages look up their own version at run time, and a
licence has to stay with what it is for.
"""

UNUSED = (".pyi", "py.typed")
"""For who checks types."""


def wanted(lock: str) -> str:
    """What of a lock is to be installed, with its hashes."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return "".join(entry for entry in entries if (name := entry.partition("==")[0]) and name not in RUNTIME)


def installed(wanted: str, architecture: Architecture, python: str) -> dict[str, bytes]:
    """The files of these packages, by their paths in a layer. Raises CannotBuild."""
    with tempfile.TemporaryDirectory(prefix="beifall-") as folder:
        lock, target = Path(folder, "lock.txt"), Path(folder, "python")
        lock.write_text(wanted)
        command = [_uv(), "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
        command += ["--python", sys.executable, "--python-version", python]
        command += ["--python-platform", ARCHITECTURES[architecture], "--no-compile-bytecode"]
        command += ["--target", str(target), "--requirements", str(lock)]
        # A network may have a certificate authority of its own, which the system knows and uv at first does not.
        why = _failure(command, {}) and _failure(command, {"UV_SYSTEM_CERTS": "true"})
        if why:
            raise CannotBuild(f"the packages of locks/layer.txt could not be installed (is an index reachable?): {why}")
        found = sources.files(target)
    return {f"python/{path}": content for path, content in found.items() if _is_needed(path)}


def _uv() -> str:
    uv = os.environ.get("BEIFALL_UV") or shutil.which("uv")
    if uv is None:
        raise CannotBuild("uv is not here, which puts the packages for Lambda together; ./beifall deploy gets it")
    return uv


def _failure(command: list[str], more: dict[str, str]) -> str | None:
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"} | more
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotBuild(f"uv does not run: {error}") from None
    if done.returncode == 0:
        return None
    return done.stderr.strip() or f"uv ended with {done.returncode}"


def _is_needed(path: str) -> bool:
    top, _, rest = path.partition("/")
    if top.endswith(".dist-info"):
        return rest.startswith(KEPT)
    # Programs and pages of a manual lie beside the packages, tests in them.
    return top not in {"bin", "share"} and "tests" not in path.split("/") and not path.endswith(UNUSED)
