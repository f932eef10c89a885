"""Artefacts as Lambda unpacks them, and what of its runtime lies beside them."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from beifall.domain.event import Programme
from infra.artefacts import Architecture, Artefacts, bytecode
from infra.artefacts.bytecode import Compiler

CONTAINER = Path(__file__).parent / "container.py"
RUNTIME = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3")

HERE: dict[str, Architecture] = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}


def for_this_machine() -> Artefacts:
    """For its processor, and for Lambda's Python where that is here, else for the one that runs the tests."""
    tests = "{}.{}".format(*sys.version_info)
    return Artefacts(architecture=HERE[platform.machine()], python="3.13" if bytecode.compiler("3.13") else tests)


def python_of(made: Artefacts) -> Compiler:
    """The one that runs what was made for this machine."""
    compiler = bytecode.compiler(made.python)
    assert compiler is not None
    return compiler


def contents(archive: Path) -> dict[str, bytes]:
    """What is in a zip, by path."""
    with ZipFile(archive) as file:
        return {name: file.read(name) for name in file.namelist()}


@dataclass(frozen=True)
class Machine:
    """Folders as a container of Lambda's has them, and the Python there."""

    layers: Path
    runtime: Path
    functions: Path
    python: str

    def invoke(
        self, name: str, event: Mapping[str, Any], environment: Mapping[str, str], *, alias: str = "$LATEST"
    ) -> dict[str, Any]:
        """What the function says, and `strangers`: files of modules that Lambda would not have. Raises Failed."""
        answer = self.functions / f"{name}-{alias}.json"
        command = [self.python, "-I", "-S", str(CONTAINER), str(self.functions / name), str(self.layers)]
        done = subprocess.run(
            [*command, str(self.runtime), str(answer)],
            input=json.dumps({"event": event, "arn": f"function:{name}:{alias}"}),
            env={**environment, "AWS_LAMBDA_FUNCTION_NAME": name},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(done.stderr)
        said: dict[str, Any] = json.loads(answer.read_text())
        return said


class Failed(Exception):
    """The function has crashed; the text is what it said last."""


@dataclass(frozen=True)
class Brought:
    """What `setup` has beside its handler."""

    programme: Programme
    site: Path


def unpacked(folder: Path, made: Artefacts, functions: Iterable[str], brought: Brought | None = None) -> Machine:
    """The layers and these functions, unpacked in a folder that is empty or is not there yet."""
    machine = Machine(folder / "opt", folder / "runtime", folder / "functions", python_of(made).path)
    for layer in (made.application(), made.vendor()):
        ZipFile(layer).extractall(machine.layers)
    for name in functions:
        its = made.setup(brought.programme, brought.site) if brought and name == "setup" else made.function(name)
        ZipFile(its).extractall(machine.functions / name)
    machine.runtime.mkdir(parents=True)
    for name in RUNTIME:
        found = find_spec(name)
        assert found is not None
        assert found.origin is not None
        path = Path(found.origin)
        path = path.parent if path.name == "__init__.py" else path
        (machine.runtime / path.name).symlink_to(path)
    return machine
