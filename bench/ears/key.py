"""What is in each file, sealed: nobody reads it by mistake."""

from __future__ import annotations

import json
import zlib
from base64 import b85decode, b85encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "key.sealed"
WARNING = "The answers. Do not open before all sheets are in; `./beifall bench listening score SHEET.csv` reads this."


@dataclass(frozen=True)
class Piece:
    """So many people clap, steadily or as after a talk; a trap is played by what must not convince anybody."""

    people: int
    ovation: bool = False
    trap: str | None = None


@dataclass(frozen=True)
class Key:
    """The pieces by the names of their files, and the seed by which their order was drawn."""

    seed: int
    pieces: Mapping[str, Piece]


def seal(folder: Path, key: Key) -> None:
    """Into a file that says so."""
    text = json.dumps(asdict(key)).encode()
    (folder / NAME).write_text(f"{WARNING}\n{b85encode(zlib.compress(text)).decode()}\n")


def opened(path: Path) -> Key:
    """ValueError if there is none, or it is damaged."""
    try:
        sealed = path.read_text().splitlines()[1]
        found = json.loads(zlib.decompress(b85decode(sealed)))
        return Key(int(found["seed"]), {name: Piece(**piece) for name, piece in found["pieces"].items()})
    except FileNotFoundError:
        raise ValueError(f"there is no key at {path}; it lies in the folder that `make` has made") from None
    except (LookupError, ValueError, TypeError, AttributeError, zlib.error):
        raise ValueError(f"{path} is no key, or damaged") from None
