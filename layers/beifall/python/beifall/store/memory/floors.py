"""Floors in memory."""

from __future__ import annotations

from dataclasses import replace

from beifall.domain.floor import NOTED, Floor
from beifall.store import keys
from beifall.store.memory.rows import Rows
from beifall.store.port import Floors, Sitting


class MemoryFloors(Rows, Floors):
    """A row of `state` for each; `_commands` are the marks that a floor remembers, no more than it must."""

    def __init__(self) -> None:
        self._commands: dict[str, list[str]] = {}

    def sit(self, room: str, participant: str, table: str, *, command: str) -> Sitting | None:
        with self.lock:
            floor = self.floor(room)
            if floor is None or table not in floor.names:
                return None
            here = floor.who.get(participant)
            if command in self._commands[room]:
                return Sitting(floor, here)
            if here != table and floor.taken.get(table, 0) >= floor.seats:
                return Sitting(floor, here, full=True)
            self._note(room, command)
            return self._seat(floor, participant, table)

    def stand(self, room: str, participant: str, *, command: str) -> Sitting | None:
        with self.lock:
            floor = self.floor(room)
            if floor is None:
                return None
            if command in self._commands[room]:
                return Sitting(floor, floor.who.get(participant))
            self._note(room, command)
            if participant not in floor.who:
                # What the floor remembers has changed nevertheless: a stream tells of it.
                self.written("state", keys.floor_row(room))
                return Sitting(floor, None)
            return self._seat(floor, participant, None)

    def seat(self, room: str, participant: str, *, command: str) -> Sitting | None:
        with self.lock:
            floor = self.floor(room)
            if floor is None or command not in self._commands.get(room, ()):
                return None
            return Sitting(floor, floor.who.get(participant))

    def free(self, floor: Floor, participant: str) -> Floor | None:
        with self.lock:
            now = self.floor(floor.room)
            if now is None or now.rev != floor.rev or participant not in now.who:
                return None
            return self._seat(now, participant, None).floor

    def floor(self, room: str) -> Floor | None:
        return self.thing(keys.floor_row(room), Floor)

    def put_floor(self, floor: Floor) -> bool:
        with self.lock:
            if self.floor(floor.room) is not None:
                return False
            self._commands[floor.room] = []
            return self.put(keys.floor_row(floor.room), floor, floor.rev, 0)

    def refit(self, floor: Floor, *, before: int) -> bool:
        with self.lock:
            now = self.floor(floor.room)
            return now is not None and self.put(keys.floor_row(floor.room), floor, floor.rev, before)

    def _note(self, room: str, command: str) -> None:
        self._commands[room] = [*self._commands[room], command][-NOTED:]

    def _seat(self, floor: Floor, participant: str, table: str | None) -> Sitting:
        who, taken = dict(floor.who), dict(floor.taken)
        left = who.pop(participant, None)
        if left is not None:
            taken[left] -= 1
        if table is not None:
            who[participant] = table
            taken[table] = taken.get(table, 0) + 1
        after = replace(floor, rev=floor.rev + 1, who=who, taken={one: n for one, n in taken.items() if n})
        self.put(keys.floor_row(floor.room), after, after.rev, floor.rev)
        return Sitting(after, table)
