"""Applause: what a room's claps add up to, in ticks that are sent and seconds that are kept.

Everything is set from claps that are each counted once: a frame that was delivered before is recognised by its `s`, and
one that is too old to be recognised is too old to be counted. So batches may come twice and in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple
from zlib import crc32

from beifall.domain.claps import OLDEST, Claps, slot
from beifall.domain.people import Screen
from beifall.domain.texts import Milliseconds

Pace = Literal["loud", "quiet"]
"""Loud are the screens that sound, quiet those that only show how the room sounds."""

PACES: dict[str, Pace] = {"loud": "loud", "quiet": "quiet"}

SCREENS: dict[Pace, frozenset[Screen]] = {
    "loud": frozenset({"laptop", "stage"}),
    "quiet": frozenset({"phone", "desk"}),
}

QUIET = 2_000
"""Between two ticks for screens that do not sound (ms), on average."""

MOST = 8
"""Claps of one participant that count in one second."""

LATE = 5_000
"""A frame that was written longer ago (ms) is dropped, as is one that a wrong clock has written so far ahead."""

AHEAD = 500
"""By so much (ms) ticks may be early, all together. Whoever reads the stream comes at a rate of its own, now a little
late and now more: if each tick waited for its time after the last one, all would be as late as the latest was.
"""

WINDOW = LATE + OLDEST
"""No clap older than this (ms) is counted any more: its second is finished."""

REMEMBERED = 2 * LATE
"""How long (ms) a clapper is remembered: as long as a frame that was counted could come again and still count."""

SINCE = 1_000
"""Whoever clapped within this time (ms) is one of the `n` of a tick."""

FEW = 16
"""Up to so many claps of a tick are sent each for itself."""

LAG = 200
"""Between a clap and its tick (ms), roughly: from where on a tick's offsets are measured."""

BEHIND = 16
"""So many frames before a connection's newest one may come after it."""

DEVICES = 12
"""Connections of one clapper that are kept apart; whoever comes with more has had their eight claps long since."""

FRAMES = 3
"""Frames that a phone makes in a second of clapping; where it sends but a part of them, so many chances to be seen."""

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Heard(NamedTuple):
    """A connection's newest frame; bit `i` of `missing` is set as long as the frame `s - 1 - i` has not come."""

    s: int
    missing: int


class Clapper(NamedTuple):
    """What is known of one who claps: a digit for each second from the applause's `floor` on, when a clap of theirs was
    last counted (ms from `floor` on), and their connections. Short, for there are hundreds in a row.
    """

    counts: str
    last: int
    heard: dict[str, Heard]


class Clap(NamedTuple):
    """One that was counted just now: whose voice, when it was made, how strong."""

    slot: int
    at: Milliseconds
    grade: int


@dataclass(frozen=True)
class Second:
    """A finished second of a room's curve, in seconds since 1970; `grade` is the mean of its claps."""

    at: int
    claps: int
    people: int
    grade: int


@dataclass(frozen=True)
class Tick:
    """What is sent; `claps` as the protocol writes them, None where they are too many to be told apart."""

    seq: int
    people: int
    claps: int
    grade: int
    each: str | None = None


@dataclass(frozen=True)
class Applause:
    """How a room sounds to the screens of one pace. `at` is the latest moment that it has seen, `due` when the next
    tick may be sent, in the past for one that may be early; seconds before `floor` are finished. `grades` are sums, by
    second. Where each clap stands for several, `carry` is the part of one that no tick has told yet.
    """

    room: str
    pace: Pace
    rev: int = 0
    seq: int = 0
    due: Milliseconds = 0
    at: Milliseconds = 0
    floor: int = 0
    thin: float = 1.0
    carry: float = 0.0
    clappers: Mapping[str, Clapper] = field(default_factory=dict)
    grades: Mapping[int, int] = field(default_factory=dict)


def wait(applause: Applause, *, every: Milliseconds, now: Milliseconds) -> Milliseconds:
    """How long until the next tick may be sent. What is further away than a tick, a wrong clock has said: then 0."""
    early = applause.due - now
    return early if 0 < early <= every else 0


def passed(applause: Applause, *, now: Milliseconds) -> tuple[Applause, tuple[Second, ...]]:
    """The applause at this moment, and the seconds that have come to their end since the last. A moment before the
    last one (no two clocks agree) is taken for it: what is finished stays so.
    """
    now = max(now, applause.at)
    floor = (now - WINDOW) // 1_000
    finished = tuple(_second(applause, at) for at in sorted(applause.grades) if at < floor)
    ahead = floor - applause.floor
    since = now - REMEMBERED - applause.floor * 1_000
    clappers = applause.clappers
    if ahead:
        clappers = {
            name: Clapper(one.counts[ahead:], one.last - ahead * 1_000, one.heard)
            for name, one in clappers.items()
            if one.last > since
        }
    grades = {at: sum_ for at, sum_ in applause.grades.items() if at >= floor}
    return replace(applause, at=now, floor=floor, clappers=clappers, grades=grades), finished


