"""A listening test, which no measurement replaces.

`./beifall bench listening make FOLDER` renders eight files under names that say nothing, a sheet to print and one to
fill in, and a sealed key. The order is drawn anew each time; its seed lies in the key, and `--seed K` makes the same
again. `./beifall bench listening score SHEET.csv` says what the answers come to; those of several listeners go into one
sheet, under one another.
"""

from __future__ import annotations

import argparse
import random
import secrets
from pathlib import Path

from bench.ears.key import NAME, Key, Piece, opened, seal
from bench.ears.score import CHANCE, Score, Share, score
from bench.ears.sheet import answers, print_out
from bench.heard.rendering import ROOT, Renderer, refusing

FILES = "ABCDEFGH"
SECONDS = 8
SEEDS = 2**31
"""So many orders' seeds there are, and the renderer takes: nobody guesses the one that was drawn."""
PIECES = (
    Piece(1),
    Piece(3),
    Piece(5),
    Piece(15),
    Piece(40),
    Piece(300),
    Piece(150, ovation=True),
    Piece(300, trap="five-loops.mjs"),
)


def make(folder: Path, seed: int) -> None:
    """ValueError if there is something in the folder already: a second key would not fit the first sheets."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is not empty; the files of another test may be in there")
    folder.mkdir(parents=True, exist_ok=True)
    drawn = random.Random(seed).sample(PIECES, len(PIECES))
    for name, piece in zip(FILES, drawn, strict=True):
        core = ROOT / "bench/baselines" / piece.trap if piece.trap else None
        what = ("--people", str(piece.people), "--seconds", str(SECONDS), "--seed", str(seed))
        how = ("--ovation",) if piece.ovation else ()
        Renderer(folder, core=core).run(*what, *how, "--out", str((folder / f"{name}.wav").resolve()))
    print_out(folder, FILES)
    seal(folder, Key(seed, dict(zip(FILES, drawn, strict=True))))


def show(result: Score) -> None:
    """In a few lines."""
    print(f"{result.listeners} listener{'s' if result.listeners != 1 else ''}; who guesses hits {CHANCE:.0%}\n")
    print(f"{'hits':12}{_share(result.hits)}, by chance p = {result.hits.by_chance:.2g}")
    for name, hits in result.sizes.items():
        print(f"{'  ' + name:12}{_share(hits)}")
    low, high = result.interval
    print(f"{'rank':12}correlation of answers and people {result.rank:.2f} ({low:.2f} to {high:.2f})")
    print(f"{'natural':12}{result.natural:.1f} of 5")
    if result.trapped.of:
        print(
            f"{'the trap':12}taken for what it claims {_share(result.trapped)}; natural {result.trap_natural:.1f} of 5"
        )
    print("\nIntervals of 95 % take answers as independent; those of one listener are not quite.")


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{share.hits:3} of {share.of:3} ({low:.0%} to {high:.0%})" if share.of else "not answered"


def _seed(text: str) -> int:
    if not 0 <= (seed := int(text)) < SEEDS:
        raise argparse.ArgumentTypeError(f"{seed} is not from 0 to {SEEDS - 1}")
    return seed


def main() -> None:
    """Makes a test, or scores one."""
    parser = argparse.ArgumentParser(prog="./beifall bench listening")
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="render the files, the sheets and the key")
    making.add_argument("folder", type=Path)
    making.add_argument("--seed", type=_seed, help="draws the order of a test that was made before; it is in its key")
    scoring = commands.add_parser("score", help="say what the answers come to")
    scoring.add_argument("sheet", type=Path)
    scoring.add_argument("--key", type=Path, help="where it is, if not beside the sheet")
    options = parser.parse_args()
    with refusing(ValueError):
        if options.command == "make":
            make(options.folder, secrets.randbelow(SEEDS) if options.seed is None else options.seed)
            print(f"{options.folder}: {', '.join(f'{name}.wav' for name in FILES)}, sheet.txt, sheet.csv, {NAME}")
        else:
            key = opened(options.key or options.sheet.parent / NAME)
            show(score(answers(options.sheet, key.pieces), key.pieces))
            print(f"The order was drawn by --seed {key.seed}.")


if __name__ == "__main__":
    main()
