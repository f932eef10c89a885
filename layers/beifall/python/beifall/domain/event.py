"""The event as its file describes it, checked and with every default filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beifall.domain.polls import Poll
from beifall.domain.rooms import Kind, Room
from beifall.domain.texts import Milliseconds, Text
from beifall.domain.things import changed


@dataclass(frozen=True)
class Place:
    """What a visitor may know of a room before joining."""

    id: str
    kind: Kind
    title: Text


@dataclass(frozen=True)
class AgendaItem:
    """One line of the programme; `id` is its place in the file (`"1"`, `"2"`, …)."""

    id: str
    rooms: tuple[str, ...]
    starts: Milliseconds
    title: Text


@dataclass(frozen=True)
class Privacy:
    """What the data protection officer wants said to everybody before they join."""

    controller: str
    contact: str
    legal_basis: Text
    processors: tuple[str, ...]
    imprint: str
    accessibility: str
    notice: Text
    backups: bool


@dataclass(frozen=True)
class Video:
    """Where the tables of a cafeteria meet."""

    provider: Literal["jitsi"]
    server: str


@dataclass(frozen=True)
class Gong:
    """A call to a room, at a time (ms)."""

    id: str
    room: str
    at: Milliseconds
    text: Text | None = None


@dataclass(frozen=True)
class Event:
    """The event itself; `limit` counts people, not devices, and `expected` sizes buckets and throttles. `utc_offset` is
    the place's, in minutes east of UTC: for the times in printed documents. `domain` is the site's own name, and
    `certificate` the ARN of what proves it; there are both or neither. `rooms` is where one can go, filled in from the
    file's rooms when the event is set up, and `gone` the rooms that the file has no more: whoever is still there is
    looked after.
    """

    code: str
    title: Text
    subtitle: Text
    languages: tuple[str, ...]
    starts: Milliseconds
    ends: Milliseconds
    answers_until: Milliseconds
    expected: int
    limit: int
    retention_days: int
    tickets: bool
    origins: tuple[str, ...]
    alarms_email: str | None
    privacy: Privacy
    video: Video | None
    agenda: tuple[AgendaItem, ...]
    utc_offset: int = 0
    rooms: tuple[Place, ...] = ()
    gone: tuple[str, ...] = ()
    rev: int = 1
    gong: Gong | None = None
    commands: tuple[str, ...] = ()
    domain: str | None = None
    certificate: str | None = None

    @property
    def purged(self) -> Milliseconds:
        """When everything about the event is deleted."""
        return self.ends + self.retention_days * 86_400_000

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of all rooms in which there may be somebody, or something: also of those that have gone."""
        return (*(room.id for room in self.rooms), *self.gone)

    @property
    def foyer(self) -> Place | None:
        """The room from which all others are seen."""
        return next((room for room in self.rooms if room.kind == "foyer"), None)

    def on(self, room: str, now: Milliseconds) -> AgendaItem | None:
        """What is on in a room: the last item of the programme that has started there."""
        begun = [one for one in self.agenda if room in one.rooms and one.starts <= now]
        return max(begun, key=lambda one: one.starts, default=None)


def called(event: Event, gong: Gong, *, command: str) -> Event:
    """The event with this gong; it is heard in every room."""
    return changed(event, command, gong=gong)


@dataclass(frozen=True)
class Programme:
    """A whole event file: the event with its rooms and its prepared polls (poll's room by `Poll.room`)."""

    event: Event
    rooms: tuple[Room, ...]
    polls: tuple[Poll, ...]
