"""Things and views → what an organiser may file of an event.

Whatever is in here may be printed and passed on: no participant, no id of a question, no moment at which somebody did
something. A figure of too few people is None, which says as little as if it had never been counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from beifall.domain.event import Event
from beifall.domain.mood import FEW
from beifall.domain.rooms import Kind
from beifall.domain.state import State
from beifall.report.board import Asked, asked
from beifall.report.curve import Heard, Ovation, heard, ovations
from beifall.report.rounds import Voted, voted
from beifall.report.texts import said
from beifall.store.port import Store

VERSION = 1
"""Of the fields: it rises when one of them goes or means something else."""


class NothingLeft(Exception):
    """There is no event, or it is purged; the text is for people."""


@dataclass(frozen=True)
class Line:
    """A line of the programme in a room."""

    starts: datetime
    title: str


@dataclass(frozen=True)
class Atmosphere:
    """How many people felt how in the end, from `1` (worst) to `5` (best)."""

    people: int
    counts: dict[str, int]


@dataclass(frozen=True)
class RoomPart:
    """What happened in one room. `applause` are its seconds, `ovations` the same as passages; `notice` is the last one.
    `atmosphere` is None where nobody, or too few, have said how they feel.
    """

    id: str
    kind: Kind
    title: str
    agenda: tuple[Line, ...]
    notice: str | None
    polls: tuple[Voted, ...]
    questions: tuple[Asked, ...]
    applause: tuple[Heard, ...]
    ovations: tuple[Ovation, ...]
    atmosphere: Atmosphere | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done in it that may be told."""
        return not (self.polls or self.questions or self.applause or self.atmosphere)


@dataclass(frozen=True)
class Desk:
    """Requests to the info desk: a figure for all of them, and none of their words."""

    requests: int
    answered: int


@dataclass(frozen=True)
class Documentation:
    """An event as it may be filed. Texts are in the `language` that the event names first; times are the place's own.
    `participants` have joined, each with a ticket if there were `tickets`; staff is not counted. None below 5.
    """

    version: int
    made: datetime
    code: str
    language: str
    title: str
    subtitle: str
    starts: datetime
    ends: datetime
    purged: datetime
    controller: str
    contact: str
    tickets: bool
    participants: int | None
    rooms: tuple[RoomPart, ...]
    help: Desk


def documentation(store: Store, *, now: int) -> Documentation:
    """What may be told of the event at this moment (ms); nothing is written. Some five calls for each room, and one for
    each earlier round of a poll. Raises NothingLeft.
    """
    event = store.event()
    if event is None:
        raise NothingLeft("there is no event in these tables")
    if now >= event.purged:
        # The store may delete late; nobody is shown what should be gone.
        raise NothingLeft("everything about this event was to be deleted by now: nothing of it may be shown")
    helps = store.helps()
    people = store.attendance()
    return Documentation(
        version=VERSION,
        made=_at(event, now),
        code=event.code,
        language=event.languages[0],
        title=said(event.title, event),
        subtitle=said(event.subtitle, event),
        starts=_at(event, event.starts),
        ends=_at(event, event.ends),
        purged=_at(event, event.purged),
        controller=event.privacy.controller,
        contact=event.privacy.contact,
        tickets=event.tickets,
        participants=people if people >= FEW else None,
        rooms=tuple(_rooms(store, event, now)),
        help=Desk(len(helps), sum(one.state == "answered" for one in helps)),
    )


def _at(event: Event, ms: int) -> datetime:
    """That moment by the clocks of the place, to the second."""
    return datetime.fromtimestamp(ms // 1_000, timezone(timedelta(minutes=event.utc_offset)))


def _rooms(store: Store, event: Event, now: int) -> Iterator[RoomPart]:
    for room in event.places:
        # As the audience sees it: what lies backstage is not even read.
        state = store.state(room, staff=False)
        if state is not None:
            yield _room(store, event, state, now)


def _room(store: Store, event: Event, state: State, now: int) -> RoomPart:
    room = state.room
    zone = timezone(timedelta(minutes=event.utc_offset))
    curve = heard(store, room.id, zone, now=now)
    lines = tuple(Line(_at(event, one.starts), said(one.title, event)) for one in event.agenda if room.id in one.rooms)
    return RoomPart(
        id=room.id,
        kind=room.kind,
        title=said(room.title, event),
        agenda=lines,
        notice=room.notice,
        polls=voted(store, event, state),
        questions=asked(event, state),
        applause=curve,
        ovations=ovations(curve),
        atmosphere=_atmosphere(state),
    )


def _atmosphere(state: State) -> Atmosphere | None:
    its = state.atmosphere
    counts = None if its is None else its.counts
    return None if its is None or counts is None else Atmosphere(its.people, counts)
