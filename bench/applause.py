"""The bars of applause, read off the samples of renderings: `./beifall bench applause [--json FILE]`

Renders with the code that browsers run (`node bench/render-applause.mjs`) and measures what is heard, never what the
synthesiser says of itself. Two naive answers stand beside it and must fail, or the bars prove nothing. Ends with 1 if a
bar is not cleared, or if a baseline clears one that must catch it; with 2 if nothing can be rendered. Takes a minute or
two.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from bench.bars.cost import speed, weight
from bench.bars.counts import counts, tracking
from bench.bars.density import density
from bench.bars.echo import echo
from bench.bars.hands import hall, strength
from bench.bars.limits import limits, pumping
from bench.bars.persons import few, rhythm, single
from bench.bars.reading import Reading
from bench.heard.rendering import ROOT, Renderer, refusing

BASELINES = {"five loops": "five-loops.mjs", "crowd loop": "crowd-loop.mjs"}
CATCHING = {"five loops": ("A1", "A2", "A3", "A6"), "crowd loop": ("A1", "A3", "A5", "A6")}
"""The bars that must catch each: what they are about is what the naive answers get wrong."""
ELSEWHERE = {
    "A8": "clap → heard: `./beifall rehearse --latency aws`",
    "A9": "bytes per second and laptop: `./beifall bench worklet`",
}
Measure = Callable[[Renderer], list[Reading]]
ALL: Sequence[Measure] = (density, tracking, counts, few, rhythm, pumping, limits, single, echo, strength, hall)
NAIVE: Sequence[Measure] = (partial(density, seeds=3), partial(few, seeds=1), partial(single, seeds=2))
"""What a baseline can be asked: it has no people who could be counted."""


@dataclass(frozen=True)
class Table:
    """Readings by bar, and those of each baseline."""

    ours: Mapping[str, Reading]
    baselines: Mapping[str, Mapping[str, Reading]]

    @property
    def wrong(self) -> list[str]:
        """What there is to say against it, empty if all is well."""
        failed = [f"{bar} is not cleared" for bar, reading in self.ours.items() if not reading.good]
        blind = [
            f"{bar} does not catch the {name.replace(' ', '-')} baseline"
            for name, bars in CATCHING.items()
            for bar in bars
            if self.baselines[name][bar].good
        ]
        return failed + blind


def measured(folder: Path, core: Path | None) -> Table:
    """Everything, two renderings at a time."""
    ours = Renderer(folder, core=core)
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(measure, ours) for measure in ALL]
        others = {
            name: [pool.submit(measure, Renderer(folder, core=ROOT / "bench/baselines" / file)) for measure in NAIVE]
            for name, file in BASELINES.items()
        }
        found = [reading for run in running for reading in run.result()]
        baselines = {name: _by_bar(one for run in runs for one in run.result()) for name, runs in others.items()}
    return Table(_by_bar([*found, *speed(ours), *weight(ROOT)]), baselines)  # speed alone, or it would share its core


def _by_bar(readings: Iterable[Reading]) -> dict[str, Reading]:
    return {one.bar: one for one in sorted(readings, key=lambda one: int(one.bar[1:]))}


def show(table: Table) -> None:
    """A line for each bar, and under it what the baselines came to."""
    for bar in (f"A{number}" for number in range(1, 18)):
        if bar in ELSEWHERE:
            print(f"{bar:4}        not here; {ELSEWHERE[bar]}")
            continue
        ours = table.ours[bar]
        print(f"{bar:4}{_word(ours)}  {ours.asked}\n{'':12}{ours.measured}")
        for name, readings in table.baselines.items():
            if bar in readings:
                must = "must fail" if bar in CATCHING[name] else ""
                print(f"{'':12}{name}: {_word(readings[bar])} {must:9}  {readings[bar].measured}")
    for wrong in table.wrong:
        print(f"WRONG  {wrong}")


def _word(reading: Reading) -> str:
    return "ok    " if reading.good else "FAILED"


def main() -> None:
    """A table, and whether it is as it should be."""
    parser = argparse.ArgumentParser(prog="./beifall bench applause")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, for machines")
    parser.add_argument("--core", type=Path, metavar="FILE", help="measure another module with the same synthesiser")
    options = parser.parse_args()
    with refusing(), tempfile.TemporaryDirectory() as folder:
        table = measured(Path(folder), options.core and options.core.resolve())
        show(table)
        if options.json:
            options.json.write_text(json.dumps({**asdict(table), "wrong": table.wrong}, indent=1) + "\n")
    sys.exit(1 if table.wrong else 0)


if __name__ == "__main__":
    main()
