"""`./beifall bench NAME`: the measurements of bench/, each with options of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "bench").glob("[!_]*.py"))


def bench(
    context: typer.Context, name: Annotated[str, typer.Argument(help=f"One of {', '.join(NAMES)}.", metavar="NAME")]
) -> None:
    """Measure: what votes, a post and a cold start cost, what the pages weigh, how applause sounds."""
    if name not in NAMES:
        print(f"beifall: no measurement called {name}; there are {', '.join(NAMES)}", file=sys.stderr)
        raise typer.Exit(2)
    done = subprocess.run([sys.executable, "-m", f"bench.{name}", *context.args], cwd=ROOT, check=False)
    raise typer.Exit(done.returncode)
