"""Applause that is wrong in one line, and what notices it: `./beifall bench mutants`

Each mutant is a copy of the pages with one text replaced. On it run the tests of web/js/applause, and the measurement
of `bench/applause.py` that is about its rule. Ends with 1 if nothing notices one, or if something fails on the copy
before any text is replaced; with 2 if one does not fit, or nothing can be rendered. Takes a minute or two.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.bars.counts import counts
from bench.bars.density import density
from bench.bars.echo import echo
from bench.bars.hands import hall, strength
from bench.bars.limits import limits, pumping
from bench.bars.persons import few, rhythm
from bench.bars.reading import Reading
from bench.heard.rendering import NO_NODE, ROOT, Renderer, Unrendered, refusing

Measure = Callable[[Renderer], list[Reading]]
WEB = "web/js/applause"
COPIED = ("web", "tests/web", "bench/applause", "bench/render-applause.mjs", "package.json")


class Unfit(Exception):
    """A mutant does not fit the code; the text says which."""


@dataclass(frozen=True)
class Mutant:
    """`text`, which is in `file` exactly once, becomes `instead`; `measure` is about the rule that this breaks."""

    name: str
    file: str
    text: str
    instead: str
    measure: Measure

    def mutated(self, source: str) -> str:
        """Unfit if it could be anywhere else, or nowhere."""
        if (found := source.count(self.text)) != 1:
            raise Unfit(f"{self.name}: {self.text!r} is {found} times in {self.file}")
        return source.replace(self.text, self.instead)


# As little of each as tells a mutant from the code as it is.
counted: Measure = partial(counts, seeds=1)
dense: Measure = partial(density, seeds=1)
told: Measure = partial(few, seeds=1)
alone: Measure = partial(rhythm, alone=4)
echoed: Measure = partial(echo, seeds=1)
pumped: Measure = partial(pumping, seeds=1)
rung: Measure = partial(hall, seeds=1)
MEASURES = (dense, counted, told, alone, limits, echoed, pumped, strength, rung)
MUTANTS = (
    Mutant("own claps not subtracted", "ledger.js", "own.push(now);", "", echoed),
    Mutant("repeated ticks accepted", "ledger.js", "if (heard.has(seq)) return null;", "", counted),
    Mutant(
        "late ticks dropped",
        "ledger.js",
        "heard.set(seq, now);",
        "if (seq < Math.max(0, ...heard.keys())) return null; heard.set(seq, now);",
        counted,
    ),
    Mutant("no credit", "crowd.js", "credit -= share;", "", counted),
    Mutant("one clap for several people", "crowd.js", "over, share);", "over, 1);", counted),
    Mutant("few are a crowd", "crowd.js", "if (next.each)", "if (next.each && next.k > FASTEST * 99)", told),
    Mutant("hurry and wait", "crowd.js", "(credit - k * left) / ordinary", "credit / ordinary", pumped),
    Mutant("wild jitter", "crowd.js", "const JITTER = 0.03;", "const JITTER = 0.5;", alone),
    Mutant("metronomes", "crowd.js", "const JITTER = 0.03;", "const JITTER = 0;", alone),
    Mutant("grade not heard", "instrument.js", "grade = first ? e : grade + NEWEST * (e - grade);", "", strength),
    Mutant("one hall for all", "instrument.js", "decay: 0.5", "decay: 1.35", rung),
    Mutant("flat level", "level.js", "const SLOPE = 0.95;", "const SLOPE = 0;", dense),
    Mutant("no limiter", "level.js", "if (size <= BEND)", "if (size >= 0)", limits),
    Mutant("endless reverb", "instrument.js", "decay: 1.35", "decay: 60", limits),
    Mutant("long lead", "ticks.js", "const LEAD = 0.06;", "const LEAD = 0.6;", told),
)


def copied(folder: Path, mutant: Mutant | None) -> Path:
    """What the tests and the renderer need, wrong in one place."""
    for name in COPIED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    if mutant:
        path = folder / WEB / mutant.file
        path.write_text(mutant.mutated(path.read_text()))
    return folder


def tests(root: Path) -> list[str]:
    """Those of web/js/applause that fail."""
    files = [path for path in sorted((root / "tests/web").glob("*.test.mjs")) if f"{WEB}/" in path.read_text()]
    command = ["node", "--test", "--test-reporter=tap", *map(str, files)]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Unrendered(NO_NODE) from None
    failed = [name.replace("\\", "") for name in re.findall(r"^ *not ok \d+ - (.*)$", done.stdout, re.MULTILINE)]
    if done.returncode and not failed:
        raise Unfit(f"the tests do not run: {done.stdout[-500:]}{done.stderr[-500:]}")
    return [Path(name).name if name.endswith(".mjs") else name for name in failed]  # a file that cannot even begin


def failing(mutant: Mutant | None, *, measure: Measure | None, tested: bool) -> list[str]:
    """The bars and the tests that fail."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        root = copied(folder / "copy", mutant)
        readings = measure(Renderer(folder, root=root)) if measure else []
        bars = [f"{one.bar}: {one.measured}" for one in readings if not one.good]
        return bars + (tests(root) if tested else [])


def main() -> None:
    """For each mutant what notices it."""
    argparse.ArgumentParser(prog="./beifall bench mutants").parse_args()
    with refusing(Unfit), ThreadPoolExecutor(2) as pool:
        missed = _missed(pool)
    print(f"{len(MUTANTS) - missed} of {len(MUTANTS)} are noticed")
    sys.exit(1 if missed else 0)


def _missed(pool: ThreadPoolExecutor) -> int:
    """How many nothing notices."""
    try:
        sane = [pool.submit(failing, None, measure=None, tested=True)]
        sane += [pool.submit(failing, None, measure=measure, tested=False) for measure in MEASURES]
        running = [pool.submit(failing, mutant, measure=mutant.measure, tested=True) for mutant in MUTANTS]
        if failed := [one for run in sane for one in run.result()]:
            sys.exit(f"beifall: without any mutant this fails already: {'; '.join(failed)}")
        missed = 0
        for mutant, run in zip(MUTANTS, running, strict=True):
            found = run.result()
            missed += not found
            print(f"{'caught' if found else 'MISSED'}  {mutant.name}", flush=True)
            for one in found:
                print(f"{'':10}{one}")
        return missed
    finally:
        pool.shutdown(cancel_futures=True)  # where one does not fit the others need not be tried


if __name__ == "__main__":
    main()
