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


def seal(folder: Path, pieces: Mapping[str, Piece]) -> None:
    """By the names of the files."""
    text = json.dumps({name: asdict(piece) for name, piece in pieces.items()}).encode()
    (folder / NAME).write_text(f"{WARNING}\n{b85encode(zlib.compress(text)).decode()}\n")


def opened(path: Path) -> dict[str, Piece]:
    """ValueError if there is none, or it is damaged."""
    try:
        sealed = path.read_text().splitlines()[1]
        return {name: Piece(**piece) for name, piece in json.loads(zlib.decompress(b85decode(sealed))).items()}
    except FileNotFoundError:
        raise ValueError(f"there is no key at {path}; it lies in the folder that `make` has made") from None
    except (IndexError, ValueError, TypeError, zlib.error):
        raise ValueError(f"{path} is no key, or damaged") from None
