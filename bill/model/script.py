"""What a whole script costs, scene by scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from bill.model import joining
from bill.model.commands import entered
from bill.model.contents import Contents
from bill.model.house import House, Place
from bill.model.scene import priced
from bill.model.starts import starts
from bill.usage import Usage
from crowd.scenes import SCREENS, Script

LIVES = 92.5 * 60
"""Seconds after which a screen opens a fresh connection, on average: between 75 and 110 minutes."""


@dataclass(frozen=True)
class Bill:
    """What was used in each scene, in order; the first entry is staff's coming; the last ones are new
    containers, and fresh connections."""

    scenes: tuple[tuple[str, Usage], ...]

    @property
    def usage(self) -> Usage:
        """All of it."""
        return reduce(Usage.__add__, (usage for _, usage in self.scenes), Usage())


def bill(script: Script, house: House, drafts: Mapping[str, int], *, since: float = 0.0) -> Bill:
    """What playing the script uses. `drafts` are prepared polls by room; it begins so many seconds after
    everybody has come, if it does not let them come.
    """
    rooms = {room: Contents(kind, drafts=drafts.get(room, 0)) for room, kind in house.rooms}
    scenes = [("staff", _staff(house, rooms))]
    begun = since
    for scene in script.scenes:
        done = priced(scene, house, rooms, since)
        rooms, since = dict(done.after), since + scene.seconds
        scenes.append((scene.name, done.usage))
    scenes.append(("new containers", starts(script.scenes, house.manner)))
    often = _renewals(since) - _renewals(begun)
    room = max(script.scenes, key=lambda scene: scene.seconds)
    place, people = max(room.audience.items(), key=lambda item: item[1])
    screens = often * script.people * SCREENS
    if screens:
        where = Place(place, house, rooms[place], people)
        anew = joining.connected(screens) + joining.disconnected(screens)
        scenes.append(("fresh connections", anew + entered(screens, where, script.seconds, is_new=True)))
    return Bill(tuple(scenes))


def _renewals(since: float) -> float:
    """How often a screen has opened a fresh connection so many seconds after it came."""
    return max(0.0, since / LIVES - 0.5)


def _staff(house: House, rooms: Mapping[str, Contents]) -> Usage:
    usage = joining.connected(len(house.staff), by_link=True)
    for _, room in house.staff:
        usage += entered(1, Place(room, house, rooms[room], 0), 1, is_new=True)
    return usage
