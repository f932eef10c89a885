"""A Chromium for the browser tests: the one that is there, or one that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium-headless-shell", "fonts-dejavu-core", "fonts-noto-color-emoji")
"""Debian's: a headless browser, and letters for it to draw, which a bare machine has not."""

MEND = (
    "the browser tests need Chromium. As root on Debian: apt-get install chromium-headless-shell fonts-dejavu-core; "
    "elsewhere: .venv/test/bin/playwright install chromium-headless-shell; "
    "or say where it is: BEIFALL_CHROMIUM=/path/to/chromium"
)


class NoBrowser(Exception):
    """There is none and none could be installed; the text says what mends it."""


def chromium() -> Path:
    """The path of a Chromium, installed if it has to be. Raises NoBrowser."""
    found = find() or _from_debian() or _from_playwright()
    if found is None:
        raise NoBrowser(MEND)
    return found


def find() -> Path | None:
    """A Chromium that is on this machine already."""
    given = os.environ.get("BEIFALL_CHROMIUM")
    if given:
        if not Path(given).is_file():
            raise NoBrowser(f"BEIFALL_CHROMIUM={given} is not there")
        return Path(given)
    return next((Path(path) for name in NAMES if (path := shutil.which(name))), None) or _of_playwright()


def _from_debian() -> Path | None:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    print("installing Chromium from Debian's packages", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *command], env=quiet, stdout=sys.stderr, check=False)
    return find()


def _from_playwright() -> Path | None:
    command = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    return _of_playwright() if done.returncode == 0 else None


def _of_playwright() -> Path | None:
    caches = (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright")
    names = ("headless_shell", "chrome-headless-shell", "chrome")
    return next((path for cache in caches for name in names for path in cache.glob(f"chromium*/*/{name}")), None)
