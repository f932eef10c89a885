"""A room's switches, what is pinned in it, and the gong that is heard in all of them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import UNSET

from beifall.caller import Caller, Means
from beifall.commands import Call, SetRoom
from beifall.decide import TRIES
from beifall.domain import rooms
from beifall.domain.event import Gong, called
from beifall.domain.refusals import Refused
from beifall.domain.rooms import Room, Shown, Switches
from beifall.domain.things import mark
from beifall.frames import Frame, ok
from beifall.projection import stage_item
from beifall.store.port import Store

MINUTE = 60_000


def set_room(command: SetRoom, caller: Caller, means: Means) -> Frame:
    """Sets those switches that the command names."""
    made_by = mark(caller.person.participant, command.id)
    switches = Switches(
        applause=None if command.applause is UNSET else command.applause,
        questions=None if command.questions is UNSET else command.questions,
        notice=False if command.notice is UNSET else command.notice,
        stage=False if command.stage is UNSET else _shown(command.stage, means.clock()),
    )

    def decide(room: Room) -> Room:
        return rooms.switched(room, switches, rev=command.rev, command=made_by)

    room = changed_room(command.room, decide, mark=made_by, store=means.store)
    switched = {"applause": room.applause, "questions": room.questions, "notice": room.notice}
    return ok(command.id, rev=room.rev, **switched, stage=stage_item(room))


def _shown(show: str | None, now: int) -> Shown | None:
    return Shown(show, now) if show else None


def changed_room(room: str, decide: Callable[[Room], Room], *, mark: str, store: Store) -> Room:
    """The room as it stands after the decision; a command that was done before is not done again."""
    for _ in range(TRIES):
        before = store.room(room)
        if before is None:
            raise Refused("no_such_room", field="room")
        if mark in before.commands:
            return before
        after = decide(before)
        if after is before or store.put_room(after, before=before.rev):
            return after
    raise Refused("try_again")


def call(command: Call, caller: Caller, means: Means) -> Frame:
    """Lets the gong be heard everywhere."""
    made_by = mark(caller.person.participant, command.id)
    gong = Gong(made_by, command.room, means.clock() + command.minutes * MINUTE, command.text)
    for _ in range(TRIES):
        event = means.store.event()
        if event is None or command.room not in {room.id for room in event.rooms}:
            raise Refused("no_such_room", field="room")
        if made_by in event.commands:
            return ok(command.id, gong=made_by, rev=event.rev)
        after = called(event, gong, command=made_by)
        if means.store.put_event(after, before=event.rev):
            return ok(command.id, gong=made_by, rev=after.rev)
    raise Refused("try_again")
