"""Claps → ticks, and the curve of each room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from beifall.domain.applause import SCREENS, Pace, Tick, counted, interval, passed, ticked, wait
from beifall.domain.claps import Claps
from beifall.domain.people import Connection
from beifall.domain.rooms import Room
from beifall.frames import Frame, encode
from beifall.gateway.port import Gateway, Posted
from beifall.store.port import Overloaded, Store

TRIES = 10
"""One reader of the stream at a time has a room's claps: it meets nobody but the schedule, and its own like after a
failure.
"""

SWITCH = 500
"""How old (ms) a room may be whose switch says whether there is applause: off is off within a second."""

LISTENERS = 2_000
"""How old (ms) the register may be that a tick is sent by."""


class Contended(Exception):
    """Others have stored the applause each time that this one was about to."""


@dataclass(frozen=True)
class Played:
    """What one tick came to, for the log: of so many frames, those that did not arrive, by what kept them; `why` one of
    them has failed.
    """

    room: str
    frames: int
    gone: int
    busy: int
    failed: int
    why: str = ""


class Hall:
    """The rooms and who listens in them, remembered for a moment by this process."""

    def __init__(self) -> None:
        self._rooms: dict[str, tuple[int, Room | None]] = {}
        self._listeners: dict[str, tuple[int, tuple[Connection, ...]]] = {}

    def room(self, store: Store, room: str, *, now: int) -> Room | None:
        """The room with the switch that it has now, or had a moment ago."""
        read, it = self._rooms.get(room, (-SWITCH, None))
        if now - read >= SWITCH:
            it = store.room(room)
            if it is None:
                # Anybody may clap for rooms that they have made up: these are not remembered.
                self._rooms.pop(room, None)
            else:
                self._rooms[room] = (now, it)
        return it

    def listeners(self, store: Store, room: str, pace: Pace, *, now: int) -> list[Connection]:
        """The screens of that pace; stages first."""
        read, all_ = self._listeners.get(room, (-LISTENERS, ()))
        if now - read >= LISTENERS:
            all_ = (*store.near(room, now=now), *store.far(room, now=now))
            self._listeners[room] = (now, all_)
        return [one for one in all_ if one.screen in SCREENS[pace]]

    def forget(self, room: str, gone: Sequence[Connection]) -> None:
        """These will not be told again."""
        read, all_ = self._listeners.get(room, (0, ()))
        self._listeners[room] = (read, tuple(one for one in all_ if one not in gone))


def applause(
    claps: Iterable[Claps],
    pace: Pace,
    *,
    store: Store,
    gateway: Gateway,
    hall: Hall,
    clock: Callable[[], int],
    pause: Callable[[int], None],
) -> list[Played]:
    """Counts the claps of a batch and sends each room's tick. Where it is too early for one, its claps wait for their
    time, for nobody knows whether another batch will come: `pause` waits so many ms, at most a tick.

    Raises Contended, or what else went wrong in a room, when all rooms have had their turn: the batch may come again,
    its claps are counted once.
    """
    rooms: dict[str, list[Claps]] = {}
    for frame in claps:
        rooms.setdefault(frame.room, []).append(frame)
    played, contended, failed = list[Played](), list[str](), list[Exception]()
    for last in (False, True):
        early: dict[str, int] = {}
        for room, frames in rooms.items():
            try:
                came = _room(room, frames, pace, store=store, gateway=gateway, hall=hall, now=clock(), go=last)
            except Contended:
                contended.append(room)
            except Overloaded:
                # Of all that the store has to do, applause may be left out first.
                continue
            except Exception as bug:  # noqa: BLE001 - raised below
                failed.append(bug)
            else:
                if isinstance(came, int):
                    early[room] = came
                elif came is not None:
                    played.append(came)
        if not early:
            break
        rooms = {room: rooms[room] for room in early}
        pause(max(early.values()))
    if failed:
        raise failed[0]
    if contended:
        raise Contended(*contended)
    return played


def settle_curve(store: Store, room: str, *, now: int) -> None:
    """Stores what is left of the curve after applause has ended, which no further claps would. One call where nothing
    is. Raises Contended.
    """
    for _ in range(TRIES):
        before = store.applause(room, "loud")
        after, finished = passed(before, now=now)
        if not finished:
            return
        for second in finished:
            store.put_second(room, second)
        if store.put_applause(replace(after, rev=before.rev + 1), before=before.rev):
            return
    raise Contended(room)


def frame(room: str, tick: Tick) -> Frame:
    """A tick as it travels."""
    each = [] if tick.each is None else [tick.each]
    return {"type": "applause", "room": room, "a": [tick.seq, tick.people, tick.claps, tick.grade, *each]}


def _room(
    room: str, claps: Sequence[Claps], pace: Pace, *, store: Store, gateway: Gateway, hall: Hall, now: int, go: bool
) -> Played | int | None:
    """What was sent, if anything was; if it is too early, and unless it shall `go` nevertheless, in how many ms it may
    be. Then nothing was written.
    """
    it = hall.room(store, room, now=now)
    if it is None or not it.applause:
        return None
    every = interval(pace, it.tick)
    for _ in range(TRIES):
        before = store.applause(room, pace)
        if not go and (early := wait(before, every=every, now=now)):
            return early
        present, finished = passed(before, now=now)
        after, fresh = counted(present, claps, thin=it.thin)
        if not fresh:
            return None
        after, tick = ticked(after, fresh, every=every, now=now)
        # The curve first, for it can be stored twice; the tick last, for it must not be sent twice.
        if pace == "loud":
            for second in finished:
                store.put_second(room, second)
        if store.put_applause(replace(after, rev=before.rev + 1), before=before.rev):
            return _sent(room, tick, pace, store=store, gateway=gateway, hall=hall, now=now)
    raise Contended(room)


def _sent(room: str, tick: Tick, pace: Pace, *, store: Store, gateway: Gateway, hall: Hall, now: int) -> Played:
    screens = hall.listeners(store, room, pace, now=now)
    posted = gateway.post_all([one.id for one in screens], encode(frame(room, tick))) if screens else Posted()
    lost = set(posted.gone)
    gone = [one for one in screens if one.id in lost]
    hall.forget(room, gone)
    for one in gone:
        store.forget(one)
    return Played(room, len(screens), len(gone), len(posted.busy), len(posted.failed), posted.why)