def counted(applause: Applause, frames: Iterable[Claps]) -> tuple[Applause, list[Clap]]:
    """The applause with these claps, at the moment that it has `passed` to, and those that count."""
    clappers, grades, fresh = dict(applause.clappers), dict(applause.grades), list[Clap]()
    base = applause.floor * 1_000
    for frame in frames:
        known = clappers.get(frame.clapper, NOBODY)
        connection = f"{crc32(frame.connection.encode()):08x}"
        heard = _heard(known.heard.get(connection), frame.s)
        if heard is None or abs(applause.at - frame.at) >= LATE:
            continue
        counts, last, voice = known.counts, known.last, slot(frame.clapper)
        for age in frame.ages:
            # A clap is made before it is heard, whatever the clocks say.
            at = min(frame.at - age, applause.at)
            more = _one_more(counts, at // 1_000 - applause.floor)
            if age <= OLDEST and more is not None:
                counts, last = more, applause.at - base
                fresh.append(Clap(voice, at, frame.grade))
                grades[at // 1_000] = grades.get(at // 1_000, 0) + frame.grade
        clappers[frame.clapper] = Clapper(counts, last, _kept(known.heard, connection, heard))
    return replace(applause, clappers=clappers, grades=grades), fresh


def ticked(
    applause: Applause, fresh: Sequence[Clap], *, every: Milliseconds, now: Milliseconds
) -> tuple[Applause, Tick]:
    """The next tick, with all these claps: there is at least one. In a room that is thinned each weighs as much more
    as there are frames that nobody has sent. Ticks come `every` so often, on average.
    """
    weight = applause.carry + len(fresh) / applause.thin
    claps = int(weight + 1e-6)  # a sum of tenths is never quite a whole number
    since = applause.at - applause.floor * 1_000 - SINCE
    people = sum(one.last > since for one in applause.clappers.values())
    told = claps == len(fresh) <= FEW
    tick = Tick(
        seq=applause.seq + 1,
        people=crowd(people, applause.thin),
        claps=claps,
        grade=round(sum(clap.grade for clap in fresh) / len(fresh)),
        each=_written(fresh, applause.at, every) if told else None,
    )
    # Not from the future: a clock that was ahead must not give away more ticks than one.
    due = min(max(applause.due, now - AHEAD), now) + every
    return replace(applause, seq=tick.seq, due=due, carry=max(0.0, weight - claps)), tick


def interval(pace: Pace, tick: Milliseconds) -> Milliseconds:
    """Between two ticks of a room whose `tick` is this."""
    return tick if pace == "loud" else max(QUIET, tick)


def crowd(people: int, thin: float) -> int:
    """How many clapped, if so many were seen to: with few frames sent, some are not seen at all."""
    return people if thin >= 1 else round(people / (1 - (1 - thin) ** FRAMES))


NOBODY = Clapper("", -REMEMBERED, {})


def _heard(newest: Heard | None, s: int) -> Heard | None:
    """The newest frame with this one; None if this one has come before, or is too far behind to tell."""
    every = (1 << BEHIND) - 1
    if newest is None:
        return Heard(s, every)
    ahead = s - newest.s
    if ahead > 0:
        # All between the last newest one and this one are missing.
        missing = (newest.missing << ahead | (1 << (ahead - 1)) - 1) if ahead <= BEHIND else every
        return Heard(s, missing & every)
    bit = 1 << (-ahead - 1) if -BEHIND <= ahead < 0 else 0
    return Heard(newest.s, newest.missing & ~bit) if newest.missing & bit else None


def _kept(connections: dict[str, Heard], connection: str, heard: Heard) -> dict[str, Heard]:
    """The connections with this one as the last that was heard of, and not too many of them."""
    others = [(name, one) for name, one in connections.items() if name != connection]
    return dict([*others, (connection, heard)][-DEVICES:])


def _one_more(counts: str, place: int) -> str | None:
    """The digits with one clap more at this place; None if it has its full number, or is before the first."""
    if place < 0:
        return None
    padded = counts.ljust(place + 1, "0")
    digit = int(padded[place])
    return None if digit >= MOST else f"{padded[:place]}{digit + 1}{padded[place + 1 :]}"


def _second(applause: Applause, at: int) -> Second:
    place = at - applause.floor
    digits = [int(one.counts[place]) for one in applause.clappers.values() if len(one.counts) > place]
    claps, people = sum(digits), sum(digit > 0 for digit in digits)
    return Second(
        at=at,
        claps=round(claps / applause.thin),
        people=crowd(people, applause.thin),
        grade=round(applause.grades[at] / claps),
    )


def _written(fresh: Iterable[Clap], now: Milliseconds, every: Milliseconds) -> str:
    """Two signs a clap, the earliest first. Where they span more than a tick they are pressed into it, order kept."""
    claps = sorted(fresh, key=lambda clap: clap.at)
    start, end = min(claps[0].at, now - LAG - every), max(claps[-1].at, now - LAG)
    return "".join(SIGNS[clap.slot] + SIGNS[(clap.at - start) * 63 // (end - start)] for clap in claps)
