"""Saying how one feels: one read, one conditional write."""

from __future__ import annotations

from beifall.caller import Caller, Means
from beifall.commands import Feel
from beifall.devices import tell
from beifall.domain.mood import Mood
from beifall.domain.refusals import Refused
from beifall.frames import Frame, ok


def feel(command: Feel, caller: Caller, means: Means) -> Frame:
    """Stores how one feels now, and says what counts."""
    if means.store.room(command.room) is None:
        raise Refused("no_such_room", field="room")
    mood = Mood(caller.person.participant, command.mood, command.seq)
    counts = means.store.feel(command.room, mood)
    if counts == mood:
        tell(command.room, {"mood": {"mood": counts.mood, "seq": counts.seq}}, caller, means)
    return ok(command.id, mood=counts.mood, seq=counts.seq)
