"""What is uploaded: how large it is, and what a cold start from it costs, with its bytecode and without.

`./beifall bench artefacts [--runs 7] [--architecture arm64]`

Sizes are of what is deployed: in kB as it is uploaded, and as it is unpacked. Times are those of `bench imports`: CPU
milliseconds above a bare interpreter until a handler is there, its clients made, its secret read. They are measured
with nothing on the path but what is unpacked and what Lambda's Python comes with, on the processor of this machine.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from zipfile import ZipFile

from bench.imports import PROBE, ROOT, deployment
from infra.artefacts import Artefacts
from infra.artefacts.wheels import ARCHITECTURES
from tests.infra.unpacked import Machine, for_this_machine, unpacked

PATH = """
import sys
sys.path[:0] = sys.argv.pop(1).split(":")
"""


def main() -> None:
    """Two tables."""
    parser = argparse.ArgumentParser(prog="./beifall bench artefacts")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--architecture", choices=ARCHITECTURES, default="arm64")
    asked = parser.parse_args()
    names = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
    sizes(Artefacts(architecture=asked.architecture), names)
    print()
    with tempfile.TemporaryDirectory(prefix="beifall-") as folder:
        quick, slow = (unpacked(Path(folder, name), for_this_machine(), names) for name in ("quick", "slow"))
        times(quick, slow, names, asked.runs)


def sizes(made: Artefacts, names: list[str]) -> None:
    """One line an artefact."""
    print(f"{'artefact':14}{'kB zipped':>12}{'kB unpacked':>13}{'files':>8}")
    layers = [("beifall", made.application()), (f"vendor {made.architecture}", made.vendor())]
    # What `setup` brings besides its handler is the event's own.
    for name, archive in (*layers, *((name, made.function(name)) for name in names)):
        with ZipFile(archive) as file:
            entries = file.infolist()
        unzipped = sum(entry.file_size for entry in entries)
        print(f"{name:14}{archive.stat().st_size / 1_000:12.1f}{unzipped / 1_000:13.1f}{len(entries):8}")


def times(quick: Machine, slow: Machine, names: list[str], runs: int) -> None:
    """One line a function. The two take turns: what else this machine has to do falls on both."""
    print(f"{'function':14}{'ms with .pyc':>14}{'ms without':>12}")
    for folder in (*slow.layers.rglob("__pycache__"), *slow.functions.rglob("__pycache__")):
        shutil.rmtree(folder)
    with deployment() as environment:
        for name in names:
            spent = [(once(quick, name, environment), once(slow, name, environment)) for _ in range(runs + 1)]
            medians = [statistics.median(each) for each in zip(*spent[1:], strict=True)]
            print(f"{name:14}{medians[0]:14.0f}{medians[1]:12.0f}")


def once(machine: Machine, name: str, environment: dict[str, str]) -> float:
    """CPU milliseconds."""
    folders = (machine.functions / name, machine.layers / "python", machine.runtime)
    # -B: without bytecode it is to stay without.
    command = [machine.python, "-I", "-S", "-B", "-c", PATH + PROBE, ":".join(map(str, folders)), "handler"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return float(said.split()[0])


if __name__ == "__main__":
    main()
