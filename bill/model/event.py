"""What an event costs: its day for so many people, and an hour in which nobody does anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from beifall.domain.pace import pace
from bill.model.contents import Contents
from bill.model.house import House, Place
from bill.model.manner import rehearsed
from bill.model.once import Page, site, stack
from bill.model.polls import Asked
from bill.model.renewals import LIVES
from bill.model.scene import Rooms
from bill.model.script import Bill, bill, halfway
from bill.model.standing import upkeep
from bill.usage import Usage
from crowd.day import day, quiet
from crowd.scenes import SCREENS, Script, Venue, rehearsal

HOUR, FURTHER = 3_600, 24
"""Seconds of an hour, hours of a day on which the stack merely stands."""


@dataclass(frozen=True)
class Account:
    """What stays the same however many come: the rooms and prepared polls, the bytes of the event's own row, how many
    requests a second the account may make, the seats of the cafeteria, and the page that attendees open.
    """

    venue: Venue
    event: float
    polls: Mapping[str, Asked]
    quota: int
    seats: int = 320
    page: Page = field(default_factory=Page)


@dataclass(frozen=True)
class Day:
    """What five hours use, with all that is paid for once, and how many questions were `refused`."""

    usage: Usage
    refused: float


def of_the_day(account: Account, people: int) -> Day:
    """Five hours of so many people. Raises TooSmall if the account cannot carry them."""
    script = day(account.venue, people)
    played = bill(script, house(account, script), empty(account.venue))
    arrival = sum(scene.seconds for scene in script.scenes if scene.times("join"))
    once = site(account.page, people * SCREENS, arrival) + stack(script.seconds / HOUR)
    return Day(played.usage + once, played.refused)


def of_a_quiet_hour(account: Account, people: int) -> Usage:
    """In the middle of the day: all that was asked until then lies in the rooms, and some screens open a fresh
    connection, as they do from time to time. Raises TooSmall.
    """
    busy, script = day(account.venue, people), quiet(account.venue, people)
    rooms = halfway(busy, house(account, busy), empty(account.venue))
    return bill(script, house(account, script), rooms, since=2 * LIVES).usage + stack(1)


def of_a_further_day(account: Account, people: int) -> Usage:
    """On which the stack merely stands, made for so many. Raises TooSmall."""
    nobody = house(account, Script(people, ()))
    places = [Place(room, nobody, lies, 0) for room, lies in empty(account.venue).items()]
    return upkeep(nobody, places, FURTHER * HOUR, is_on=False) + stack(FURTHER)


def of_a_rehearsal(account: Account, people: int, minutes: float, *, expected: int) -> Bill:
    """The day in some minutes, of an event that is sized for so many as are `expected`. Raises TooSmall."""
    script = rehearsal(account.venue, people, minutes)
    event = replace(house(account, script, expected), manner=rehearsed)
    return bill(script, event, empty(account.venue))


def house(account: Account, script: Script, expected: int | None = None) -> House:
    """The event as this script finds it, sized for so many, or for those who play it. Raises TooSmall."""
    people = expected or script.people
    return House(
        rooms=account.venue.rooms,
        staff=script.staff,
        expected=people,
        event=account.event,
        polls=account.polls,
        pace=pace(people, account.quota),
        seats=account.seats,
    )


def empty(venue: Venue) -> Rooms:
    """What lies in the rooms before anybody comes: what was prepared."""
    rooms = [room for _, room, _, _ in venue.polls]
    return {room: Contents(kind, drafts=rooms.count(room)) for room, kind in venue.rooms}
