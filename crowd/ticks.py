"""From a clap to its tick: claps in the order in which they were made against what the ticks count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

LOUD = frozenset({"laptop", "stage"})
"""Screens that sound; the others have ticks of their own, which are numbered by themselves."""

RIGHT = 0.01
"""Counts are right to this part in the steady state, and to one clap in any."""

MEASURED = 300_000
"""Claps, each at each screen, that are measured of a burst at most: of an ovation every twentieth is enough."""

Screen = Hashable


@dataclass(frozen=True)
class Tick:
    """What a screen was told: tick `seq` has `claps` more, at a moment (s, monotonic)."""

    seq: int
    claps: int
    at: float


@dataclass(frozen=True)
class Burst:
    """Some applause: claps that were made and that the ticks have counted, ticks that came to no screen at all, and the
    seconds from clap to tick at each of the screens.
    """

    made: int
    counted: int
    missing: int
    latencies: tuple[float, ...]

    @property
    def off(self) -> int:
        """How many claps were lost (below zero) or counted twice, beyond what may be wrong. Of ticks that came to no
        screen nobody knows what they have counted: then as many may lack.
        """
        difference = self.counted - self.made
        allowed = max(1.0, RIGHT * self.made)
        return 0 if abs(difference) <= allowed or (self.missing and difference < 0) else difference


class Applause:
    """All claps and all ticks of the screens that sound. Moments are in s, monotonic."""

    def __init__(self) -> None:
        self._claps: dict[str, list[float]] = defaultdict(list)
        self._known: dict[str, dict[int, Tick]] = defaultdict(dict)
        self._heard: dict[tuple[str, Screen], list[Tick]] = defaultdict(list)
        self.contradictions = 0

    def clapped(self, room: str, at: float) -> None:
        """Somebody clapped at that moment, and told of it."""
        self._claps[room].append(at)

    def hears(self, screen: Screen, kind: str, room: str, a: Sequence[object], at: float) -> None:
        """A tick as it travels: `[seq, n, k, e, …]`."""
        if kind not in LOUD:
            return
        tick = Tick(int(str(a[0])), int(str(a[2])), at)
        first = self._known[room].setdefault(tick.seq, tick)
        self.contradictions += first.claps != tick.claps
        self._heard[room, screen].append(tick)

    def is_told(self, room: str, begin: float) -> bool:
        """Whether the ticks since that moment have counted as many claps as were made since."""
        made = sum(at >= begin for at in self._claps[room])
        return sum(tick.claps for tick in self._known[room].values() if tick.at >= begin) >= made

    def burst(self, room: str, begin: float, end: float, screens: Iterable[Screen]) -> Burst:
        """What was between these moments, as these screens have heard it, which were in the room all the time."""
        claps = sorted(at for at in self._claps[room] if begin <= at < end)
        known = {seq: tick.claps for seq, tick in self._known[room].items() if begin <= tick.at < end}
        there = list(screens)
        every = 1 + len(claps) * len(there) // MEASURED
        each = [
            latency
            for screen in there
            for latency in latencies(claps, self._within(room, screen, known), known, every=every)
        ]
        return Burst(len(claps), sum(known.values()), len(gaps(known)), tuple(each))

    def _within(self, room: str, screen: Screen, known: Mapping[int, int]) -> list[Tick]:
        return [tick for tick in self._heard[room, screen] if tick.seq in known]


def latencies(
    claps: Sequence[float], ticks: Sequence[Tick], known: Mapping[int, int], *, every: int = 1
) -> list[float]:
    """Seconds from each clap (moments in order; or only `every` so many of them) to the tick that told one
    screen of it, or of a later one, where its own did not come. `known` is what each tick of the burst has counted;
    beyond one that nobody knows there is no telling which claps a tick is about. Claps that were lost or counted twice
    may have been any: so that the last tick is about the last clap, what is counted is taken from all over the burst.
    """
    numbers = sorted(known)
    if not numbers:
        return []
    holes = gaps(known)
    numbers = numbers[: bisect_left(numbers, holes[0])] if holes else numbers
    sums = list(accumulate(known[seq] for seq in numbers))
    counted = claps if holes or sums[-1] == len(claps) else _spread(claps, sums[-1])
    came = sorted(((tick.seq, tick.at) for tick in ticks), key=lambda one: one[1])
    found: list[float] = []
    told = 0
    for seq, at in came:
        upto = min(len(counted), sums[bisect_right(numbers, seq) - 1]) if seq <= numbers[-1] else told
        found += [at - counted[number] for number in range(-(-told // every) * every, upto, every)]
        told = max(told, upto)
    return found


def _spread(claps: Sequence[float], number: int) -> list[float]:
    return [claps[(2 * one + 1) * len(claps) // (2 * number)] for one in range(number)] if claps else []


def gaps(known: Iterable[int]) -> list[int]:
    """Numbers between the first and the last that are missing."""
    there = set(known)
    return [seq for seq in range(min(there), max(there)) if seq not in there] if there else []
