"""Claps in, ticks out."""

from __future__ import annotations

from beifall.domain.applause import AHEAD
from beifall.domain.clappers import REMEMBERED_AT_ONCE
from beifall.domain.pace import LOUD_BATCH, Pace
from bill.model import sizes
from bill.model.batches import POLLS, polled
from bill.model.house import Place
from bill.model.invoked import heard, invoked, milliseconds
from bill.model.sizes import read_units, write_units
from bill.model.spent import Spent, read, written
from bill.usage import Usage
from crowd.scenes import BATCH, BEGUN, claps
from crowd.thinning import ALL, part

SWITCH, LISTENERS = 0.5, 2.0
"""Seconds for which a room's switch, and the register, need not be read again."""

TICK = 60.0
"""Bytes of a tick."""

ON_ITS_WAY = 0.3
"""Seconds that phones' first tick takes after its window."""


def burst(place: Place, people: int, seconds: float) -> Usage:
    """So many people clap, each for a part of these seconds; one alone claps once."""
    pace = place.house.pace
    frames = frames_of(people, seconds, pace)
    coming = invoked("clap", "applause", frames, written()) + heard("applause", frames)
    loud = max(polled(frames, seconds, every=max(pace.tick, 1 / POLLS)), frames / LOUD_BATCH)
    quiet = min(frames, seconds / (pace.glance + min(0.25, seconds / frames)) + 0.5)
    return coming + _loud(place, people, loud, seconds) + _quiet(place, people, quiet, seconds)


def frames_of(people: int, seconds: float, pace: Pace) -> float:
    """Frames of a burst: all the first ones, then those that are drawn, before phones know how many clap, and after."""
    if people == 1:
        return 1.0
    _, lasts = claps(people, seconds)
    unknown = min(lasts, max(0.0, pace.glance + ON_ITS_WAY - seconds * BEGUN / 2))
    drawn = unknown * part(pace.thin, 0, BATCH * 1_000) + (lasts - unknown) * part(pace.thin, people, seconds * 1_000)
    return people * (1 + drawn / ALL / BATCH)


def loud_tick(place: Place, people: float, ticks: float, seconds: float) -> float:
    """Seconds for which one reader is at work for each of so many ticks within some seconds."""
    return milliseconds("applause", _asked(place, people, ticks, seconds, is_loud=True).calls, _laptops(place)) / 1_000


def _loud(place: Place, people: int, ticks: float, seconds: float) -> Usage:
    """Laptops and stages. The reader comes back as soon as it is done, and where that is before the next tick's time it
    looks at the room, waits, and looks again.
    """
    tick, worked = place.house.pace.tick, loud_tick(place, people, ticks, seconds)
    early = max(0.0, tick - max(worked, 1 / POLLS))
    waits = min(1.0, ticks * tick / seconds) if early else 0.0
    slept = max(0.0, early * waits - AHEAD / 1_000 / ticks)
    spent = _asked(place, people, ticks, seconds, is_loud=True) + read(read_units(_row(people))) * waits
    return invoked("applause", "applause", ticks, spent, posts=_laptops(place), frame=TICK, slept=slept)


def _quiet(place: Place, people: int, ticks: float, seconds: float) -> Usage:
    """Phones and desks, by windows that are as long as the time between their ticks."""
    listeners = place.people + place.near - place.stages
    spent = _asked(place, people, ticks, seconds, is_loud=False)
    return invoked("applause", "applause", ticks, spent, posts=listeners, frame=TICK)


def _laptops(place: Place) -> float:
    return place.people + place.stages


def _asked(place: Place, people: float, ticks: float, seconds: float, *, is_loud: bool) -> Spent:
    """What each tick asks the store for."""
    row = _row(people)
    spent = read(read_units(row)) + written(write_units(row))
    spent += read() * min(1.0, seconds / SWITCH / ticks)
    spent += place.register * min(1.0, seconds / LISTENERS / ticks)
    return spent + written() * min(1.0, seconds / ticks) if is_loud else spent


def _row(people: float) -> float:
    """Bytes of what says how the room sounds: of everybody a frame has come, at least their first."""
    return sizes.APPLAUSE + min(people, REMEMBERED_AT_ONCE) * sizes.CLAPPER
