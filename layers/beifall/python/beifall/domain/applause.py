"""Applause: what a room's claps add up to, in ticks that are sent and seconds that are kept.

Everything is set from claps that are each counted once: a frame that was delivered before is recognised by its `s`, and
one that is too old to be recognised is too old to be counted. So batches may come twice and in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple
from zlib import crc32

from beifall.domain import thinning
from beifall.domain.clappers import (
    DRAWN,
    NOBODY,
    REMEMBERED,
    Clapper,
    heard_of,
    kept,
    latest,
    moved,
    newer,
    newest_of,
    one_more,
)
from beifall.domain.claps import ALL, LATE, OLDEST, Claps, slot
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

AHEAD = 500
"""By so much (ms) ticks may be early, all together. Whoever reads the stream comes at a rate of its own, now a little
late and now more: if each tick waited for its time after the last one, all would be as late as the latest was.
"""

WINDOW = LATE + OLDEST
"""No clap older than this (ms) is counted any more: its second is finished."""

SINCE = 1_000
"""Whoever was heard within this time (ms) before the newest frame is one of the `n` of a tick."""

OVER = 500
"""A newest frame that is older (ms) says nothing any more of how many are clapping."""

UNTOLD = 4
"""Seconds after which all phones know of an applause that began then: they are told every two seconds, or four."""

BRIEF = 3
"""Seconds for which people clap at least, as they are counted for what phones may have been told."""

FEW = 16
"""Up to so many claps of a tick are sent each for itself."""

LAG = 200
"""Between a clap and its tick (ms), roughly: from where on a tick's offsets are measured."""

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Clap(NamedTuple):
    """One that was counted just now: whose voice, when it was made, how strong, how many thousandths it stands for."""

    slot: int
    at: Milliseconds
    grade: int
    weight: int = ALL


