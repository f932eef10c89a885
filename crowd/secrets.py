"""What the crowd itself makes secret: who wrote what, and when it may be seen."""

from __future__ import annotations

from collections.abc import Mapping

from crowd.asked import Asked, Frame
from crowd.held import Item
from crowd.leaks import PRIVILEGED, Leaks, words


class Secrets:
    """Tells the judge of leaks of every word that the crowd has written, before it is sent."""

    def __init__(self, leaks: Leaks) -> None:
        self._leaks = leaks
        self._questions: dict[str, frozenset[str]] = {}
        self._askers: dict[str, str] = {}
        self._open: set[str] = set()

    def room(self, room: str, *, is_open: bool) -> None:
        """Whether questions are shown there as soon as they are asked."""
        (self._open.add if is_open else self._open.discard)(room)

    def sent(self, participant: str, asked: Asked, poll: Item, at: float) -> None:
        """A command leaves; `poll` is what its sender knows of the one that it is about."""
        fields = asked.fields
        text = _written(fields)
        match asked.action:
            case "ask" if asked.room not in self._open:
                self._forbid(text, {*PRIVILEGED, participant})
            case "poll.create":
                self._forbid(str(fields["poll"]), {*PRIVILEGED})
            case "help":
                self._forbid(text, {"info", participant})
            case "help.answer":
                self._forbid(text, {"info", self._askers.get(str(fields["help"]), "")})
            case "question.show":
                for word in self._questions.get(str(fields["question"]), ()):
                    self._leaks.show(word, at)
            case "poll.close":
                self._leaks.early.closing(asked.room, poll["id"], poll["round"], at)
            case "poll.publish":
                self._leaks.early.publishing(asked.room, poll["id"], poll["round"], at)

    def granted(self, participant: str, asked: Asked, reply: Frame, at: float) -> None:
        """It was acknowledged."""
        match asked.action:
            case "ask":
                if asked.room not in self._open:
                    self._questions[reply["question"]] = words(_written(asked.fields))
            case "help":
                self._askers[reply["help"]] = participant
            case "question.hide":
                for word in self._questions.get(reply["question"], ()):
                    self._leaks.hide(word, at)

    def _forbid(self, text: str, allowed: set[str]) -> None:
        for word in words(text):
            self._leaks.forbid(word, allowed)


def _written(fields: Mapping[str, object]) -> str:
    """What somebody has written, the name too."""
    return f"{fields.get('text') or ''} {fields.get('name') or ''}"
