"""`./beifall simulate`: whole events with all that can go wrong, and whether a promise was broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import typer

ROOT = Path(__file__).parent.parent


def simulate(context: typer.Context) -> None:
    """Play a whole event with faults of all kinds (`--help` lists what may be set)."""
    command = [sys.executable, "-m", "tests.simulation", *context.args]
    # Code that walks through a set does so in an order that belongs to the seed.
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}, check=False)
    raise typer.Exit(done.returncode)
