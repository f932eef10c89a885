"""What is said when an event can be joined: the code for everybody, and links for whoever conducts the first plenum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import segno
from rich.console import Console

from beifall.domain.event import Programme
from beifall.domain.texts import Text
from cli.check import summary

PRINTED = 4
"""Tickets: enough to try it with."""

Shown = tuple[str, Sequence[str], str]
"""Role, rooms and address of a link."""


def greet(
    programme: Programme, *, invitation: str, site: str, links: Iterable[Shown], tickets: Sequence[str] = ()
) -> None:
    """Prints them; `invitation` is the address for attendees, `site` has no slash at its end."""
    event = programme.event
    Console(soft_wrap=True).print(f"\n[bold]{_plain(event.title, event.languages)}[/bold]  {summary(programme)}\n")
    segno.make(invitation, error="l").terminal(compact=True)
    print(f"\n{'attendee':20}{invitation}")
    if tickets:
        print(f"{'tickets':20}{' '.join(tickets[:PRINTED])} (the first of {len(tickets)})")
    room = next((room.id for room in programme.rooms if room.kind == "plenum"), programme.rooms[0].id)
    for role, rooms, url in links:
        if role == "organiser" or (tuple(rooms) == (room,) and role in ("stage", "moderator")):
            print(f"{role + (f' ({room})' if rooms else ''):20}{url}")
    print(f"{'applause, to try':20}{site}/applause-lab.html")


def _plain(text: Text, languages: tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[languages[0]]
