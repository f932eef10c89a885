"""Upvotes and the board: who supports a question, counted as people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Upvote:
    """That a participant supports a question, or does no longer; of several the one with the highest `seq` counts."""

    participant: str
    question: str
    on: bool
    seq: int


@dataclass(frozen=True)
class Board:
    """How many people support a question: counted by bucket, over all the questions that are `merged` in it, itself
    among them.
    """

    id: str
    room: str
    rev: int = 0
    parts: Mapping[str, int] = field(default_factory=dict)
    merged: tuple[str, ...] = ()

    @property
    def upvotes(self) -> int:
        """People, each once."""
        return sum(self.parts.values())


def supporters(upvotes: Iterable[Upvote], questions: Collection[str]) -> int:
    """How many people of one bucket support at least one of these questions."""
    return len({one.participant for one in upvotes if one.on and one.question in questions})


def recounted(board: Board, parts: Mapping[int, int], merged: tuple[str, ...]) -> Board:
    """The board with these buckets counted anew; the very same if nothing differs."""
    fresh = {**(board.parts if merged == board.merged else {}), **{str(one): count for one, count in parts.items()}}
    fresh = {one: count for one, count in fresh.items() if count}
    if fresh == dict(board.parts) and merged == board.merged:
        return board
    return replace(board, rev=board.rev + 1, parts=fresh, merged=merged)
