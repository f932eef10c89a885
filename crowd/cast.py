"""Who is there: people, where they are meant to be, and staff at their desks."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crowd.device import Device
from crowd.person import Person
from crowd.scenes import SCREENS, Act
from crowd.troubles import Together, Troubles


@dataclass
class Cast:
    """Everybody by now. `staff` has a device for each role and the room where it is."""

    staff: Mapping[tuple[str, str], Device]
    people: list[Person] = field(default_factory=list)
    troubles: Troubles = field(default_factory=Troubles)

    def together(self) -> Together:
        """Several of them at once, as an asynchronous context."""
        return Together(self.troubles)

    @property
    def screens(self) -> list[Device]:
        """Those of the people."""
        return [device for person in self.people for device in person.devices]

    def audience(self, room: str) -> list[Person]:
        """People who are meant to be in a room."""
        return [one for one in self.people if one.room == room]

    def desk(self, room: str) -> Device:
        """Whoever runs a room."""
        return self.staff.get(("moderator", room)) or self.of("organiser")

    def of(self, role: str) -> Device:
        """Somebody of a role, wherever."""
        return next(device for (its, _), device in self.staff.items() if its == role)

    def moves(self, acts: Iterable[Act], chance: random.Random) -> list[tuple[Person, str]]:
        """Who goes where: first those who are elsewhere, and nobody twice as long as there are others."""
        free = chance.sample(self.people, len(self.people))
        going: list[tuple[Person, str]] = []
        for act in acts:
            here = sorted(free, key=lambda one: one.room == act.room)
            for person in here[: act.times // SCREENS]:
                free.remove(person)
                going.append((person, act.room))
        return going


def spread(times: int, seconds: float, chance: random.Random) -> list[float]:
    """So many moments (s), evenly spread as people are."""
    return [(number + chance.random()) * seconds / times for number in range(times)]


def marked(text: str, chance: random.Random) -> tuple[str, str]:
    """A text with a word in it that is nowhere else, and the word."""
    word = f"q{chance.getrandbits(96):024x}"
    return f"{text} {word}", word
