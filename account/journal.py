"""What a deletion has done so far, on the disk while it goes on: whoever has to repeat it can still tell all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from account import private
from account.belongings import Belonging
from account.wrong import Wrong


@dataclass(frozen=True)
class About:
    """What is deleted: the event as its own row had it, before it went. Empty is what could not be read."""

    title: str = ""
    dates: str = ""
    controller: str = ""
    recovery: str = ""
    documented: str = ""


@dataclass
class Journal:
    """`was` is what there was, `removed` what of it is gone, `skipped` what CloudFormation was told to leave, so that
    nobody says whether it is; `account` and `stack` (an ARN) are where it is deleted.
    """

    file: Path
    began: str
    account: str = ""
    stack: str = ""
    about: About = field(default_factory=About)
    was: set[Belonging] = field(default_factory=set)
    removed: set[Belonging] = field(default_factory=set)
    skipped: set[Belonging] = field(default_factory=set)

    @property
    def left(self) -> set[Belonging]:
        """What is there still, or of which nobody has said yet that it is gone."""
        return self.was - self.removed - self.skipped

    def found(self, things: Iterable[Belonging]) -> None:
        """They are there. Raises Wrong."""
        self.was |= set(things)
        self.removed -= set(things)
        self.keep()

    def gone(self, things: Iterable[Belonging]) -> None:
        """They are there no more. Raises Wrong."""
        self.removed |= set(things) & self.was
        self.keep()

    def keep(self) -> None:
        """Writes it down. Raises Wrong."""
        private.write(self.file, msgspec.json.encode(self, enc_hook=str, order="sorted").decode() + "\n")

    def close(self) -> None:
        """The record says all of it."""
        self.file.unlink(missing_ok=True)


def journal_file(folder: Path, code: str, region: str) -> Path:
    """Where that of an event is."""
    return folder / f"{code}-{region}.journal.json"


def unfinished(file: Path) -> Journal | None:
    """The journal of a deletion that has not come to its end. Raises Wrong."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Wrong(f"{file} cannot be read: {error.strerror}") from None
    try:
        return msgspec.json.decode(text, type=Journal, dec_hook=lambda kind, said: kind(said))
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Wrong(f"{file} is no journal of a deletion ({error}): move it away, then repeat the command") from None
