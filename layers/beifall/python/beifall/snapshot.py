"""Things, facts and views → all that a newcomer's screen needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beifall.domain.ballots import bucket, urn, voter
from beifall.domain.people import Connection, Person, present
from beifall.domain.polls import Poll
from beifall.domain.refusals import Refused
from beifall.frames import Frame, Items
from beifall.projection import items, rev
from beifall.store.port import Place, Store

FRESH = 2_000
"""How long (ms) a head count may be told again: a thousand people who enter at once need not be counted each time."""

SLOTS = 64


class HeadCount:
    """How many are in a room, remembered for a moment by this process."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int]] = {}

    def of(self, store: Store, room: str, *, now: int, fresh: int = FRESH) -> int:
        """People who were in the room at most so many ms ago."""
        counted, people = self._known.get(room, (-fresh, 0))
        if now - counted < fresh:
            return people
        return self.learn(room, (*store.near(room, now=now), *store.far(room, now=now)), now=now)

    def learn(self, room: str, connections: Iterable[Connection], *, now: int) -> int:
        """How many these are, which somebody has read who needed all of them anyhow."""
        people = present(connections, now=now)
        self._known[room] = (now, people)
        return people


@dataclass(frozen=True)
class View:
    """A room as one person sees it now."""

    shown: Items
    you: dict[str, object]

    @property
    def rev(self) -> int:
        """The sum of the revisions of all that is shown."""
        return rev(self.shown)


def view(store: Store, person: Person, room: str) -> View:
    """What the person may see of the room. Raises `Refused` if there is no such room."""
    sight = person.sight(room)
    state = store.state(room, staff=sight == "moderator")
    event = store.event()
    if state is None or event is None:
        raise Refused("no_such_room", field="room")
    return View(items(event, state, sight), you(store, person, state.known(staff=False)))


def you(store: Store, person: Person, polls: Sequence[Poll]) -> dict[str, object]:
    """One's own things, the same on every device."""
    places = {} if person.role == "stage" else {own_place(poll, poll.key, person): poll for poll in polls if poll.key}
    cast = store.own(tuple(places)) if places else {}
    ballots = {
        places[place].id: {"round": places[place].round, "choice": ballot.choice, "seq": ballot.seq}
        for place, ballot in cast.items()
    }
    return {
        "participant": person.participant,
        "role": person.role,
        "slot": int(voter("slot", person.participant)[:8], 16) % SLOTS,
        "ballots": ballots,
        "upvotes": {},
        "mood": None,
        "seat": None,
        "asked": [],
        "helps": [],
    }


def own_place(poll: Poll, key: str, person: Person) -> Place:
    """Where a person's ballot lies while the poll has this key."""
    name = voter(key, person.participant)
    return Place(urn(poll), bucket(name, poll.buckets), name)


def snapshot(seen: View, id_: str, connection: Connection, *, people: int, now: int) -> Frame:
    """The frame that replaces all that a client knew."""
    return {
        "type": "snapshot",
        "id": id_,
        "room": connection.room,
        "rev": seen.rev,
        "now": now,
        "present": people,
        "items": seen.shown,
        "you": seen.you,
    }
