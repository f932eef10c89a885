"""Claps in, ticks out."""

from __future__ import annotations

from bill.model import sizes
from bill.model.batches import polled
from bill.model.house import Place
from bill.model.invoked import heard, invoked
from bill.model.sizes import read_units, write_units
from bill.model.spent import read, written
from bill.usage import Usage
from crowd.scenes import claps

SWITCH, LISTENERS = 0.5, 2.0
"""Seconds for which a room's switch, and the register, need not be read again."""

TICK = 60.0
"""Bytes of a tick."""


def burst(place: Place, people: int, seconds: float) -> Usage:
    """So many people clap, each for a part of these seconds; one alone claps once."""
    frames = claps(people, seconds)[0] if people > 1 else 1.0
    frames *= place.house.pace.thin
    coming = invoked("clap", "applause", frames, written()) + heard("applause", frames)
    pace = place.house.pace
    loud = polled(frames, seconds, every=pace.tick)
    quiet = min(frames, seconds / (pace.glance + min(0.25, seconds / frames)) + 0.5)
    return (
        coming
        + _ticks(place, people, loud, seconds, listeners=place.people + place.stages, is_loud=True)
        + _ticks(place, people, quiet, seconds, listeners=place.people + place.near - place.stages, is_loud=False)
    )


def _ticks(place: Place, people: int, ticks: float, seconds: float, *, listeners: float, is_loud: bool) -> Usage:
    row = sizes.APPLAUSE + people * sizes.CLAPPER
    spent = read(read_units(row)) + written(write_units(row))
    spent += read() * min(1.0, seconds / SWITCH / ticks)
    spent += place.register * min(1.0, seconds / LISTENERS / ticks)
    if is_loud:
        spent += written() * min(1.0, seconds / ticks)
    return invoked("applause", "applause", ticks, spent, posts=listeners, frame=TICK)
