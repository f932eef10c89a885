"""What an `ok` promises to be in the store, by action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from beifall.domain.ballots import Urn
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.store import keys
from beifall.store.memory import MemoryStore
from tests.simulation.command import Command, Frame, folded, mark
from tests.simulation.watch import Watch, voter

Missing = str | None
"""What is not there, in words."""


def missing(command: Command, reply: Frame, since: float, store: MemoryStore, watch: Watch) -> Missing:
    """What this `ok`, whose making was begun at that time (ms), has promised and the store does not have."""
    if command.action in ("sit", "stand"):
        return _seat(command, reply, since, watch)
    promised = PROMISED.get(command.action)
    if promised is not None:
        return promised(command, reply, store, watch)
    return None if mark(command) in watch.marks else "nothing remembers it"


def ballot_of(who: str, urn: Urn, store: MemoryStore, watch: Watch) -> Any:
    """The ballot that a participant has in a round of a poll, as it is stored."""
    key = watch.key(urn.room, urn.poll, urn.round)
    if key is None:
        return None
    name, prefix = voter(key, who), f"ballot#{urn.room}#{urn.poll}#{urn.round}#"
    return next((rows[name] for pk, rows in store.fact_rows.items() if pk.startswith(prefix) and name in rows), None)


def _ballot(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    frame = command.frame
    urn = Urn(frame["room"], frame["poll"], frame["round"])
    return _as_new(ballot_of(command.person.participant, urn, store, watch), command, reply)


def _upvote(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    frame = command.frame
    row = store.fact(keys.upvote_row(frame["room"], command.person.participant, frame["question"]))
    return _as_new(row, command, reply)


def _mood(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    return _as_new(store.fact(keys.feeling_row(command.frame["room"], command.person.participant)), command, reply)


def _as_new(row: Any, command: Command, reply: Frame) -> Missing:
    is_there = row is not None and row.seq >= max(command.frame["seq"], reply["seq"])
    return None if is_there else f"{row} is stored"


def _question(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    return None if any(store.both(Question, command.frame["room"], reply["question"])) else "there is no such question"


def _help(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    return None if store.help(reply["help"]) else "there is no such request"


def _seat(command: Command, reply: Frame, since: float, watch: Watch) -> Missing:
    """It may have been another one's by the time at which this one was answered."""
    spans = [(0.0, None), *watch.seats.get(command.person.participant, [])]
    before = [table for at, table in spans if at <= since][-1]
    held = {before, *(table for at, table in spans if at >= since)}
    return None if reply["table"] in held else f"the seats were {spans[-3:]}"


def _struck(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    frame = command.frame
    poll = store.public(Poll, frame["room"], frame["poll"])
    is_struck = poll is not None and folded(frame["word"]) in poll.struck
    return None if is_struck else f"{frame['word']} can be read"


def _erased(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    rows = store.both(Question, command.frame["room"], command.frame["question"])
    is_there = any(row is not None and (row.text or row.name or row.answer) for row in rows)
    return f"the text is there: {rows}" if is_there else None


def _nothing(command: Command, reply: Frame, store: MemoryStore, watch: Watch) -> Missing:
    """Where nothing was pinned nothing is written, and it may be pinned again by now."""
    return None


PROMISED: Mapping[str, Callable[[Command, Frame, MemoryStore, Watch], Missing]] = {
    "vote": _ballot,
    "upvote": _upvote,
    "mood": _mood,
    "ask": _question,
    "help": _help,
    "poll.strike": _struck,
    "question.erase": _erased,
    "question.unpin": _nothing,
}
