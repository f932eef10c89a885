"""What the schedule of each minute looks after: what the queue or a stream has lost, seats, the foyer, the purge."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from beifall.applause import settle_curve
from beifall.delays.port import Delays, Job
from beifall.domain.ballots import urn
from beifall.domain.event import Event
from beifall.domain.floor import LEFT, Floor
from beifall.domain.people import Connection, present
from beifall.domain.polls import settles
from beifall.domain.presence import Presence, seen
from beifall.domain.state import State
from beifall.join import AFTERWARDS
from beifall.settle import ghosts, pending, settle, unsettled
from beifall.store.port import BUCKETS, Overloaded, Store
from beifall.tally import recount, recount_board, recount_mood

AT_A_TIME = 2_000
"""Rows that one call purges at most: the next minute goes on."""

TRIES = 5
"""So often a seat is looked at again that somebody's sitting down has come between."""

MINUTE = 60_000
SELDOM = 5
"""In one of so many minutes upvotes and moods are counted again: that takes 32 queries for a room, and mends what a
stream has given up after trying for as long. Ballots are counted each minute.
"""
AN_HOUR = 60

LATE = 3 * SELDOM * MINUTE
"""So long after the audience's last word (ms) it is still counted again: a stream tries for as long as one of these
turns, and two are left when it has given up.
"""


def sweep(store: Store, delays: Delays, *, now: int, purged: int) -> None:
    """Looks at every room. What cannot be done keeps nothing else from it; raises what went wrong when all has been
    looked at. From `purged` (ms) on it deletes everything instead; between the event and that, once an hour will do.
    """
    if now >= purged:
        # A table takes so many deletions a second, and has more of them: the rest goes in the next minutes.
        with suppress(Overloaded):
            store.purge(at_most=AT_A_TIME)
        return
    event = store.event()
    if event is None or (_is_over(event, now) and now // MINUTE % AN_HOUR):
        return
    sweeping = Sweep(store, delays, event, now)
    for room in event.places:
        sweeping.attempt(partial(sweeping.room, room))
    sweeping.attempt(sweeping.foyer)
    if sweeping.wrong:
        raise ExceptionGroup("not settled", sweeping.wrong)


def _is_over(event: Event, now: int) -> bool:
    """Whether all is counted that the audience can have added."""
    return now >= event.ends + AFTERWARDS + LATE


@dataclass
class Sweep:
    """One look at everything: how many people are in each room, and what went wrong."""

    store: Store
    delays: Delays
    event: Event
    now: int
    heads: dict[str, int] = field(default_factory=dict)
    wrong: list[Exception] = field(default_factory=list)

    def attempt(self, work: Callable[[], None]) -> None:
        """Does something that must not keep anything else from being done."""
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again by `sweep`, with the others
            self.wrong.append(error)

    def room(self, room: str) -> None:
        """Whatever is to be done in a room."""
        state = self.store.state(room, staff=True)
        if state is None:
            return
        for poll in pending(state):
            due = settles(poll)
            if due is None or due <= self.now:
                self.attempt(partial(settle, self.store, self.delays, Job(room, poll.id), now=self.now))
        if unsettled(state) is not None:
            self.attempt(partial(settle, self.store, self.delays, Job(room, "", "question"), now=self.now))
        self.attempt(partial(_drop_ghosts, self.store, state))
        is_over = _is_over(self.event, self.now)
        if not is_over:
            self.attempt(partial(_count_ballots, self.store, state))
        self.attempt(partial(settle_curve, self.store, room, now=self.now))
        self.attempt(partial(self.people, state, is_over=is_over))
        if not is_over and self.has_turn(room):
            self.attempt(partial(_count_again, self.store, state))

    def people(self, state: State, *, is_over: bool) -> None:
        """Who is in the room, and who has left a seat in it. After the state: whoever has sat down since is there."""
        room = state.room.id
        here = (*self.store.near(room, now=self.now), *self.store.far(room, now=self.now))
        self.heads[room] = present(here, now=self.now)
        if state.floor is not None and not is_over:
            _free_seats(self.store, state.floor, here, now=self.now)

    def has_turn(self, room: str) -> bool:
        """Whether upvotes and moods are to be counted again, in each room in another minute. Through the event whether
        anybody is there or not: who comes without a socket is seen nowhere, and what the last ones did may be given up
        when they have gone. Before it only where somebody is: what is lost then is counted when it begins.
        """
        is_turn = (self.now // MINUTE + zlib.crc32(room.encode())) % SELDOM == 0
        return is_turn and (self.now >= self.event.starts or self.heads.get(room, 0) > 0)

    def foyer(self) -> None:
        """How full the other rooms are, as it is seen from there."""
        foyer = self.event.foyer
        state = None if foyer is None else self.store.state(foyer.id, staff=False)
        if state is None:
            return
        before = state.presence or Presence(state.room.id)
        after = seen(before, {room: heads for room, heads in self.heads.items() if room != state.room.id})
        if after is not before:
            # Another one that looks at the same time sees the same; the next minute comes soon.
            self.store.put_presence(after, before=before.rev)


def _drop_ghosts(store: Store, state: State) -> None:
    for ghost in ghosts(state):
        store.drop_backstage(ghost)


def _count_ballots(store: Store, state: State) -> None:
    """A stream gives up a record that fails for too long: what it told of is counted here."""
    for poll in state.polls:
        if poll.state in ("open", "closing"):
            recount(store, urn(poll), range(poll.buckets))


def _count_again(store: Store, state: State) -> None:
    room = state.room.id
    if state.questions:
        recount_board(store, room, {one.id: range(BUCKETS) for one in state.questions if one.visible})
    recount_mood(store, room, range(BUCKETS))


def _is_here(connection: Connection, *, now: int) -> bool:
    return connection.seen > now - LEFT


def _free_seats(store: Store, floor: Floor, here: Iterable[Connection], *, now: int) -> None:
    """Whoever was not heard of at the tables for long has gone. The floor is read before the register: who has sat down
    since has changed it. Before somebody's seat is freed, the register is asked once more for them alone.
    """
    there = {one.participant for one in here if _is_here(one, now=now)}
    known: Floor | None = floor
    for participant in (one for one in floor.who if one not in there):
        for _ in range(TRIES):
            if known is None or participant not in known.who or _is_back(store, known.room, participant, now=now):
                break
            known = store.free(known, participant) or store.floor(floor.room)


def _is_back(store: Store, room: str, participant: str, *, now: int) -> bool:
    """Whether somebody who was not there is by now. One's own row says of a connection that it is in the room, the
    room's when it was last heard of.
    """
    devices = [one for one in store.devices(participant, now=now) if one.room == room]
    return any(_is_here(one, now=now) for one in (*devices, *store.listed(devices, now=now)))
