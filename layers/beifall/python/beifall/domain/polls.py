"""Polls: what is asked, what may be chosen, and how a poll opens and closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beifall.domain.texts import Milliseconds, Text

Kind = Literal["single", "multiple", "scale", "words"]
Results = Literal["live", "after_vote", "after_close", "on_publish"]
State = Literal["draft", "open", "closing", "closed", "published"]


@dataclass(frozen=True)
class Option:
    """One thing that may be chosen."""

    id: str
    text: Text


@dataclass(frozen=True)
class Poll:
    """A poll as it is stored. `key` ties secret ballots to participants; it is None before opening and destroyed with
    the final tally. `commands` are the ids of the last commands that changed it, newest last.
    """

    id: str
    room: str
    rev: int
    kind: Kind
    prompt: Text
    options: tuple[Option, ...] = ()
    min: int = 1
    max: int = 1
    low: int = 0
    high: int = 0
    results: Results = "on_publish"
    secret: bool = True
    state: State = "draft"
    round: int = 1
    closes: Milliseconds | None = None
    key: str | None = None
    commands: tuple[str, ...] = ()
