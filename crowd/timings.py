"""How long things take: from what somebody did until those who should know of it do. All moments in s, monotonic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from crowd.held import Item, Key
from crowd.scenes import OVATION

AT_ONCE = frozenset({"event", "polls", "rooms"})
"""What goes to everybody at once; everything else reaches phones and laptops bundled."""

NEAR = frozenset({"stage", "desk"})
"""Screens that everything goes to at once."""

PROMISED = {"update_ms": 1.0, "view_ms": 5.6}
"""Seconds within which something should have come: whoever leaves later without it has waited for so long, at least."""

NEVER = 15.0
"""Seconds after which what has not come by itself never does."""

NAMES = ("ack_ms", "ack_ovation_ms", "update_ms", "view_ms", "applause_ms", "heard_ms", "heard_first_ms")
QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}

KEPT = 3
"""So many of an item's latest values are remembered for each screen: the reply to a command may come after what it
caused.
"""

Screen = Hashable
Holds = Callable[[Item], bool]
Holding = Callable[[Screen, Key], Item | None]
Summary = dict[str, float | None]
"""p50, p95 and p99 in ms; None where nothing was measured."""


@dataclass
class Expected:
    """An item that some screens should come to hold."""

    holds: Holds
    sent: float
    phase: str
    at_once: bool
    screens: set[Screen]


@dataclass(frozen=True)
class Place:
    """Where a screen is, and since when."""

    room: str
    kind: str
    since: float


class Timings:
    """Screens are any values that can be keys. A screen is expected to hear only what was done while it was there, and
    nothing that it holds already: `holding` says what it has of an item now.
    """

    def __init__(self, holding: Holding = lambda _screen, _key: None) -> None:
        self.phase = ""
        self._holding = holding
        self._took: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self._places: dict[Screen, Place] = {}
        self._rooms: dict[str, set[Screen]] = defaultdict(set)
        self._expected: dict[tuple[str, str, str], list[Expected]] = {}
        self._came: dict[tuple[str, str, str], dict[Screen, list[tuple[float, Item]]]] = defaultdict(dict)
        self._never: list[tuple[str, str, str, Screen]] = []

    def begin(self, phase: str) -> None:
        """What is done from now on belongs to this phase, whenever it arrives."""
        self.phase = phase

    def add(self, name: str, seconds: float, phase: str | None = None) -> None:
        """One measurement of a series."""
        self._took[name][self.phase if phase is None else phase].append(seconds)

    def acknowledged(self, seconds: float, phase: str) -> None:
        """A command that was sent in this phase was decided so long after."""
        self.add("ack_ovation_ms" if phase == OVATION else "ack_ms", seconds, phase)

    def enters(self, screen: Screen, kind: str, room: str, at: float) -> None:
        """It is in this room now, and in no other: its snapshot has come."""
        self.leaves(screen, at)
        self._places[screen] = Place(room, kind, at)
        self._rooms[room].add(screen)

    def leaves(self, screen: Screen, at: float) -> None:
        """It goes elsewhere or has lost its network: nothing that it has not heard by now is expected any more. What
        should have come before has taken until now, at least.
        """
        place = self._places.pop(screen, None)
        if place is None:
            return
        self._rooms[place.room].discard(screen)
        for key, each in self._expected.items():
            if key[0] != place.room:
                continue
            for one in each:
                if screen in one.screens:
                    one.screens.discard(screen)
                    self._missed(one, key, screen, place, at)

    def _missed(self, one: Expected, key: tuple[str, str, str], screen: Screen, place: Place, at: float) -> None:
        name, waited = _series(place, at_once=one.at_once), at - one.sent
        if waited > PROMISED[name]:
            self.add(name, waited, one.phase)
        if waited > NEVER:
            self._never.append((*key, screen))

    def expect(
        self,
        room: str,
        list_: str,
        id_: str,
        rev: int | Holds,
        *,
        sent: float,
        screens: Iterable[Screen] | None = None,
        at_once: bool | None = None,
    ) -> None:
        """These screens (or all of the room) should hold that item with at least that `rev`, or so that this holds of
        it (which may be a tombstone), because of what was sent at that moment. May be said after some have heard it.
        `at_once` where the list does not tell: a final tally comes with its poll.
        """
        if at_once is None:
            at_once = list_ in AT_ONCE and (list_ != "rooms" or id_ == room)
        holds = rev if callable(rev) else at_least(rev)
        there = [one for one in (self._rooms[room] if screens is None else screens) if self._was_there(one, room, sent)]
        expected = Expected(holds, sent, self.phase, at_once, set(there))
        came = self._came[room, list_, id_]
        for screen in there:
            for at, item in came.get(screen, ()):
                if at >= sent and self._settles(expected, screen, item, at):
                    break
            if (held := self._holding(screen, (list_, id_))) is not None and holds(held):
                expected.screens.discard(screen)
        if expected.screens:
            self._expected.setdefault((room, list_, id_), []).append(expected)

    @property
    def rooms(self) -> list[str]:
        """Where anybody is."""
        return [room for room, screens in self._rooms.items() if screens]

    def holders(self, room: str, list_: str, id_: str) -> list[Screen]:
        """Screens in a room that have an item by now."""
        return [screen for screen in self._rooms[room] if self._holding(screen, (list_, id_)) is not None]

    def forget(self, room: str, list_: str, id_: str) -> None:
        """Nobody is expected any more to hear what they have not heard of this item: somebody has undone it."""
        self._expected.pop((room, list_, id_), None)

    def hears(self, screen: Screen, news: Mapping[Key, Item], at: float) -> None:
        """What was new to a screen, by an update or a snapshot."""
        place = self._places.get(screen)
        if place is None:
            return
        for (list_, id_), item in news.items():
            key = place.room, list_, id_
            latest = self._came[key].setdefault(screen, [])
            latest.append((at, item))
            del latest[:-KEPT]
            waiting = self._expected.get(key)
            if waiting is None:
                continue
            for expected in waiting:
                self._settles(expected, screen, item, at)
            if not any(expected.screens for expected in waiting):
                del self._expected[key]

    @property
    def lacking(self) -> list[tuple[str, str, str, Screen]]:
        """Room, list and id of what never came, or not by itself before its screen had left, and that screen."""
        expected = [(*key, screen) for key, each in self._expected.items() for one in each for screen in one.screens]
        return [*self._never, *expected]

    def overall(self) -> dict[str, Summary]:
        """Of each series the quantiles in ms."""
        return {name: summary([one for each in self._took[name].values() for one in each]) for name in NAMES}

    def by_phase(self) -> dict[str, dict[str, Summary]]:
        """The same for each phase, without series in which nothing was measured."""
        phases: dict[str, dict[str, Summary]] = defaultdict(dict)
        for name in NAMES:
            for phase, seconds in self._took[name].items():
                phases[phase][name] = summary(seconds)
        return dict(phases)

    def _was_there(self, screen: Screen, room: str, at: float) -> bool:
        place = self._places.get(screen)
        return place is not None and place.room == room and place.since <= at

    def _settles(self, expected: Expected, screen: Screen, item: Item, at: float) -> bool:
        if screen not in expected.screens or not expected.holds(item):
            return False
        expected.screens.discard(screen)
        name = _series(self._places[screen], at_once=expected.at_once)
        self.add(name, at - expected.sent, expected.phase)
        return True


def _series(place: Place, *, at_once: bool) -> str:
    return "update_ms" if place.kind in NEAR or at_once else "view_ms"


def at_least(rev: int) -> Holds:
    """Whether an item has that `rev` or a later one, be it gone."""
    return lambda item: bool(item["rev"] >= rev)


def summary(seconds: Iterable[float]) -> Summary:
    """By nearest rank: each is one that was measured."""
    each = sorted(seconds)
    return {
        name: round(each[max(0, ceil(part * len(each)) - 1)] * 1_000, 1) if each else None
        for name, part in QUANTILES.items()
    }
