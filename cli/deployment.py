"""Which deployed event a command is about, and how it says what stands in the way."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from account import session as account
from account.wrong import Wrong, explained
from eventfile.mistakes import Mistakes
from eventfile.reading import read
from eventfile.schema import CODE

if TYPE_CHECKING:
    import boto3

Event = Annotated[str, typer.Argument(help="The event file, or the event's code.", metavar="EVENT")]
Region = Annotated[
    str | None, typer.Option(help="Where it is deployed; else AWS_REGION, the profile's, or eu-central-1.")
]

OUT = Path("out")
"""What commands leave behind, seen from where they are called."""


def code_of(event: str) -> str:
    """An event's code, as it was given or from its file. Raises Wrong."""
    file = Path(event)
    if not file.is_file():
        if file.suffix == ".toml" or "/" in event:
            raise Wrong(f"{event} cannot be read: there is no such file")
        code = event.replace(" ", "").upper()
        if re.fullmatch(CODE, code) is None:  # MOON-SITE would find what is called so of the event MOON
            raise Wrong(f"{event!r} is neither a file nor an event's code: those are 4 to 12 letters A-Z and digits")
        return code
    try:
        return read(file).event.code
    except Mistakes as wrong:
        raise Wrong(f"{event} is no right event file: `./beifall check {event}` says why\n{wrong}") from None


def session_in(region: str | None) -> boto3.Session:
    """With the organiser's credentials. Raises Wrong."""
    with explained("reading the AWS profile"):
        return account.session(region or account.region())


@contextmanager
def refusing() -> Iterator[None]:
    """What stands in the way ends the command, with 1 mostly, and is said in words."""
    try:
        yield
    except Wrong as wrong:
        refuse(str(wrong), wrong.exit_code)


def refuse(why: str, exit_code: int = 1) -> NoReturn:
    """Says why not, and ends the command."""
    print(f"beifall: {why}", file=sys.stderr)
    raise typer.Exit(exit_code) from None
