"""The pages as they are sent: packed by esbuild (`cli/pack.mjs`), once for each state that they are in."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cli import node as its

ROOT = Path(__file__).parent.parent
WEB = ROOT / "web"
OUT = ROOT / "out"
PACKER = ROOT / "cli/pack.mjs"
LOCK = ROOT / "package-lock.json"
OLD = 86_400
"""Seconds after which a folder of pages that have changed since is taken away: another event may still serve it."""


class CannotPack(Exception):
    """The text says why, for people."""


def packed(out: Path = OUT) -> Path:
    """The folder of the packed pages, packed if they are not. Where that is not possible, the pages as they lie: they
    work so too, in a hundred files instead of seven, and that is said.
    """
    try:
        return pack(out)
    except CannotPack as why:
        print(f"beifall: the pages are served as they lie, in many small files: {why}", file=sys.stderr, flush=True)
        return WEB


def pack(out: Path = OUT) -> Path:
    """The folder of the packed pages, packed if they are not. Raises CannotPack."""
    folder = out / f"site-{_state()}"
    if folder.is_dir():
        return folder
    if why := _pack(folder):
        raise CannotPack(why)
    return folder


def _state() -> str:
    """A name for what the packed pages follow from."""
    found = hashlib.sha256()
    for file in (PACKER, LOCK, *sorted(path for path in WEB.rglob("*") if path.is_file())):
        found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:12]


def _pack(folder: Path) -> str | None:
    """Why it could not be done, if it could not."""
    node, npm = its.node(), its.npm()
    if node is None or npm is None:
        return "packing them needs Node 20 or later, with npm"
    if not _is_right():
        print("beifall: getting what packs the pages", file=sys.stderr, flush=True)
        if why := _failure([*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]):
            return why
    try:
        folder.parent.mkdir(exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".site-", dir=folder.parent))
    except OSError as error:
        return f"{folder.parent} cannot be written: {error.strerror}"
    if why := _failure([*node, str(PACKER), str(made)]):
        shutil.rmtree(made)
        return why
    made.chmod(0o755)
    try:
        made.rename(folder)
    except OSError:  # another one was faster
        shutil.rmtree(made)
    _tidy(folder)
    return None


def _is_right() -> bool:
    """Whether the esbuild that is there is the one that is pinned."""
    there = ROOT / "node_modules/esbuild/package.json"
    pinned = json.loads(LOCK.read_text())["packages"]["node_modules/esbuild"]["version"]
    return there.is_file() and json.loads(there.read_text())["version"] == pinned


def _failure(command: list[str]) -> str | None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    said = done.stderr.strip() or done.stdout.strip() or f"{Path(command[0]).name} ended with {done.returncode}"
    return its.complaint(said)


def _tidy(folder: Path) -> None:
    for other in folder.parent.glob("site-*"):
        if other != folder and time.time() - other.stat().st_mtime > OLD:
            shutil.rmtree(other, ignore_errors=True)
