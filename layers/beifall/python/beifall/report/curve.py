"""A room's applause: its seconds, and the passages that they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from beifall.domain.applause import passed
from beifall.domain.mood import FEW
from beifall.store.port import Store

PAUSE = 5
"""Seconds of silence after which another passage of applause begins."""


@dataclass(frozen=True)
class Heard:
    """A second in which at least 5 people clapped; `grade` is how strong, 0 to 15, where 8 is an ordinary clap."""

    at: datetime
    people: int
    claps: int
    grade: int


@dataclass(frozen=True)
class Ovation:
    """A passage of applause: `people` at its height, `claps` in all, `grade` the mean of its claps."""

    starts: datetime
    seconds: int
    people: int
    claps: int
    grade: int


def heard(store: Store, room: str, zone: tzinfo, *, now: int) -> tuple[Heard, ...]:
    """The seconds that may be told. The last ones are stored only after applause has ended: they are read off how the
    room sounds, and nothing is written. Two calls.
    """
    _, finished = passed(store.applause(room, "loud"), now=now)
    seconds = {one.at: one for one in (*finished, *store.curve(room))}
    return tuple(
        Heard(datetime.fromtimestamp(at, zone), one.people, one.claps, one.grade)
        for at, one in sorted(seconds.items())
        if one.people >= FEW
    )


def ovations(curve: tuple[Heard, ...]) -> tuple[Ovation, ...]:
    """The curve as passages, in their order."""
    passages: list[list[Heard]] = []
    for one in curve:
        if passages and (one.at - passages[-1][-1].at).total_seconds() <= PAUSE:
            passages[-1].append(one)
        else:
            passages.append([one])
    return tuple(_ovation(each) for each in passages)


def _ovation(seconds: list[Heard]) -> Ovation:
    claps = sum(one.claps for one in seconds)
    return Ovation(
        starts=seconds[0].at,
        seconds=round((seconds[-1].at - seconds[0].at).total_seconds()) + 1,
        people=max(one.people for one in seconds),
        claps=claps,
        grade=round(sum(one.grade * one.claps for one in seconds) / max(1, claps)),
    )
