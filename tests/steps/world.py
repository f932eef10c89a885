"""A room with the shipped in-memory store, a gateway that keeps what was posted, and a clock that stands still."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from beifall.broadcast import Pace, Sent, broadcast
from beifall.caller import Caller, Means
from beifall.delays.port import Job
from beifall.domain.people import Person, Role
from beifall.frames import Frame, encode
from beifall.gateway.port import Posted
from beifall.handle import handle
from beifall.settle import settle
from beifall.snapshot import HeadCount
from beifall.store import keys
from beifall.store.memory import MemoryStore
from beifall.store.port import Store
from beifall.tally import tally
from tests.builders import NOON, a_poll, a_room, an_event


@dataclass
class Posts:
    """Frames by connection; connections in `gone` have nobody, those in `busy` take nothing now."""

    sent: dict[str, list[Frame]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    closed: list[str] = field(default_factory=list)

    def close(self, connections: Sequence[str]) -> None:
        self.closed += connections

    def post_all(self, connections: Sequence[str], frame: bytes) -> Posted:
        for one in connections:
            if one not in self.gone | self.busy:
                self.sent.setdefault(one, []).append(json.loads(frame))
        return Posted(
            gone=tuple(one for one in connections if one in self.gone),
            busy=tuple(one for one in connections if one in self.busy),
        )


@dataclass
class Later:
    """What was queued, with its delay in ms."""

    jobs: list[tuple[Job, int]] = field(default_factory=list)

    def later(self, job: Job, *, milliseconds: int) -> None:
        self.jobs.append((job, milliseconds))


class Room:
    """The plenum with one draft, and all that happens in it."""

    def __init__(self, **poll: Any) -> None:
        self.changes: list[tuple[str, keys.Key]] = []
        self.memory = MemoryStore(lambda table, key: self.changes.append((table, key)))
        self.store: Store = self.memory
        self.posts = Posts()
        self.delays = Later()
        self.now = NOON
        self._ids = itertools.count(1)
        self.memory.put_event(an_event(), before=0)
        self.memory.put_room(a_room(), before=0)
        self.memory.put_backstage(a_poll(**poll), before=0)
        self.changes.clear()

    def means(self) -> Means:
        return Means(self.store, self.posts, clock=lambda: self.now, chance=lambda: "k" * 48)

    def send(self, text: str, person: Person, connection: str) -> Frame:
        """The reply to a raw frame, as it travels."""
        frame = handle(text, Caller(person, connection), self.means())
        return cast("Frame", json.loads(encode(frame)))

    def ask(self, person: Person, connection: str, action: str, **fields: Any) -> Frame:
        command = {"action": action, "room": "plenum", "id": f"id-{next(self._ids)}", **fields}
        return self.send(json.dumps(command), person, connection)

    def staff(self, action: str, *, rev: int, **fields: Any) -> Frame:
        return self.ask(a_moderator(), "desk=", action, **{"poll": "closing", "rev": rev, **fields})

    def vote(self, participant: str, option: str | None, *, seq: int = 1, **fields: Any) -> Frame:
        choice = [] if option is None else [option]
        given = {"poll": "closing", "round": 1, "choice": choice, "seq": seq, **fields}
        return self.ask(Person(participant, "attendee"), f"{participant}=", "vote", **given)

    def pump(self) -> None:
        """The streams deliver what has been written, until nothing more is."""
        while self.changes:
            changes, self.changes = self.changes, []
            facts = [found for table, key in changes if table == "facts" and (found := keys.recount_of(*key))]
            assert not tally(self.store, facts)
            rooms = [heard for table, key in changes if table == "state" and (heard := keys.touched(*key))]
            self.broadcast(rooms, "at-once")
            self.broadcast(rooms, "bundled")

    def broadcast(self, rooms: Sequence[keys.Touched], pace: Pace, heads: HeadCount | None = None) -> list[Sent]:
        heard = [one for one in rooms if pace == "at-once" or one.list not in ("event", "room", "poll", "help")]
        count, at = heads or HeadCount(), self.now
        return broadcast(heard, pace, store=self.store, gateway=self.posts, delays=self.delays, heads=count, now=at)

    def settle(self) -> None:
        settle(self.store, self.delays, Job("plenum", "closing"), now=self.now)

    def last(self, connection: str, list_: str) -> Frame:
        """The last item of a list that a connection was sent."""
        items = [item for frame in self.posts.sent[connection] for item in frame["items"].get(list_, [])]
        return cast("Frame", items[-1])


def a_moderator(*rooms: str) -> Person:
    return Person("mod", "moderator", rooms or ("plenum",))


def somebody(role: Role) -> Person:
    return Person(f"the-{role}", role, ("plenum",) if role in ("moderator", "speaker", "stage") else ())
