"""What was asked and what was answered: each command, by who sent it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from beifall.domain.people import Person
from beifall.store.memory import MemoryStore
from tests.simulation.command import TRANSIENT, Command
from tests.simulation.effects import missing
from tests.simulation.verdict import Verdict
from tests.simulation.watch import Watch

Frame = dict[str, Any]

AUDIENCE = frozenset({"attendee", "speaker", "moderator", "info", "organiser"})
CONDUCTORS = frozenset({"moderator", "organiser"})
MAY: dict[str, frozenset[str]] = {
    **dict.fromkeys(("enter", "ping"), AUDIENCE | {"stage"}),
    **dict.fromkeys(("vote", "upvote", "mood", "ask", "question.withdraw", "sit", "stand", "help"), AUDIENCE),
    **dict.fromkeys(("help.take", "help.answer"), frozenset({"info", "organiser"})),
    **dict.fromkeys(("question.erase", "call"), frozenset({"organiser"})),
    "question.answer": CONDUCTORS | {"speaker"},
}
"""Protocol.md section 1 and 3; what is not here is for those who conduct the room."""

CALLS: dict[str, int] = {"enter": 24, "ping": 12, "vote": 6, "upvote": 6, "mood": 6, "sit": 8, "stand": 6}
"""Store calls that a command may make at the very most, when it meets others each time; for the others 20."""


class Ledger:
    """All commands by participant and id."""

    def __init__(self, watch: Watch, verdict: Verdict, store: MemoryStore) -> None:
        self._watch, self._verdict, self._store = watch, verdict, store
        self.commands: dict[tuple[str, str], Command] = {}
        self.most: dict[str, int] = {}
        self.revoked: dict[tuple[str, int], float] = {}
        self.clapped: dict[str, dict[tuple[str, str, int], int]] = {}

    def sent(self, person: Person, frame: Frame, at: float, line: str = "") -> None:
        """A command leaves for the first time, or again."""
        if frame.get("action") == "clap":
            self.clapped.setdefault(frame["room"], {})[person.participant, line, frame["s"]] = len(frame["c"])
        if isinstance(frame.get("id"), str):
            self.commands.setdefault((person.participant, frame["id"]), Command(person, frame, at))

    def of(self, action: str) -> Iterator[Command]:
        """All commands with that action."""
        return (one for one in self.commands.values() if one.action == action)

    def answered(self, person: Person, text: str, reply: Frame, *, since: float, now: float, calls: int) -> None:
        """The stack has answered, whether or not that arrives, with so many store calls."""
        command = self.commands.get((person.participant, str(reply.get("id"))))
        if reply["type"] == "refused" and len(msgspec.json.encode(reply)) > 512:
            self._verdict.say("I16", f"a refusal of more than 512 bytes: {reply}")
        if command is None:
            if reply["type"] != "refused":
                self._verdict.say("I13", f"{text} was answered with {reply}")
            return
        action = command.action
        self.most[action] = max(calls, self.most.get(action, 0))
        if calls > CALLS.get(action, 20):
            self._verdict.say("I16", f"{action} took {calls} store calls")
        reply = msgspec.json.decode(msgspec.json.encode(reply))
        self._consistent(command, reply, since)
        command.handled.append((since, now, reply))
        self._verdict.saw(f"{action} {reply.get('code', reply['type'])}")
        if reply["type"] == "refused":
            return
        if not self._may(person, command.frame):
            self._verdict.say("I10", f"a {person.role} of {person.rooms} did {command.frame}")
        is_revoked = person.generation and person.generation < self._store.generation(person.participant)
        if is_revoked and since > self.revoked.get((person.participant, person.generation), since):
            self._verdict.say("I10", f"{person.role}, whose link was revoked, did {command.frame}")
        if reply["type"] == "ok":
            lack = missing(command, reply, since, self._store, self._watch)
            if lack:
                self._verdict.say("I13", f"{command.frame} of {person.participant} got {reply}, but {lack}")

    def heard(self, person: Person, reply: Frame) -> None:
        """The reply has come."""
        command = self.commands.get((person.participant, str(reply.get("id"))))
        if command is not None:
            command.heard.append(reply)

    def _may(self, person: Person, frame: Frame) -> bool:
        action, room = frame["action"], frame.get("room")
        if person.role not in MAY.get(action, CONDUCTORS):
            return False
        if action in MAY and action != "question.answer":
            return True
        return person.role == "organiser" or room in person.rooms

    def _consistent(self, command: Command, reply: Frame, since: float) -> None:
        """Two replies to one command are the same, except where protocol.md section 3 says otherwise."""
        if reply["type"] != "refused" or reply["code"] in TRANSIENT:
            return
        granted = [ended for _, ended, before in command.handled if before["type"] == "ok" and ended <= since]
        if not granted:
            return
        if command.action == "vote" and reply["code"] == "poll_not_open":
            return
        if command.action == "question.unpin":
            room = self._store.room(command.frame["room"])
            if room is not None and room.pinned == command.frame["question"]:
                return  # there was nothing to do then, so that nothing remembers it; now there is
        others = [
            one
            for one in self.commands.values()
            if one is not command and one.granted and any(ended > granted[0] for _, ended, _ in one.handled)
        ]
        if len(others) >= 8 and reply["code"] in ("changed", "bad_field", "not_allowed", "poll_frozen"):
            return  # a thing remembers its last 8 commands
        self._verdict.say("I13", f"{command.frame} of {command.person.participant} had its ok, and then got {reply}")
