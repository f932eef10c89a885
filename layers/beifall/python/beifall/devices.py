"""One's own other screens: what a person has just done is told to them, and to nobody else."""

from __future__ import annotations

from contextlib import suppress

from beifall.caller import Caller, Means
from beifall.frames import encode
from beifall.store.port import Overloaded


def tell(room: str, you: dict[str, object], caller: Caller, means: Means) -> None:
    """Nobody else may learn of it, so that no stream can carry it. What is lost comes with the next ping, and so does
    what the store had no time for: what was done is done.
    """
    with suppress(Overloaded):
        devices = means.store.devices(caller.person.participant, now=means.clock())
        others = [one.id for one in devices if one.id != caller.connection and one.room == room]
        if others:
            means.gateway.post_all(others, encode({"type": "update", "room": room, "items": {}, "you": you}))
