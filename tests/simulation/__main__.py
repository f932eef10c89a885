"""`python -m tests.simulation`: what `./beifall simulate` runs."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from time import perf_counter

from tests.simulation.caught import tried
from tests.simulation.hunt import Runs, alike, caught, spread
from tests.simulation.mutations import MUTATIONS
from tests.simulation.plan import SHORT, WHOLE


def main() -> int:
    """0 if no promise was broken, or every mutation was caught."""
    asked = _arguments()
    if asked.mutations:
        return _table(asked.most)
    if asked.mutation is not None and asked.mutation not in MUTATIONS:
        print(f"beifall: no mutation called {asked.mutation}; there are {', '.join(MUTATIONS)}", file=sys.stderr)
        return 2
    size = SHORT if asked.short else WHOLE
    if asked.steps:
        size = replace(size, steps=asked.steps)
    seeds = range(asked.seed, asked.seed + asked.seeds)
    processes = min(asked.processes, asked.seeds)
    runs = spread(seeds, size, asked.mutation, processes=processes, shrinking=asked.shrinking)
    _tell(runs)
    return 1 if runs.broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("./beifall simulate", description="Play whole events with all that can go wrong.")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--steps", type=int, help="steps of each run (default: 1,500 in five hours)")
    parser.add_argument("--short", action="store_true", help="runs of 40 steps, as `./beifall test` plays them")
    parser.add_argument("--mutation", help="with code that is wrong in one place")
    parser.add_argument("--mutations", action="store_true", help="which seed catches which mutation")
    parser.add_argument("--most", type=int, default=600, help="seeds that are tried for a mutation")
    parser.add_argument("--shrinking", type=float, default=60, help="seconds for making a failure short")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def _tell(runs: Runs) -> None:
    for told in runs.told:
        print(told, end="\n\n")
    rate = runs.runs / runs.seconds
    print(f"{runs.runs} runs in {runs.seconds:.1f} s ({rate:.1f} a second), {len(runs.broken)} broke a promise")
    print("faults:", ", ".join(f"{kind} {count}" for kind, count in sorted(runs.struck.items())))
    print("store calls at most:", ", ".join(f"{name} {count}" for name, count in sorted(runs.calls.items())))


def _table(most: int) -> int:
    missed = 0
    for name, mutation in MUTATIONS.items():
        began = perf_counter()
        with alike(1) as pool:
            found = pool.submit(caught, name, tried(name, most)).result()
        took = f"{perf_counter() - began:.1f} s"
        if found is None:
            missed += 1
            print(f"{name:52} NOT CAUGHT by {most} seeds ({took})", flush=True)
        else:
            seed, broken = found
            print(f"{name:52} seed {seed:4}  {broken.promise:4} of {'/'.join(mutation.breaks)} ({took})", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
