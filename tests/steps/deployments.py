"""An event's life: files are deployed, some of them not to the end, and in between staff and audience do their part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from beifall.domain.ballots import Ballot, urn
from beifall.domain.board import Upvote
from beifall.domain.event import Gong, Place, Programme, called
from beifall.domain.polls import Option, Poll
from beifall.domain.things import changed
from beifall.programme import set_up
from beifall.store import keys
from beifall.store.memory import MemoryStore
from beifall.store.port import Place as Cast
from tests.builders import NOON, a_poll, a_question, a_room, an_event

TEXTS = st.sampled_from(["one", "two", "three"])
OPTIONS = st.sampled_from([(Option("a", "A"), Option("b", "B")), (Option("x", "X"), Option("y", "Y"))])
STAFFS = "staff's own"
PLACES = ("plenum", "forum", "cafe")
POLLS = (("plenum", "p1"), ("plenum", "p2"), ("forum", "p3"))

rooms = st.fixed_dictionaries({"title": TEXTS, "notice": st.none() | TEXTS, "applause": st.booleans()})
drafts = st.fixed_dictionaries(
    {"prompt": TEXTS, "options": OPTIONS, "results": st.sampled_from(["live", "on_publish"])}
)
furniture = st.fixed_dictionaries({"tables": st.integers(1, 4), "seats": st.integers(1, 3)})


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A file with one room at least; what its rooms, their tables and their polls are called is known."""
    there = draw(st.sets(st.sampled_from(PLACES), min_size=1))
    made = [
        a_room(
            id=id_,
            kind="cafeteria" if id_ == "cafe" else "forum",
            **draw(rooms),
            **(draw(furniture) if id_ == "cafe" else {}),
        )
        for id_ in sorted(there)
    ]
    polls = [
        a_poll(id=id_, room=room, **draw(drafts))
        for room, id_ in sorted(draw(st.sets(st.sampled_from(POLLS))))
        if room in there
    ]
    return Programme(an_event(title=draw(TEXTS), retention_days=draw(st.sampled_from([30, 60]))), (*made,), (*polls,))


@dataclass(frozen=True)
class Deploy:
    """`dies` after so many rows; None: it ends."""

    programme: Programme
    dies: int | None = None


@dataclass(frozen=True)
class Act:
    """Something that people do, to one of those things."""

    name: str
    place: str
    poll: tuple[str, str]


Step = Deploy | Act
acts = st.builds(
    Act,
    st.sampled_from(["notice", "shape", "open", "delete", "ask", "sit", "call"]),
    st.sampled_from(PLACES),
    st.sampled_from(POLLS),
)
lives = st.lists(st.builds(Deploy, programmes(), st.none() | st.integers(1, 12)) | acts, max_size=8)


class Died(Exception):
    """A deployment was killed."""


@dataclass
class House:
    """The store, what was written since it was looked at, and what staff has done."""

    written: list[tuple[str, keys.Key]] = field(default_factory=list)
    noticed: set[str] = field(default_factory=set)
    shaped: set[tuple[str, str]] = field(default_factory=set)
    deleted: set[tuple[str, str]] = field(default_factory=set)
    ever: set[tuple[str, str]] = field(default_factory=set)
    left: int | None = None

    def __post_init__(self) -> None:
        self.store = MemoryStore(self._wrote)

    def _wrote(self, table: str, key: keys.Key) -> None:
        self.written.append((table, key))
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                raise Died

    def live(self, *steps: Step) -> House:
        for number, step in enumerate(steps):
            if isinstance(step, Deploy):
                self.deploy(step)
            else:
                ACTS[step.name](self, step, number)
        return self

    def deploy(self, step: Deploy) -> None:
        """To the end, or until it dies."""
        self.left = step.dies
        self.ever |= {(poll.room, poll.id) for poll in step.programme.polls}
        try:
            set_up(step.programme, self.store, chance=lambda: "secret")
        except Died:
            pass
        finally:
            self.left = None

    def draft(self, poll: tuple[str, str]) -> Poll | None:
        """A draft that staff can see."""
        public, stored = self.store.both(Poll, *poll)
        return None if public or stored is None or stored.deleted else stored

    def audience(self) -> dict[Any, Any]:
        """Whatever the audience has made, and whatever is or was open."""
        theirs = ("all#poll#", "all#tally#", "all#question#", "all#board#", "staff#question#")
        rows = {key: row for key, row in self.store.state_rows.items() if key[1].startswith(theirs)}
        return {**rows, **{("facts", pk): dict(facts) for pk, facts in self.store.fact_rows.items()}}


def _notice(house: House, act: Act, number: int) -> None:
    if room := house.store.room(act.place):
        house.store.put_room(changed(room, f"c{number}", notice=STAFFS), before=room.rev)
        house.noticed.add(act.place)


def _shape(house: House, act: Act, number: int) -> None:
    if draft := house.draft(act.poll):
        house.store.put_backstage(changed(draft, f"c{number}", prompt=STAFFS), before=draft.rev)
        house.shaped.add(act.poll)


def _delete(house: House, act: Act, number: int) -> None:
    if draft := house.draft(act.poll):
        house.store.put_backstage(changed(draft, f"c{number}", deleted=True), before=draft.rev)
        house.deleted.add(act.poll)


def _open(house: House, act: Act, number: int) -> None:
    if draft := house.draft(act.poll):
        opened = changed(draft, f"c{number}", state="open", key="k" * 16)
        house.store.put_public(opened, before=0)
        house.store.drop_backstage(opened)
        house.store.cast(Cast(urn(opened), 0, "voter"), Ballot("voter", (opened.options[0].id,), number))


def _ask(house: House, act: Act, number: int) -> None:
    asked = a_question(f"q{number}", room=act.place)
    (house.store.put_public if number % 2 else house.store.put_backstage)(asked, before=0)
    house.store.upvote(act.place, Upvote("ada", asked.id, True, number))


def _sit(house: House, act: Act, number: int) -> None:
    table = str(number % 4 + 1)
    house.store.sit("cafe", f"somebody {number}", table, command=f"c{number}")


def _call(house: House, act: Act, number: int) -> None:
    event = house.store.event()
    if event and any(place.id == act.place for place in event.rooms):
        gong = Gong(f"c{number}", act.place, NOON)
        house.store.put_event(called(event, gong, command=gong.id), before=event.rev)


ACTS: dict[str, Callable[[House, Act, int], None]] = {
    "notice": _notice,
    "shape": _shape,
    "delete": _delete,
    "open": _open,
    "ask": _ask,
    "sit": _sit,
    "call": _call,
}


def announced(programme: Programme) -> tuple[Place, ...]:
    """Where one can go."""
    return tuple(Place(room.id, room.kind, room.title) for room in programme.rooms)


def largest(count: int) -> Programme:
    """So many rooms, each with a poll."""
    rooms_ = tuple(a_room(id=f"r{number}", kind="forum") for number in range(count))
    polls = tuple(a_poll(id="closing", room=room.id) for room in rooms_)
    return Programme(an_event(), rooms_, polls)
