"""New containers: one more whenever more invocations of a function overlap than ever before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from bill.model import applause
from bill.model.calls import COMMANDS
from bill.model.house import House
from bill.model.invoked import milliseconds, started
from bill.usage import Usage
from crowd.scenes import SCREENS, Scene

ALWAYS = (
    ("tally", "votes", 3.0),
    ("applause", "applause", 3.0),
    ("broadcast", "polls", 3.0),
    ("housekeeping", "upkeep", 1.0),
)
"""Functions of which a few containers are enough, however many people there are: about one for each shard that is at
work, and one for the schedule. And what needs them first.
"""

STAFF = 600.0
"""Seconds within which staff comes."""

BACK = 1.0
"""Seconds within which those come back whose lines were cut."""


def starts(scenes: Iterable[Scene], house: House) -> Usage:
    """Of a whole script; people's functions have as many as the busiest moment has needed."""
    most = dict.fromkeys(("authorize", "connection", "command", "clap", "reception"), (0.0, "joining"))
    for scene in scenes:
        for act in scene.acts:
            for function, rate in _rates(act.action, act.times, house, scene.seconds).items():
                cause = "applause" if function == "clap" else "joining"
                most[function] = max(most[function], (_overlapping(function, rate), cause))
    seconds = house.manner("staff", STAFF)
    for function, rate in _opening(len(house.staff) / seconds).items():
        most[function] = max(most[function], (min(_overlapping(function, rate), len(house.staff)), "joining"))
    usage = Usage()
    for function, (containers, cause) in most.items():
        usage += started(function, cause, containers)
    for function, cause, containers in ALWAYS:
        usage += started(function, cause, containers)
    return usage


def _rates(action: str, times: float, house: House, within: float) -> Mapping[str, float]:
    """Calls of functions in a second."""
    seconds = house.manner(action, within)
    match action:
        case "join":
            return {"reception": 2 * times / seconds, **_opening(SCREENS * times / seconds)}
        case "cut":
            return _opening(times / BACK)
        case "clap":
            return {"clap": applause.frames_of(round(times), seconds, house.pace) / seconds}
    return {"command": times / seconds} if action in COMMANDS else {}


def _opening(screens: float) -> Mapping[str, float]:
    return {"authorize": screens, "connection": screens, "command": screens}


def _overlapping(function: str, rate: float) -> float:
    """Invocations that overlap in the busiest moment, where each has some calls of the store and all come by chance."""
    usual = rate * milliseconds(function, 5 if function == "command" else 1, 0) / 1_000
    return usual + 3 * math.sqrt(usual) + 1 if rate else 0.0
