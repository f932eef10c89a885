"""The sheet on which people say what they hear: one to print, and one for a table."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.ears.size import Size, said

COLUMNS = ("listener", "file", "people", "natural")

PRINTED = """\
WIE VIELE MENSCHEN HÖREN SIE?

Sie hören acht Aufnahmen von Applaus, {first} bis {last}. Bitte nehmen Sie Kopfhörer und
stellen Sie sie so ein, dass Sprache angenehm laut ist; danach bleibt die
Lautstärke so. Hören Sie jede Aufnahme höchstens zweimal, in der Reihenfolge der
Buchstaben. Raten Sie, wenn Sie unsicher sind.

Wie viele Menschen klatschen?   eine · einige (2 bis 6) · Gruppe (7 bis 60) · Saal (mehr)
Wie natürlich klingt es?        1 (wie eine Maschine) bis 5 (wie ein Raum voller Menschen)

HOW MANY PEOPLE DO YOU HEAR?

You will hear eight recordings of applause, {first} to {last}. Please use headphones, set
them so that speech is pleasantly loud, and leave them like that. Listen to each
recording twice at most, in the order of the letters. If you are unsure, guess.

How many people clap?           one · few (2 to 6) · group (7 to 60) · hall (more)
How natural does it sound?      1 (like a machine) to 5 (like a room full of people)

{lines}
"""
LINE = "{name}   [ ] eine/one   [ ] einige/few   [ ] Gruppe/group   [ ] Saal/hall      1  2  3  4  5"


@dataclass(frozen=True)
class Answer:
    """What somebody heard in a file, and how natural that was (1 to 5)."""

    listener: str
    file: str
    size: Size
    natural: int


def print_out(folder: Path, files: Sequence[str]) -> None:
    """The printable sheet, and the table with nothing in it yet."""
    lines = "\n\n".join(LINE.format(name=name) for name in files)
    (folder / "sheet.txt").write_text(PRINTED.format(first=files[0], last=files[-1], lines=lines), encoding="utf-8")
    with (folder / "sheet.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COLUMNS, *(("1", name, "", "") for name in files)])


def answers(path: Path, files: Collection[str]) -> list[Answer]:
    """ValueError with the line at which somebody has to look; lines with no answer at all are left out."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ValueError(f"there is no sheet at {path}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no text in UTF-8") from None
    first, *_ = text.splitlines() or [""]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    if missing := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
        raise ValueError(f"{path} has no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}")
    found = dict[tuple[str, str], Answer]()
    for row in rows:
        try:
            told = [(row[column] or "").strip() for column in COLUMNS]
            if not any(told[2:]):
                continue
            answer = _answer(*told, files=files)
            if (answer.listener, answer.file) in found:
                raise ValueError(f"listener {answer.listener} has answered {answer.file} already")
        except ValueError as wrong:
            raise ValueError(f"{path}, line {rows.line_num}: {wrong}") from None
        found[answer.listener, answer.file] = answer
    if not found:
        raise ValueError(f"{path} has no answers yet")
    return list(found.values())


def _answer(listener: str, file: str, people: str, natural: str, *, files: Collection[str]) -> Answer:
    if not listener:
        raise ValueError("whose answer this is, is missing")
    name = file.upper().removesuffix(".WAV")
    if name not in files:
        raise ValueError(f'there is no file "{file}"; there are {", ".join(files)}')
    if natural not in {"1", "2", "3", "4", "5"}:
        raise ValueError(f'how natural it is, is a number from 1 to 5, not "{natural}"')
    return Answer(listener, name, said(people), int(natural))
