"""Getting in, losing the line, coming back."""

from __future__ import annotations

from bill.model.house import Place
from bill.model.invoked import invoked, noted
from bill.model.spent import read, written
from bill.usage import GB, Usage

ANSWER = 500
"""Bytes of the answer to a join, and of that to who asks what this is."""


def joined(people: float, place: Place) -> Usage:
    """By code: one look at the event, one join."""
    looked = invoked("reception", "joining", people, place.event)
    joining = invoked("reception", "joining", people, place.event + read() + written() + written())
    asked = Usage({("http_request", "joining"): 2.0, ("egress_gb", "joining"): 2 * ANSWER / GB})
    return looked + joining + asked * people + noted("joining", 2 * people)


def connected(screens: float, *, by_link: bool = False) -> Usage:
    """Sockets that are opened."""
    authorized = invoked("authorize", "joining", screens, read() * by_link)
    return authorized + invoked("connection", "joining", screens) + noted("joining", screens)


def disconnected(screens: float) -> Usage:
    """Sockets whose end is noticed."""
    return invoked("connection", "joining", screens, read() + written() + written()) + noted("joining", screens)
