"""What an event costs: its day for so many people, and an hour in which nobody does anything."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bill.model.house import House
from bill.model.manner import rehearsed
from bill.model.once import Page, site, stack
from bill.model.pace import pace
from bill.model.script import LIVES, Bill, bill
from bill.usage import Usage
from crowd.day import day, quiet
from crowd.scenes import SCREENS, Script, Venue, rehearsal


@dataclass(frozen=True)
class Account:
    """What stays the same however many come: the rooms and prepared polls, the bytes of the event's own row, the polls
    that are shown while they are open, how many requests a second the account may make, the seats of the cafeteria, and
    the page that attendees open.
    """

    venue: Venue
    event: float
    live: frozenset[str]
    quota: int
    seats: int = 320
    page: Page = field(default_factory=Page)


def of_the_day(account: Account, people: int) -> Usage:
    """Five hours of so many people, with all that is paid for once."""
    return _played(account, day(account.venue, people)) + site(account.page, people * SCREENS) + stack()


def of_a_quiet_hour(account: Account, people: int) -> Usage:
    """In the middle of the day: some screens open a fresh connection, as they do from time to time."""
    return _played(account, quiet(account.venue, people), since=2 * LIVES) + stack(1 / 24)


def of_a_rehearsal(account: Account, people: int, minutes: float, *, expected: int) -> Bill:
    """The day in some minutes, of an event that is sized for so many as are `expected`."""
    script = rehearsal(account.venue, people, minutes)
    event = replace(house(account, script), expected=expected, manner=rehearsed)
    return bill(script, event, drafts(account.venue))


def house(account: Account, script: Script) -> House:
    """The event as this script finds it, sized for those who play it."""
    return House(
        rooms=account.venue.rooms,
        staff=script.staff,
        expected=script.people,
        event=account.event,
        live=account.live,
        pace=pace(script.people, account.quota),
        seats=account.seats,
    )


def drafts(venue: Venue) -> dict[str, int]:
    """How many polls are prepared in each room."""
    rooms = [room for _, room, _, _ in venue.polls]
    return {room: rooms.count(room) for room in rooms}


def _played(account: Account, script: Script, *, since: float = 0.0) -> Usage:
    return bill(script, house(account, script), drafts(account.venue), since=since).usage
