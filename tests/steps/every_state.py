"""A house in which polls, questions, help requests, rooms and tables are in every state that there is."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

from beifall.domain.people import Person
from beifall.domain.polls import Option
from beifall.store.memory import MemoryStore
from tests.builders import a_poll
from tests.steps.house import ADA, BOB, INFO, MODERATOR, ORGANISER, OTHER, SPEAKER, STAGE, House
from tests.steps.screen import Screen

STRANGER = Person("stranger", "attendee")
"""Has a connection, but has not entered."""

IN_FOYER, IN_CAFE = Person("in-foyer", "attendee"), Person("in-cafe", "attendee")
PARALLEL = Person("parallel", "speaker", ("forum-1",))

CALLERS: tuple[tuple[Person, str], ...] = (
    *((person, f"{person.participant}=") for person in (ADA, BOB, SPEAKER, PARALLEL, MODERATOR, OTHER, INFO)),
    *((person, f"{person.participant}=") for person in (ORGANISER, STAGE, STRANGER, IN_FOYER, IN_CAFE)),
    *((person, "") for person in (ADA, MODERATOR, STAGE)),
)
"""Every role, here and elsewhere; the last ones come by HTTP."""

WHERE = {OTHER: "forum-1", PARALLEL: "forum-1", IN_FOYER: "foyer", IN_CAFE: "cafe"}

DRAFTS: dict[str, dict[str, Any]] = {
    **{id_: {} for id_ in ("draft", "open", "timed", "closing-now", "closed", "published", "reset", "deleted")},
    "multiple": {"kind": "multiple", "min": 2, "max": 3, "results": "live"},
    "scale": {"kind": "scale", "options": (), "low": 1, "high": 5, "results": "after_close"},
    "words": {"kind": "words", "options": (), "max": 3, "secret": False, "results": "after_vote"},
    "words-published": {"kind": "words", "options": (), "max": 3},
    "twenty": {"options": tuple(Option(f"o{number}", "x" * 200) for number in range(20)), "prompt": "ä" * 300},
}
OPENED = [id_ for id_ in DRAFTS if id_ not in ("draft", "deleted", "timed")]
CLOSED = ("closed", "published", "reset", "words-published")


Contents = dict[str, Any]


def contents(store: MemoryStore) -> Contents:
    """All that the store holds, as it is now."""
    return {name: _copied(value) for name, value in vars(store).items() if name not in ("lock", "written")}


def _copied(value: Any) -> Any:
    match value:
        case dict():
            return {key: _copied(one) if isinstance(one, (dict, list)) else one for key, one in value.items()}
        case list() | set():
            return value.copy()
    return value


def _listening(screen: Screen) -> Screen:
    """One that shows the same, and goes on by itself."""
    return replace(screen, held=dict(screen.held), you=deepcopy(screen.you))


class EveryState(House):
    """`questions` and `helps` are ids by state."""

    def __init__(self) -> None:
        super().__init__()
        for id_, fields in DRAFTS.items():
            self.memory.put_backstage(a_poll(id=id_, **fields), before=0)
        self._all_are_there()
        self._polls()
        self.questions = self._questions()
        self.helps = self._helps()
        self._rooms()
        self.agree()
        self.posts.sent.clear()
        self._then = (self.now, contents(self.memory), self.screens)

    def restore(self, *, later: int = 0) -> None:
        """Everything as it was when the house was ready, so many ms later."""
        now, held, screens = self._then
        self.now = now + later
        for name, value in held.items():
            setattr(self.memory, name, _copied(value))
        self.screens = {connection: _listening(screen) for connection, screen in screens.items()}
        self.delays.jobs.clear()
        self.changes.clear()
        self.posts.sent.clear()

    def _all_are_there(self) -> None:
        for person, connection in CALLERS:
            if connection and person is not STRANGER:
                self.enter(person, WHERE.get(person, "plenum"))
        for person in (ADA, SPEAKER, INFO, IN_CAFE):
            self.enter(person, WHERE.get(person, "plenum"), device="-2")

    def _polls(self) -> None:
        for id_ in OPENED:
            self.conduct("open", id_)
        for id_, choice in (("words", ["Mut"]), ("words-published", ["mut", "Wut"]), ("multiple", ["a", "b"])):
            self.voted(*[choice] * 7, poll=id_)
        self.voted(["a"], ["b"], poll="closed")
        for id_ in CLOSED:
            self.conduct("close", id_)
        self.settled()
        for id_ in CLOSED[1:]:
            self.conduct("publish", id_)
        self.conduct("reset", "reset")
        self.conduct("delete", "deleted")
        self.done(MODERATOR, "poll.strike", poll="words-published", word="WUT")

    def _questions(self) -> dict[str, str]:
        made = {}
        for number, state in enumerate(
            ("waiting", "shown", "pinned", "put-back", "hidden", "hidden-unseen", "merged", "merged-unseen")
        ):
            made[state] = self.asked(f"{state}?", Person(f"asker-{number}", "attendee"))
        for state in ("withdrawn", "erased", "answered", "own-waiting", "own-shown"):
            made[state] = self.asked(f"{state}?")
        for state in ("shown", "pinned", "put-back", "hidden", "merged", "answered", "own-shown"):
            self.moderate("show", made[state])
        self.moderate("pin", made["pinned"])
        self.moderate("wait", made["put-back"])
        self.moderate("hide", made["hidden"])
        self.moderate("hide", made["hidden-unseen"])
        self.moderate("merge", made["merged"], into=made["shown"])
        self.moderate("merge", made["merged-unseen"], into=made["shown"])
        self.moderate("answer", made["answered"], text="Therefore.")
        self.done(ADA, "question.withdraw", question=made["withdrawn"])
        self.done(ORGANISER, "question.erase", question=made["erased"])
        for person in (ADA, BOB, SPEAKER):
            self.done(person, "upvote", question=made["shown"], on=person is not BOB, seq=1)
            self.done(person, "mood", mood=3, seq=1)
        return made

    def _helps(self) -> dict[str, str]:
        made = {}
        for state in ("waiting", "taken", "answered"):
            self.now += 10_000
            made[state] = str(self.done(BOB, "help", text=f"{state}!")["help"])
        self.done(INFO, "help.take", help=made["taken"], rev=1)
        self.done(INFO, "help.answer", help=made["answered"], rev=1, text="Here.")
        return made

    def _rooms(self) -> None:
        self.done(OTHER, "room.set", room="forum-1", rev=1, questions="closed", applause=False)
        self.done(ORGANISER, "room.set", room="foyer", rev=1, questions="open", notice="Welcome")
        self.done(ORGANISER, "call", room="cafe", minutes=5)
        for number in range(2):
            sitting = Person(f"sitting-{number}", "attendee")
            self.ask(sitting, "", "sit", room="cafe", table="1")
        self.now += 10_000
        self.conduct("open", "timed", seconds=60)
        self.conduct("close", "closing-now")
