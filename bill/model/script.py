"""What a whole script costs, scene by scene."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from bill.model import joining
from bill.model.commands import entered
from bill.model.house import House, Place
from bill.model.scene import Rooms, after, priced
from bill.model.starts import starts
from bill.usage import Usage
from crowd.scenes import Script


@dataclass(frozen=True)
class Bill:
    """What was used in each scene, in order; the first entry is staff's coming if people come, the last one is new
    containers. And how many questions were `refused` because too many were waiting.
    """

    scenes: tuple[tuple[str, Usage], ...]
    refused: float = 0.0

    @property
    def usage(self) -> Usage:
        """All of it."""
        return reduce(Usage.__add__, (usage for _, usage in self.scenes), Usage())


def bill(script: Script, house: House, rooms: Rooms, *, since: float = 0.0) -> Bill:
    """What playing the script uses in these rooms; it begins so many seconds after everybody has come, staff too, if it
    does not let them come.
    """
    scenes, refused = [] if since else [("staff", _staff(house, rooms))], 0.0
    for scene in script.scenes:
        done = priced(scene, house, rooms, since)
        rooms, since, refused = done.after, since + scene.seconds, refused + done.refused
        scenes.append((scene.name, done.usage))
    scenes.append(("new containers", starts(script.scenes, house)))
    return Bill(tuple(scenes), refused)


def halfway(script: Script, house: House, rooms: Rooms) -> Rooms:
    """What lies in the rooms when half of the time has gone by."""
    begun = 0.0
    for scene in script.scenes:
        begun += scene.seconds
        if begun > script.seconds / 2:
            break
        rooms = after(scene, house, rooms)
    return rooms


def _staff(house: House, rooms: Rooms) -> Usage:
    usage = joining.connected(len(house.staff), by_link=True)
    for _, room in house.staff:
        usage += entered(1, Place(room, house, rooms[room], 0), 1, is_new=True)
    return usage
