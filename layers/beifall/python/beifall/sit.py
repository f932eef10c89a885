"""Sitting at a cafeteria's table, and standing up."""

from __future__ import annotations

from beifall.caller import Caller, Means
from beifall.commands import Sit, Stand
from beifall.devices import tell
from beifall.domain.floor import meeting
from beifall.domain.refusals import Refused
from beifall.domain.things import mark
from beifall.frames import Frame, ok
from beifall.store.port import Sitting


def sit(command: Sit, caller: Caller, means: Means) -> Frame:
    """Takes a seat; whoever has one moves."""
    person, made_by = caller.person, mark(caller.person.participant, command.id)
    if caller.connection:
        # Before the seat and not after: it is a lease, and whoever frees those that have run out looks here.
        here = means.store.renew(person.participant, caller.connection, room=command.room, now=means.clock())
        if here is None:
            before = means.store.seat(command.room, person.participant, command=made_by)
            if before is None:
                raise Refused("not_in_room", field="room")
            return _seated(command, before, caller, means)
    sitting = means.store.sit(command.room, person.participant, command.table, command=made_by)
    if sitting is None:
        raise Refused("no_such_table", field="table")
    if sitting.full:
        raise Refused("table_full", field="table")
    return _seated(command, sitting, caller, means)


def stand(command: Stand, caller: Caller, means: Means) -> Frame:
    """Gives the seat up."""
    made_by = mark(caller.person.participant, command.id)
    sitting = means.store.stand(command.room, caller.person.participant, command=made_by)
    if sitting is None:
        raise Refused("no_such_table", "There are no tables in this room.", field="room")
    return _seated(command, sitting, caller, means)


def _seated(command: Sit | Stand, sitting: Sitting, caller: Caller, means: Means) -> Frame:
    tell(command.room, {"seat": sitting.table}, caller, means)
    video = None if sitting.table is None else meeting(sitting.floor, sitting.table)
    return ok(command.id, table=sitting.table, video=video)
