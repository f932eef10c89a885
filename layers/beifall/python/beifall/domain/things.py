"""What all things have in common: a revision that each change raises, and a memory of the commands that made them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from beifall.domain.refusals import Refused

REMEMBERED = 8
"""So many commands a thing remembers, so that a resent one is recognised."""


class Thing(Protocol):
    """Shaped by staff; `commands` are the marks of the last commands that changed it, newest last."""

    @property
    def rev(self) -> int: ...

    @property
    def commands(self) -> tuple[str, ...]: ...


Some = TypeVar("Some", bound=Thing)


def mark(participant: str, command: str) -> str:
    """The name of a command: clients choose ids, and two of them may choose the same one. 24 hexadecimal digits."""
    return hmac.new(participant.encode(), command.encode(), hashlib.sha256).hexdigest()[:24]


def unchanged(thing: Thing, rev: int) -> None:
    """Refuses what was decided on another revision than the present one."""
    if thing.rev != rev:
        raise Refused("changed")


def changed(thing: Some, command: str, **fields: Any) -> Some:
    """The thing one revision on, with these fields, remembering the command (its mark)."""
    commands = (*thing.commands, command)[-REMEMBERED:]
    return replace(thing, rev=thing.rev + 1, commands=commands, **fields)  # type: ignore[type-var]  # a dataclass
