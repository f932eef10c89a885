"""What so many people need of an account in their worst second."""

from __future__ import annotations

import math

from beifall.domain.pace import BESIDES, CLAPS, GATHERED, PARTITION

SCREENS = 2
"""Of each person: a laptop and a phone."""

SPREAD = 10
"""Seconds over which screens come back that all lost their connection at once (web/js: the longest wait between two
tries is so long, and chance shortens it).
"""

COMING = 1.25
"""Seconds of Lambda for a screen that connects while nothing is warm: `authorize`, `connection` and the `command` that
enters a room start anew one after another, 0.35, 0.4 and 0.5 s (bill/model/durations.toml).
"""

ANSWERING = 0.5
"""Seconds of Lambda for a frame of somebody who votes or asks, if its container starts anew."""

CLAPPING = 0.02
"""Seconds of Lambda for a clap, warm: some containers are kept so."""

READING = 20
"""Containers that read streams: a new table has four shards, and five readers there are (tally, broadcast twice,
applause twice).
"""

ROWS = 3
"""Written for a screen that comes: two in the register, one of the participant's."""


def joining(people: int, connections: int) -> int:
    """Seconds until all their screens are in if everybody comes at once, with so many new connections a second."""
    return math.ceil(SCREENS * people / connections)


def concurrency(people: int, connections: int) -> int:
    """Calls of Lambda at once, by Little's law: arrivals a second times seconds each.

    Two moments are bad, and they do not fall together: everybody comes back after the network was gone, in containers
    that all start anew; or everybody votes while everybody claps. Besides, the streams are read all the time. Fewer do
    not lose anything: who is refused tries again. But they make people wait just when they look.
    """
    coming = min(SCREENS * people / SPREAD, connections) * COMING
    acting = BESIDES * people * ANSWERING + min(people / GATHERED, PARTITION) * CLAPPING
    return READING + math.ceil(max(coming, acting))


def writes(people: int, requests: int, connections: int) -> int:
    """A second, into the busiest table: claps as far as API Gateway lets them in, or the rows of those who come."""
    claps = min(people / GATHERED, CLAPS * requests)
    coming = min(SCREENS * people, connections) * ROWS
    return math.ceil(max(claps, coming))
