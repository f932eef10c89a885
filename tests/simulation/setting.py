"""What is there before the first one comes: rooms, prepared polls, questions, and who will take part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from beifall.domain.event import Event, Place
from beifall.domain.floor import Floor
from beifall.domain.people import Person, Role
from beifall.domain.polls import Option, Poll
from beifall.domain.questions import Question
from beifall.store.memory import MemoryStore
from beifall.tokens import Keys, Tokens
from tests.builders import HOUR, NOON, a_room, an_event
from tests.simulation.actions import form
from tests.simulation.plan import Size

KEYS = Keys("k1", {"k1": "a" * 64, "k2": "b" * 64}, "p" * 64)
TOKENS = Tokens(KEYS, "JC2020")
ELSEWHERE = Tokens(KEYS, "OTHER1")
"""Another event with the same secrets: the worst case for I9."""

DAY = 86_400_000
LEFT = "f" * 20
"""Who has asked what is there already, and is gone."""

KINDS: dict[str, Any] = {"foyer": "foyer", "plenum": "plenum", "cafe": "cafeteria"}
TABLES, SEATS = 2, 2


@dataclass(frozen=True)
class Guest:
    """Somebody who will come: staff has a token, the others join by code. `plain` is behind a proxy without sockets."""

    name: str
    person: Person
    screen: str
    room: str
    token: str | None = None
    plain: bool = False


@dataclass
class Setting:
    """Draws what is there. `marker` makes a text's unique mark, `secret` a secret."""

    chance: Random
    size: Size
    marker: Callable[[], str]
    secret: Callable[[], str]

    def event(self) -> Event:
        """The event with its rooms."""
        some = self.chance.choice(((), ("cafe",), ("cafe",), ("foyer",)))
        names = ("plenum", *(("cafe", "foyer") if self.size.whole else some))
        return an_event(
            starts=NOON,
            ends=NOON + 6 * HOUR,
            answers_until=NOON + DAY,
            expected=60,
            limit=600,
            rooms=tuple(Place(name, KINDS[name], name.title()) for name in names),
        )

    def furnish(self, event: Event, store: MemoryStore) -> None:
        """Puts it all into the store."""
        store.put_event(event, before=0)
        for place in event.rooms:
            questions = self.chance.choice(("moderated", "moderated", "open"))
            store.put_room(a_room(id=place.id, kind=place.kind, title=place.title, questions=questions), before=0)
            self._polls(place.id, store)
            self._questions(place.id, store)
            if place.kind == "cafeteria":
                store.put_floor(Floor(place.id, 1, tables=TABLES, seats=SEATS, secret=self.secret()))

    def guests(self, event: Event) -> Iterator[Guest]:
        """Staff first; a moderator is always there."""
        chance, rooms = self.chance, tuple(place.id for place in event.rooms)
        staff: list[Role] = ["moderator", "organiser", "info", "speaker", "stage", "moderator", "speaker"]
        for n, role in enumerate(("moderator", *chance.sample(staff, chance.randint(*self.size.staff) - 1))):
            its = () if role in ("organiser", "info") else rooms if chance.random() < 0.6 else rooms[:1]
            person = Person(TOKENS.participant("link", role, *its), role, its, generation=1)
            screen = "stage" if role == "stage" else chance.choice(("desk", "desk", "laptop"))
            yield Guest(f"{role}{n}", person, screen, rooms[0], TOKENS.sign(person, NOON + DAY))
        for n in range(chance.randint(*self.size.attendees)):
            room = rooms[-1] if chance.random() < 0.6 else rooms[0]
            nobody = Person(f"nobody{n}", "attendee")
            yield Guest(f"guest{n}", nobody, chance.choice(("phone", "laptop")), room, plain=chance.random() < 0.08)

    def _polls(self, room: str, store: MemoryStore) -> None:
        """What the event's file has prepared, and what has been opened before we look."""
        chance = self.chance
        for n in range(chance.choice((0, 1, 1, 2))):
            drawn = form(chance, self.marker())
            options = tuple(Option(one["id"], one["text"]) for one in drawn.pop("options", ()))
            draft = Poll(id=f"p{n}", room=room, rev=1, options=options, **drawn)
            if chance.random() < 0.7:
                store.put_public(replace(draft, rev=2, state="open", key=self.secret(), buckets=2), before=0)
            else:
                store.put_backstage(draft, before=0)

    def _questions(self, room: str, store: MemoryStore) -> None:
        for n in range(self.chance.randint(0, 3)):
            text = f"Why {self.marker()}?"
            waiting = Question(f"q{n}-{room}", room, rev=1, at=NOON, text=text, asker=LEFT)
            if self.chance.random() < 0.7:
                store.put_public(replace(waiting, state="shown"), before=0)
            else:
                store.put_backstage(waiting, before=0)
