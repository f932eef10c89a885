"""What the steps ask of a store. Every adapter keeps these promises; tests/store/ holds them all to it.

All reads are strongly consistent. A write whose condition fails changes nothing and says so. A call raises `Overloaded`
if the store refused it for its load; what is written in one attempt was not written then, and what is tried again finds
itself written. Any other exception leaves open what was written, and the command is resent by the client.
"""

from __future__ import annotations

from typing import Protocol

from beifall.store.port.attendance import Attendance
from beifall.store.port.claps import Claps
from beifall.store.port.facts import BUCKETS, Facts, Own, Place
from beifall.store.port.floors import Floors, Sitting
from beifall.store.port.links import Links
from beifall.store.port.purge import Purge
from beifall.store.port.register import Register
from beifall.store.port.things import Moderated, Things
from beifall.store.port.views import Counting, Views

__all__ = [
    "BUCKETS",
    "Attendance",
    "Claps",
    "Counting",
    "Facts",
    "Floors",
    "Links",
    "Moderated",
    "Overloaded",
    "Own",
    "Place",
    "Purge",
    "Register",
    "Sitting",
    "Store",
    "Things",
    "Views",
]


class Overloaded(Exception):
    """The store has too much to do and wrote nothing."""


class Store(Things, Facts, Views, Floors, Claps, Register, Attendance, Links, Purge, Protocol):
    """Everything at once: what the adapters are."""
