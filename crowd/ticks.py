"""From a clap to its tick: claps in the order in which they were made against what the ticks count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from crowd.thinning import ALL, weight

LOUD = frozenset({"laptop", "stage"})
"""Screens that sound; the others have ticks of their own, which are numbered by themselves."""

RIGHT = 0.01
"""Counts are right to this part in the steady state, and to one clap in any."""

AFTER = 0.5
"""Seconds after a tick in which another one may come that was before it."""

MEASURED = 300_000
"""Claps, each at each screen, that are measured of a burst at most: of an ovation every twentieth is enough."""

Screen = Hashable


@dataclass(frozen=True)
class Tick:
    """What a screen was told: tick `seq` has `claps` more, at a moment (s, monotonic); `a` as it travelled."""

    seq: int
    claps: int
    at: float
    a: tuple[object, ...] = ()


@dataclass(frozen=True)
class Burst:
    """Some applause: claps that were made, what those stand for that phones have sent, and how many the ticks have
    counted; ticks that came to no screen at all, what the largest tick has counted, and the seconds from clap to tick
    at each of the screens. `unheard` are those claps, each at each screen, of which no tick has ever told: they have
    taken until the end, at least.
    """

    made: int
    sent: int
    counted: int
    missing: int
    largest: int
    unheard: int
    latencies: tuple[float, ...]

    @property
    def off(self) -> int:
        """How many claps were lost (below zero) or counted twice, beyond what may be wrong. Of frames that are
        sent by lot is known which were sent, and what they stand for. What ticks have counted that came to no screen,
        nobody knows; no more than the largest, each.
        """
        difference = self.counted - self.sent
        allowed = max(1.0, RIGHT * self.sent)
        unknown = self.missing * self.largest if difference < 0 else 0
        return 0 if abs(difference) <= allowed + unknown else difference


class Applause:
    """All claps and all ticks of the screens that sound. Moments are in s, monotonic."""

    def __init__(self) -> None:
        self._sent: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self._kept_back: dict[str, list[float]] = defaultdict(list)
        self._known: dict[str, dict[int, Tick]] = defaultdict(dict)
        self._heard: dict[tuple[str, Screen], list[Tick]] = defaultdict(list)
        self.contradictions = 0

    def clapped(self, room: str, at: float, part: int = ALL) -> None:
        """Somebody clapped at that moment, and told of it in a frame of which this part (thousandths) is sent."""
        self._sent[room].append((at, weight(part)))

    def kept_back(self, room: str, at: float) -> None:
        """Somebody clapped at that moment, and did not tell: the claps of others stand for it."""
        self._kept_back[room].append(at)

    def hears(self, screen: Screen, kind: str, room: str, a: Sequence[object], at: float) -> None:
        """A tick as it travels: `[seq, n, k, e, …]`."""
        if kind not in LOUD:
            return
        tick = Tick(int(str(a[0])), int(str(a[2])), at, tuple(a))
        first = self._known[room].setdefault(tick.seq, tick)
        self.contradictions += first.claps != tick.claps
        self._heard[room, screen].append(tick)

    def is_told(self, room: str, begin: float, now: float, screens: Iterable[Screen]) -> bool:
        """Whether the ticks since that moment have counted as many claps as were sent since, the last of them some time
        ago, and all of these screens have heard it.
        """
        sent = len(_stood_for((at, stands_for) for at, stands_for in self._sent[room] if at >= begin))
        ticks = [tick for tick in self._known[room].values() if tick.at >= begin]
        if sum(tick.claps for tick in ticks) < sent or any(tick.at > now - AFTER for tick in ticks):
            return False
        last = max((tick.seq for tick in ticks), default=0)
        return all(any(tick.seq >= last for tick in self._heard[room, screen][-3:]) for screen in screens)

    def burst(self, room: str, begin: float, end: float, screens: Iterable[Screen]) -> Burst:
        """What was between these moments, as these screens have heard it, which were in the room all the time."""
        known = {seq: tick.claps for seq, tick in self._known[room].items() if begin <= tick.at < end}
        sent = [(at, stands_for) for at, stands_for in self._sent[room] if begin <= at < end]
        claps = _stood_for(sent)
        there = list(screens)
        every = 1 + len(claps) * len(there) // MEASURED
        each = [latencies(claps, self._within(room, screen, known), known, end, every=every) for screen in there]
        return Burst(
            made=len(sent) + sum(begin <= at < end for at in self._kept_back[room]),
            sent=len(claps),
            counted=sum(known.values()),
            missing=len(gaps(known)),
            largest=max(known.values(), default=0),
            unheard=sum(unheard for _, unheard in each),
            latencies=tuple(latency for found, _ in each for latency in found),
        )

    def told(self, room: str, begin: float, end: float, screen: Screen) -> tuple[Tick, ...]:
        """What that screen was told between these moments, in the order in which it came, be it twice."""
        return tuple(tick for tick in self._heard[room, screen] if begin <= tick.at < end)

    def made(self, room: str, begin: float, end: float) -> list[float]:
        """When somebody clapped between these moments, in their order; by lot, of others those that stand for them."""
        return _stood_for((at, stands_for) for at, stands_for in self._sent[room] if begin <= at < end)

    def _within(self, room: str, screen: Screen, known: Mapping[int, int]) -> list[Tick]:
        return [tick for tick in self._heard[room, screen] if tick.seq in known]


def latencies(
    claps: Sequence[float], ticks: Sequence[Tick], known: Mapping[int, int], end: float, *, every: int = 1
) -> tuple[list[float], int]:
    """Seconds from each clap (moments in order; or only `every` so many of them) to the tick that told one
    screen of it, or of a later one, where its own did not come; and how many claps it was told of by none until the
    `end`, which have taken until then. `known` is what each tick of the burst has counted; beyond one that nobody
    knows there is no telling which claps a tick is about. Claps that were lost or counted twice may have been any: so
    that the last tick is about the last clap, what is counted is taken from all over the burst.
    """
    numbers = sorted(known)
    if not numbers:
        return [end - at for at in claps[::every]], len(claps)
    holes = gaps(known)
    numbers = numbers[: bisect_left(numbers, holes[0])] if holes else numbers
    sums = list(accumulate(known[seq] for seq in numbers))
    counted = claps if holes or sums[-1] == len(claps) else _spread(claps, sums[-1])
    came = sorted(((tick.seq, tick.at) for tick in ticks), key=lambda one: one[1])
    found: list[float] = []
    told, all_ = 0, min(len(counted), sums[-1])
    for seq, at in [*came, (numbers[-1], end)]:
        upto = min(all_, sums[bisect_right(numbers, seq) - 1]) if seq <= numbers[-1] else told
        found += [at - counted[number] for number in range(-(-told // every) * every, upto, every)]
        told = max(told, upto)
    heard = max((sums[bisect_right(numbers, seq) - 1] for seq, _ in came if seq <= numbers[-1]), default=0)
    return found, all_ - min(all_, heard)


def _spread(claps: Sequence[float], number: int) -> list[float]:
    return [claps[(2 * one + 1) * len(claps) // (2 * number)] for one in range(number)] if claps else []


def _stood_for(claps: Iterable[tuple[float, int]]) -> list[float]:
    """The moments of as many claps as these (moments and thousandths) stand for, in their order."""
    found: list[float] = []
    rest = 0
    for at, stands_for in sorted(claps):
        whole, rest = divmod(rest + stands_for, ALL)
        found += [at] * whole
    return found


def gaps(known: Iterable[int]) -> list[int]:
    """Numbers between the first and the last that are missing."""
    there = set(known)
    return [seq for seq in range(min(there), max(there)) if seq not in there] if there else []