class Sum(NamedTuple):
    """What the claps of a second add up to, in thousandths: how many, and their grades."""

    claps: int
    grades: int


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
    tick may be sent, in the past for one that may be early; seconds before `floor` are finished. Where claps stand for
    several, `carry` are the thousandths of one that no tick has told yet. Up to the moment `forgotten` clappers were
    heard of who are not remembered any more, for want of room.
    """

    room: str
    pace: Pace
    rev: int = 0
    seq: int = 0
    due: Milliseconds = 0
    at: Milliseconds = 0
    floor: int = 0
    carry: int = 0
    forgotten: Milliseconds = 0
    clappers: Mapping[str, Clapper] = field(default_factory=dict)
    seconds: Mapping[int, Sum] = field(default_factory=dict)


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
    finished = tuple(_second(applause, at) for at in sorted(applause.seconds) if at < floor)
    ahead = floor - applause.floor
    since = now - REMEMBERED - applause.floor * 1_000
    clappers = applause.clappers
    if ahead:
        clappers = {name: moved(one, ahead) for name, one in clappers.items() if one.newest > since}
    seconds = {at: sum_ for at, sum_ in applause.seconds.items() if at >= floor}
    return replace(applause, at=now, floor=floor, clappers=clappers, seconds=seconds), finished


def counted(applause: Applause, frames: Iterable[Claps], *, thin: float = 1.0) -> tuple[Applause, list[Clap]]:
    """The applause with these claps, at the moment that it has `passed` to, and those that count. Where a room's phones
    shall send a `thin` part of their frames, no frame stands for more, nor for more than so many people's would.
    """
    clappers, seconds, fresh = dict(applause.clappers), dict(applause.seconds), list[Clap]()
    base = applause.floor * 1_000
    least = thinning.least(thin, _lately(applause), is_told=_is_told(applause))
    for frame in frames:
        known = clappers.get(frame.clapper, NOBODY)
        connection = f"{crc32(frame.connection.encode()) % 0x10000:04x}"
        heard = heard_of(newest_of(known.heard, connection), frame.s)
        # Of whoever was forgotten, a frame that was counted may come again.
        is_over = known is NOBODY and frame.at <= applause.forgotten
        if heard is None or is_over or abs(applause.at - frame.at) >= LATE:
            continue
        part = max(least, frame.part)
        counts, voice, weight = known.counts, slot(frame.clapper), thinning.weight(part)
        for age in frame.ages:
            # A clap is made before it is heard, whatever the clocks say.
            at = min(frame.at - age, applause.at)
            more = one_more(counts, at // 1_000 - applause.floor, is_sure=part == ALL)
            if age <= OLDEST and more is not None:
                counts = more
                fresh.append(Clap(voice, at, frame.grade, weight))
                claps, grades = seconds.get(at // 1_000, NOTHING)
                seconds[at // 1_000] = Sum(claps + weight, grades + weight * frame.grade)
        one = newer(known, min(frame.at, applause.at) - base, part) if counts != known.counts else known
        clappers[frame.clapper] = one._replace(counts=counts, heard=kept(known.heard, connection, heard))
    clappers, over = latest(clappers)
    forgotten = applause.forgotten if over is None else max(applause.forgotten, base + over)
    return replace(applause, clappers=clappers, seconds=seconds, forgotten=forgotten), fresh


def ticked(
    applause: Applause, fresh: Sequence[Clap], *, every: Milliseconds, now: Milliseconds
) -> tuple[Applause, Tick]:
    """The next tick, with all these claps: there is at least one. Claps that came by lot stand for others too, and are
    a number; where all are as they were made, a few are told one by one. Ticks come `every` so often, on average.
    """
    weight = sum(clap.weight for clap in fresh)
    claps, carry = divmod(applause.carry + weight, ALL)
    told = len(fresh) <= FEW and all(clap.weight == ALL for clap in fresh)
    tick = Tick(
        seq=applause.seq + 1,
        people=_people(applause),
        claps=claps,
        grade=round(sum(clap.grade * clap.weight for clap in fresh) / weight),
        each=_written(fresh, applause.at, every) if told else None,
    )
    # Not from the future: a clock that was ahead must not give away more ticks than one.
    due = min(max(applause.due, now - AHEAD), now) + every
    return replace(applause, seq=tick.seq, due=due, carry=carry), tick


def interval(pace: Pace, tick: Milliseconds) -> Milliseconds:
    """Between two ticks of a room whose `tick` is this."""
    return tick if pace == "loud" else max(QUIET, tick)


NOTHING = Sum(0, 0)


def _lately(applause: Applause) -> float:
    """How many are remembered: so many a phone may have been told of that has not been told since."""
    since = applause.at - applause.floor * 1_000 - REMEMBERED
    return sum(
        1 if one.thinned is None or one.last > since else thinning.people(one.thinned.part, BRIEF)
        for one in applause.clappers.values()
    )


def _is_told(applause: Applause) -> bool:
    """Whether somebody clapped so long ago that phones have been told. Who has forgotten it since, in a pause, counts
    for too little until they are told again.
    """
    now = applause.at // 1_000
    return any(at in applause.seconds for at in range(applause.floor, now - UNTOLD + 1))


def _people(applause: Applause) -> int:
    """Whoever has sent all within the last second is one of those who clap; those who were drawn stand for others."""
    heard = max(one.newest for one in applause.clappers.values())
    since = max(heard, applause.at - applause.floor * 1_000 - OVER) - SINCE
    clapping = [one for one in applause.clappers.values() if one.newest > since]
    drawn = [one.thinned.part for one in clapping if one.thinned is not None and one.last <= since]
    # Who was heard of late does not clap any more, and somebody does.
    return max(1, len(clapping) - len(drawn) + round(sum(map(thinning.people, drawn))))


def _second(applause: Applause, at: int) -> Second:
    place = at - applause.floor
    there = [one for one in applause.clappers.values() if one.counts[place : place + 1] not in ("", "0")]
    drawn = [one.thinned.part for one in there if one.thinned is not None and one.counts[place] in DRAWN]
    claps, grades = applause.seconds[at]
    return Second(
        at=at,
        claps=round(claps / ALL),
        people=len(there) - len(drawn) + round(sum(map(thinning.people, drawn))),
        grade=round(grades / claps),
    )


def _written(fresh: Iterable[Clap], now: Milliseconds, every: Milliseconds) -> str:
    """Two signs a clap, the earliest first. Where they span more than a tick they are pressed into it, order kept."""
    claps = sorted(fresh, key=lambda clap: clap.at)
    start, end = min(claps[0].at, now - LAG - every), max(claps[-1].at, now - LAG)
    return "".join(SIGNS[clap.slot] + SIGNS[(clap.at - start) * 63 // (end - start)] for clap in claps)
