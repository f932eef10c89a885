"""An event file, read and checked."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

from beifall.domain.event import Programme
from eventfile.mistakes import Finding, Key, Mistake, Mistakes, dotted
from eventfile.places import places
from eventfile.programme import programme
from eventfile.rules import broken_rules
from eventfile.schema import EventFile, Raw
from eventfile.shapes import misshapen
from eventfile.sound import Sound
from eventfile.spelling import Spelling

LARGEST = 1_000_000
_TOML = (
    'TOML 1.0, see toml.io: key = "a text in straight quotes", key = 300, key = true, key = 2020-11-30T10:00:00+01:00'
)
_POSITION = re.compile(
    r"(?P<reason>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)


def read(file: Path) -> Programme:
    """What the file describes, with every default filled in. Raises `Mistakes` with all that is wrong."""
    return understood(_text(file), file)


def understood(text: str, file: Path) -> Programme:
    """What the text of a file describes. Raises `Mistakes` with all that is wrong; `file` is only named there."""
    text = unicodedata.normalize("NFC", text)
    return checked(_toml(text, file), file, text)


def checked(raw: Raw, file: Path, text: str = "") -> Programme:
    """What a parsed file describes. Raises `Mistakes`; their lines are those of `text`."""
    spelling = Spelling()
    corrected = spelling.corrected(raw)
    shapes = list(misshapen(corrected))
    sound = Sound(corrected, frozenset(finding.key for finding in shapes))
    # One mistake for a key: the last one knows most of what stands around it.
    findings = {finding.key: finding for finding in (*spelling.findings, *shapes, *broken_rules(sound))}
    if findings:
        lines = places(text)
        raise Mistakes(_mistake(finding, spelling.written(key), lines, file) for key, finding in findings.items())
    return programme(EventFile.model_validate(corrected))


def _text(file: Path) -> str:
    try:
        if not file.is_file():
            raise _unreadable(file, "a directory" if file.is_dir() else "no file of that name")
        with file.open("rb") as bytes_:
            content = bytes_.read(LARGEST + 1)
    except OSError as no:
        raise _unreadable(file, f"what cannot be read ({no.strerror})") from None
    if len(content) > LARGEST:
        raise _unreadable(file, f"more than {LARGEST:,} bytes")
    try:
        text = content.decode("utf-8-sig")  # some editors put a mark before the first letter
    except UnicodeDecodeError as no:
        line = content.count(b"\n", 0, no.start) + 1
        raise _unreadable(file, "bytes that are not UTF-8", line) from None
    if not text.strip():
        raise _unreadable(file, "an empty file")
    return text


def _toml(text: str, file: Path) -> Raw:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _unreadable(file, "lists or tables nested too deep") from None
    except ValueError as no:  # also what Python itself refuses, such as a number with thousands of digits
        raise Mistakes([_syntax(str(no), text, file)]) from None


def _syntax(reason: str, text: str, file: Path) -> Mistake:
    where = _POSITION.fullmatch(reason)
    if where is None:
        return Mistake(file, "", f"no valid TOML ({reason.partition(';')[0]})", _TOML)
    found = f"no valid TOML ({where['reason'][:200]})"
    if where["line"] is None:
        return Mistake(file, "", f"{found} at its end", _TOML, text.rstrip().count("\n") + 1)
    return Mistake(file, "", found, _TOML, int(where["line"]), int(where["column"]))


def _unreadable(file: Path, found: str, line: int | None = None) -> Mistakes:
    return Mistakes([Mistake(file, "", found, "a TOML file in UTF-8 of at most 1 MB", line)])


def _mistake(finding: Finding, key: Key, lines: dict[Key, int], file: Path) -> Mistake:
    line = next((lines[key[:end]] for end in range(len(key), 0, -1) if key[:end] in lines), None)
    return Mistake(file, dotted(key), finding.found, finding.allowed, line)
