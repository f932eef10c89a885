"""Claps in, ticks out."""

from __future__ import annotations

from beifall.domain.applause import AHEAD, REMEMBERED
from beifall.domain.pace import LOUD_BATCH
from bill.model import sizes
from bill.model.batches import POLLS, polled
from bill.model.house import Place
from bill.model.invoked import heard, invoked, milliseconds
from bill.model.sizes import read_units, write_units
from bill.model.spent import Spent, read, written
from bill.usage import Usage
from crowd.scenes import BATCH, claps

SWITCH, LISTENERS = 0.5, 2.0
"""Seconds for which a room's switch, and the register, need not be read again."""

TICK = 60.0
"""Bytes of a tick."""


def burst(place: Place, people: int, seconds: float) -> Usage:
    """So many people clap, each for a part of these seconds; one alone claps once."""
    pace = place.house.pace
    frames = (claps(people, seconds)[0] if people > 1 else 1.0) * pace.thin
    coming = invoked("clap", "applause", frames, written()) + heard("applause", frames)
    loud = max(polled(frames, seconds, every=max(pace.tick, 1 / POLLS)), frames / LOUD_BATCH)
    quiet = min(frames, seconds / (pace.glance + min(0.25, seconds / frames)) + 0.5)
    return coming + _loud(place, people, loud, seconds) + _quiet(place, people, quiet, seconds)


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
    spent = _asked(place, people, ticks, seconds, is_loud=True) + read(read_units(_row(place, people, seconds))) * waits
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
    row = _row(place, people, seconds)
    spent = read(read_units(row)) + written(write_units(row))
    spent += read() * min(1.0, seconds / SWITCH / ticks)
    spent += place.register * min(1.0, seconds / LISTENERS / ticks)
    return spent + written() * min(1.0, seconds / ticks) if is_loud else spent


def _row(place: Place, people: float, seconds: float) -> float:
    """Bytes of what says how the room sounds. Of those who send but a part of their frames, some are not in it."""
    unseen: float = (1 - place.house.pace.thin) ** (1 + min(seconds, REMEMBERED / 1_000) / BATCH)
    return sizes.APPLAUSE + people * (1 - unseen) * sizes.CLAPPER
