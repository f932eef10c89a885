"""An event of four rooms, with screens that listen; and what must hold of them whenever all has been delivered."""

from __future__ import annotations

import json
from typing import Any, cast

from beifall.domain.event import Place, Video
from beifall.domain.floor import Floor
from beifall.domain.people import Person, Role
from beifall.domain.people import Screen as Kind
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.frames import Frame, encode
from beifall.settle import settle
from beifall.snapshot import view
from tests.builders import a_person, a_room, an_event
from tests.steps.screen import Screen, listed
from tests.steps.world import Room, a_moderator, somebody

PLACES = (
    Place("foyer", "foyer", "Foyer"),
    Place("plenum", "plenum", "Plenum"),
    Place("forum-1", "forum", {"de": "Forum", "en": "Forum"}),
    Place("cafe", "cafeteria", "Café"),
)
TABLES, SEATS = 3, 2

ADA, BOB = a_person("ada"), a_person("bob")
MODERATOR, OTHER = a_moderator(), Person("other", "moderator", ("forum-1",))
ORGANISER, INFO, SPEAKER, STAGE = (somebody(role) for role in ("organiser", "info", "speaker", "stage"))
EVERYBODY = (ADA, BOB, MODERATOR, OTHER, ORGANISER, INFO, SPEAKER, STAGE)

SCREENS: dict[Role, Kind] = {"attendee": "laptop", "speaker": "laptop", "stage": "stage"}


class House(Room):
    """Foyer, plenum, forum and cafeteria. `ask` is asked at a screen that is named after its participant."""

    def __init__(self, **poll: Any) -> None:
        super().__init__(**poll)
        self.screens: dict[str, Screen] = {}
        self.memory.put_event(an_event(rooms=PLACES, video=Video("jitsi", "https://meet.example.org/")), before=1)
        for place in PLACES:
            if place.id != "plenum":
                tables, seats = (TABLES, SEATS) if place.kind == "cafeteria" else (0, 0)
                self.memory.put_room(
                    a_room(id=place.id, kind=place.kind, title=place.title, tables=tables, seats=seats), before=0
                )
        self.memory.put_floor(Floor("cafe", 1, TABLES, SEATS, video="https://meet.example.org/", secret="s" * 32))
        self.changes.clear()

    def enter(self, person: Person, room: str = "plenum", *, device: str = "") -> Frame:
        """The snapshot that somebody gets who enters with a device; its screen listens from now on."""
        connection = f"{person.participant}{device}="
        kind = SCREENS.get(person.role, "desk")
        screen = self.screens[connection] = Screen(person, room)
        reply = self.ask(person, connection, "enter", room=room, screen=kind)
        for frame in (*self.posts.sent.pop(connection, ()), reply):
            screen.hear(frame)
        return reply

    def all_enter(self, room: str = "plenum") -> None:
        """One of each role listens; of attendees and staff two devices each."""
        for person in EVERYBODY:
            self.enter(person, room)
            self.enter(person, room, device="-2")

    def by(self, person: Person, action: str, **fields: Any) -> Frame:
        """The reply to a command at somebody's first device, after which everybody must agree on what there is."""
        reply = self.ask(person, f"{person.participant}=", action, **fields)
        self.agree()
        return reply

    def done(self, person: Person, action: str, **fields: Any) -> Frame:
        """The same for a command that must be done."""
        reply = self.by(person, action, **fields)
        assert reply["type"] == "ok", reply
        return reply

    def agree(self) -> None:
        """Delivers everything. Then each screen, which has only listened, shows what a newcomer's would."""
        self.deliver()
        for connection, screen in self.screens.items():
            seen = view(self.store, screen.person, screen.room, now=self.now)
            fresh = cast("Frame", json.loads(encode({"items": seen.shown, "you": seen.you})))
            assert screen.held == listed(fresh["items"]), connection
            assert screen.rev == seen.rev == sum(item["rev"] for item in screen.held.values()), connection
            if not connection.endswith("-2="):
                continue  # the one at which the command was given learns from the reply
            assert _by_id(screen.own()) == _by_id(fresh["you"]), connection

    def deliver(self) -> None:
        """The streams and the queue deliver what has been written, and the screens hear what was sent."""
        while self.changes or any(job.kind == "question" for job, _ in self.delays.jobs):
            self.pump()
            jobs = [job for job, _ in self.delays.jobs if job.kind == "question"]
            self.delays.jobs = [(job, delay) for job, delay in self.delays.jobs if job.kind == "poll"]
            for job in jobs:
                settle(self.store, self.delays, job, now=self.now)
        for connection, screen in self.screens.items():
            for frame in self.posts.sent.pop(connection, ()):
                screen.hear(frame)

    def wait(self, milliseconds: int) -> None:
        """Time passes, and what the queue has held back is done."""
        self.now += milliseconds
        jobs, self.delays.jobs = self.delays.jobs, []
        for job, _ in jobs:
            settle(self.store, self.delays, job, now=self.now)
        self.agree()

    def asked(self, text: str, by: Person = ADA, **fields: Any) -> str:
        """The id of a question that somebody has just asked."""
        self.now += 10_000
        return str(self.done(by, "ask", text=text, name=None, **fields)["question"])

    def question(self, id_: str, room: str = "plenum") -> Question:
        """A question as staff knows it."""
        return max((one for one in self.store.both(Question, room, id_) if one), key=lambda one: one.rev)

    def poll(self, id_: str = "closing", room: str = "plenum") -> Poll:
        """A poll as staff knows it."""
        return max((one for one in self.store.both(Poll, room, id_) if one), key=lambda one: one.rev)

    def moderate(self, action: str, question: str, by: Person = MODERATOR, **fields: Any) -> Frame:
        """What a moderator decides on the present revision."""
        return self.by(by, f"question.{action}", question=question, **{"rev": self.question(question).rev, **fields})

    def conduct(self, action: str, poll: str = "closing", by: Person = MODERATOR, **fields: Any) -> Frame:
        """What a moderator decides of a poll on its present revision."""
        return self.by(by, f"poll.{action}", poll=poll, **{"rev": self.poll(poll).rev, **fields})

    def voted(self, *choices: Any, poll: str = "closing", seq: int = 1) -> None:
        """One more voter for each of these choices, without a screen."""
        for number, choice in enumerate(choices):
            voter = a_person(f"voter-{number}")
            fields = {"poll": poll, "round": self.poll(poll).round, "choice": choice, "seq": seq}
            reply = self.ask(voter, f"{voter.participant}=", "vote", **fields)
            assert reply["type"] == "ok", reply
        self.agree()

    def shows(self, person: Person, list_: str, id_: str) -> Frame | None:
        """What somebody's screen holds of an item."""
        return self.screens[f"{person.participant}="].held.get((list_, id_))

    def settled(self) -> None:
        """The poll that is closing has closed."""
        self.wait(10_000)


def _by_id(you: Frame) -> Frame:
    return {**you, **{name: {item["id"]: item for item in you[name]} for name in ("asked", "helps")}}


def without_text(house: House, text: str) -> bool:
    """Whether a text is nowhere in the store any more."""
    rows = [*house.memory.state_rows.values(), *house.memory.fact_rows.values()]
    return text not in repr(rows)
