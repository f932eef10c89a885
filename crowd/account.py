"""Who asked for what, and what was answered: what must be there in the end, what may be, and what may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crowd.held import Frame

UNDECIDED = frozenset({"too_many_requests", "try_again"})
"""Refusals that say nothing of an earlier sending of the same command, nor do they decide it."""

PROVOKED = frozenset({*UNDECIDED, "changed", "table_full", "questions_closed"})
"""Refusals that the crowd asks for: it sits down where it is full, and somebody else was first. Any other is one that
nobody who plays by the rules should ever see.
"""

CLOSED = "poll_not_open"
"""The same after a resend: the vote may have been counted the first time."""


@dataclass
class Command:
    """One command of somebody; `reply` is the one that decides it, None as long as there is none."""

    participant: str
    action: str
    room: str
    fields: Mapping[str, Any]
    sendings: int = 0
    reply: Frame | None = None

    @property
    def granted(self) -> bool:
        """Whether it was acknowledged."""
        return self.reply is not None and self.reply["type"] != "refused"

    @property
    def open(self) -> bool:
        """Whether it may or may not have had its effect."""
        return self.reply is None or (self.reply.get("code") == CLOSED and self.sendings > 1)


@dataclass
class Standing:
    """What counts of somebody by their highest acknowledged `seq`, and what may count instead, as it was sent later and
    never decided.
    """

    seq: int = 0
    certain: Hashable = None
    maybe: dict[int, Hashable] = field(default_factory=dict)

    @property
    def possible(self) -> set[Hashable]:
        """All that may count by now; None is for nothing."""
        return {self.certain, *(value for seq, value in self.maybe.items() if seq > self.seq)}


class Account:
    """All commands of all people. It is told each sending and each reply, those that come twice as well. `refused`
    counts refusals by their code, `acknowledged` commands.
    """

    def __init__(self) -> None:
        self._commands: dict[tuple[str, str], Command] = {}
        self.refused: Counter[str] = Counter()
        self.acknowledged = 0

    def sent(self, participant: str, id_: str, action: str, room: str, fields: Mapping[str, Any]) -> None:
        """A command leaves, for the first time or again."""
        command = self._commands.setdefault((participant, id_), Command(participant, action, room, fields))
        command.sendings += 1

    def answered(self, participant: str, id_: str, reply: Frame) -> None:
        """A reply has come; the first that decides is the one that counts, but for what is acknowledged after all."""
        command = self._commands.get((participant, id_))
        if command is None or command.granted:
            return
        code = reply.get("code")
        if reply["type"] == "refused":
            self.refused[str(code)] += 1
        if code not in UNDECIDED:
            command.reply = reply
            self.acknowledged += command.granted

    @property
    def unexpected(self) -> Counter[str]:
        """Commands that were refused for no reason that the crowd has given, by action and code."""
        return Counter(
            f"{command.action}: {command.reply.get('code')}"
            for command in self._commands.values()
            if command.reply is not None
            and not command.granted
            and not command.open
            and command.reply.get("code") not in PROVOKED
        )

    @property
    def commands(self) -> int:
        """How many commands were sent, each once however often it was."""
        return len(self._commands)

    def of(self, action: str, room: str | None = None) -> Iterator[Command]:
        """All commands with that action, in a room if one is named."""
        for command in self._commands.values():
            if command.action == action and room in (None, command.room):
                yield command

    def ballots(self, room: str, poll: str, round_: int) -> dict[str, Standing]:
        """By participant: the choice as words of the tally; an empty one is none."""
        standing: dict[str, Standing] = {}
        for command in self.of("vote", room):
            if (command.fields["poll"], command.fields["round"]) == (poll, round_):
                _note(standing, command, _choice(command.fields["choice"]), lambda ok: _choice(ok["choice"]))
        return standing

    def upvotes(self, room: str, question: str) -> dict[str, Standing]:
        """By participant: whether they support it."""
        standing: dict[str, Standing] = {}
        for command in self.of("upvote", room):
            if command.fields["question"] == question:
                _note(standing, command, command.fields["on"] or None, lambda ok: ok["on"] or None)
        return standing

    def moods(self, room: str) -> dict[str, Standing]:
        """By participant: how they feel."""
        standing: dict[str, Standing] = {}
        for command in self.of("mood", room):
            _note(standing, command, command.fields["mood"], lambda ok: ok["mood"])
        return standing

    def seats(self, room: str) -> dict[str, Standing]:
        """By participant: their table, as the last reply says; they ask for one thing after the other."""
        standing: dict[str, Standing] = {}
        for number, command in enumerate(self._commands.values(), 1):
            if command.action in ("sit", "stand") and command.room == room:
                one = standing.setdefault(command.participant, Standing())
                if command.granted and command.reply is not None:
                    one.seq, one.certain = number, command.reply["table"]
                elif command.open:
                    one.maybe[number] = command.fields.get("table")
        return standing


def _note(standing: dict[str, Standing], command: Command, value: Hashable, read: Any) -> None:
    """Adds a command with a `seq` to what is known of its participant."""
    one = standing.setdefault(command.participant, Standing())
    if command.granted and command.reply is not None:
        if command.reply["seq"] >= one.seq:
            one.seq, one.certain = command.reply["seq"], read(command.reply)
    elif command.open:
        one.maybe[command.fields["seq"]] = value


def _choice(choice: list[Any]) -> tuple[str, ...] | None:
    return tuple(map(str, choice)) or None
