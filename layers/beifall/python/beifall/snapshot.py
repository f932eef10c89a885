"""Things, facts and views → all that a newcomer's screen needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from beifall.domain.ballots import bucket, urn, voter
from beifall.domain.claps import clapper, slot
from beifall.domain.contributions import Contributions
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.people import Connection, Person, Sight, near, present
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.domain.refusals import Refused
from beifall.domain.state import State
from beifall.frames import Frame, Items
from beifall.projection import help_item, items, own_question, rev
from beifall.store.port import Place, Store

MOMENT = 5_000
"""How old (ms) what was seen of a room may be for a `pong`: as old as what bundling lets phones and laptops show. A
change whose frame was lost is found by whoever pings so much later.
"""

QUIET = 2 * MOMENT
"""For how long (ms) a client must have been told nothing to get such a `pong`. Equal sums mean equal rooms only if the
client holds nothing that is newer: all of it, its own things too, must be older than what was seen. Half of this is for
clocks that are set meanwhile.
"""

FRESH = 2_000
"""How long (ms) a head count may be told again: a thousand people who enter at once need not be counted each time."""


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
class Glimpse:
    """A room as a role has seen it when it was read, at `at` (ms)."""

    state: State
    shown: Items
    rev: int
    purged: int
    at: int


@dataclass(frozen=True)
class Memory:
    """What is remembered of a glimpse: enough to say that nothing has changed, too little to be shown to anybody. The
    questions are left out of `state`, so that one's own are read by their keys: one that was shown since would be
    neither here nor backstage.
    """

    state: State
    rev: int
    purged: int
    at: int


class Memories:
    """What this process remembers of rooms, for a moment: of hundreds who ping in a quiet room, nearly all hear that
    nothing has changed, and that room need not be read for each of them. As the many see it: the few are few.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, Sight], Memory] = {}

    def of(self, room: str, sight: Sight, *, quiet: int, now: int) -> Memory | None:
        """What was seen at most `MOMENT` ms ago, for a client that has been `quiet` for so many."""
        known = self._known.get((room, sight))
        is_fresh = known is not None and now - known.at < MOMENT and now < known.purged
        return known if is_fresh and quiet >= QUIET else None

    def keep(self, room: str, sight: Sight, seen: Glimpse) -> None:
        """Remembers the latest one."""
        if near(sight) is False:
            state = replace(seen.state, questions=())
            self._known[room, sight] = Memory(state, seen.rev, seen.purged, seen.at)


@dataclass(frozen=True)
class View:
    """A room as one person sees it now."""

    shown: Items
    you: dict[str, object]

    @property
    def rev(self) -> int:
        """The sum of the revisions of all that is shown."""
        return rev(self.shown)


def glimpse(store: Store, sight: Sight, room: str, *, now: int) -> Glimpse:
    """What a role may see of the room. Raises `Refused` if there is no such room, or nothing any more."""
    state = store.state(room, staff=sight == "moderator")
    event = store.event()
    if state is None or event is None:
        raise Refused("no_such_room", field="room")
    if now >= event.purged:
        # The store may delete late; nobody is shown what should be gone.
        raise Refused("event_over")
    shown = items(event, state, sight, store.helps() if sight == "info" else ())
    return Glimpse(state, shown, rev(shown), event.purged, now)


def view(store: Store, person: Person, room: str, *, now: int) -> View:
    """What the person may see of the room. Raises `Refused` as `glimpse` does."""
    seen = glimpse(store, person.sight(room), room, now=now)
    return View(seen.shown, you(store, person, seen.state))


def you(store: Store, person: Person, state: State) -> dict[str, object]:
    """One's own things, the same on every device."""
    about: dict[str, object] = {
        "participant": person.participant,
        "role": person.role,
        "rooms": person.rooms,
        "slot": slot(clapper(person.participant)),
    }
    if person.role == "stage":
        return about | {"ballots": {}, "upvotes": {}, "mood": None, "seat": None, "asked": [], "helps": []}
    places = {own_place(poll, poll.key, person): poll for poll in state.known(staff=False) if poll.key}
    own = store.own(person.participant, state.room.id, tuple(places))
    asked, helps = _contributed(store, own.contributions, state)
    return about | {
        "ballots": {
            places[place].id: {"round": places[place].round, "choice": ballot.choice, "seq": ballot.seq}
            for place, ballot in own.ballots.items()
        },
        "upvotes": {one.question: one.seq for one in own.upvotes if one.on},
        "mood": own.mood and {"mood": own.mood.mood, "seq": own.mood.seq},
        "seat": state.floor.who.get(person.participant) if state.floor else None,
        "asked": [own_question(one) for one in asked if one.state != "withdrawn"],
        "helps": [help_item(one) for one in helps],
    }


def _contributed(
    store: Store, contributions: Contributions, state: State
) -> tuple[list[Question], tuple[HelpRequest, ...]]:
    """The questions that somebody has asked in this room, and all their help requests, each in the order of asking."""
    ids = [one.id for one in contributions.of("question") if one.room == state.room.id]
    known = {one.id: one for one in state.questions}
    helps = tuple(one.id for one in contributions.of("help"))
    others, requests = store.owned(state.room.id, tuple(id_ for id_ in ids if id_ not in known), helps)
    known |= {one.id: one for one in others}
    return [known[id_] for id_ in ids if id_ in known], requests


def own_place(poll: Poll, key: str, person: Person) -> Place:
    """Where a person's ballot lies while the poll has this key."""
    name = voter(key, person.participant)
    return Place(urn(poll), bucket(name, poll.buckets), name)


def snapshot(seen: View, id_: str, room: str, *, people: int, now: int) -> Frame:
    """The frame that replaces all that a client knew."""
    return {
        "type": "snapshot",
        "id": id_,
        "room": room,
        "rev": seen.rev,
        "now": now,
        "present": people,
        "items": seen.shown,
        "you": seen.you,
    }
