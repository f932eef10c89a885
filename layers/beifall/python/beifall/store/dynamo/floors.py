"""Floors on DynamoDB: no write needs a reading before, for one whose condition fails brings back what it has met."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import msgspec
from pynamodb.constants import ALL_NEW, ALL_OLD, UPDATE_ITEM
from pynamodb.exceptions import UpdateError, VerboseClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from beifall.domain.floor import NOTED, Floor
from beifall.store import keys
from beifall.store.dynamo.calls import CONDITION, answered, done, one
from beifall.store.port import Floors, Overloaded, Sitting
from beifall.store.rows import StateRow, table
from beifall.typed import ready

TRIES = 5
"""Each but the first has met another command of the same participant, or the last seat being taken."""

ready(Floor)


class DynamoFloors(Floors):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def sit(self, room: str, participant: str, table: str, *, command: str) -> Sitting | None:
        here: str | None = None
        for _ in range(TRIES):
            written, row = _change(room, _moved(participant, here, table), command=command)
            floor = floor_of(row)
            if row is None or floor is None or table not in floor.names:
                return None
            if written:
                _forget(row)
                return Sitting(floor, table)
            here = floor.who.get(participant)
            if _noted(row, command):
                return Sitting(floor, here)
            if here != table and floor.taken.get(table, 0) >= floor.seats:
                return Sitting(floor, here, full=True)
        raise Overloaded

    def stand(self, room: str, participant: str, *, command: str) -> Sitting | None:
        row = one(StateRow, keys.floor_row(room))
        for _ in range(TRIES):
            floor = floor_of(row)
            if row is None or floor is None:
                return None
            here = floor.who.get(participant)
            if _noted(row, command):
                return Sitting(floor, here)
            written, row = _change(room, _moved(participant, here, None), command=command)
            after = floor_of(row)
            if written and row is not None and after is not None:
                _forget(row)
                return Sitting(after, None)
        raise Overloaded

    def seat(self, room: str, participant: str, *, command: str) -> Sitting | None:
        row = one(StateRow, keys.floor_row(room))
        floor = floor_of(row)
        if row is None or floor is None or not _noted(row, command):
            return None
        return Sitting(floor, floor.who.get(participant))

    def free(self, floor: Floor, participant: str) -> Floor | None:
        left = floor.who.get(participant)
        if left is None:
            return None
        row = StateRow(*keys.floor_row(floor.room))
        actions, condition = _moved(participant, left, None)
        with answered():
            is_free = done(lambda: row.update(actions, condition & (StateRow.rev == floor.rev)))
        return floor_of(row) if is_free else None

    def floor(self, room: str) -> Floor | None:
        return floor_of(one(StateRow, keys.floor_row(room)))

    def put_floor(self, floor: Floor) -> bool:
        row = StateRow(
            *keys.floor_row(floor.room),
            rev=floor.rev,
            thing=msgspec.json.encode(floor).decode(),
            expires=self._expires,
            who=dict(floor.who),
            # A table that is not among these is none, and a path that is not there cannot be added to.
            taken={name: floor.taken.get(name, 0) for name in floor.names},
            seats=floor.seats,
            commands=[],
        )
        with answered():
            return done(lambda: row.save(StateRow.pk.does_not_exist()))

    def refit(self, floor: Floor, *, before: int) -> bool:
        row = StateRow(*keys.floor_row(floor.room))
        furniture = replace(floor, who={}, taken={})
        actions: list[Action] = [
            StateRow.rev.set(floor.rev),
            StateRow.thing.set(msgspec.json.encode(furniture).decode()),
            StateRow.expires.set(self._expires),
            # Nobody has sat down or stood up since: each of them raises `rev`.
            StateRow.taken.set({name: floor.taken.get(name, 0) for name in floor.names}),
            StateRow.seats.set(floor.seats),
        ]
        with answered():
            return done(lambda: row.update(actions, StateRow.rev == before))


def floor_of(row: StateRow | None) -> Floor | None:
    """What the row of a floor holds, None if there is none."""
    if row is None:
        return None
    taken = {name: people for name, people in row.taken.items() if people}
    floor = msgspec.json.decode(row.thing, type=Floor)
    return replace(floor, rev=int(row.rev), who=row.who, taken=taken)


Change = tuple[list[Action], Condition]


def _moved(participant: str, left: str | None, table: str | None) -> Change:
    """A participant from one table, or none, to another, or none: what is set, and what must still be so."""
    who, taken = StateRow.who[participant], StateRow.taken
    actions: list[Action] = []
    condition = StateRow.pk.exists() & (who.does_not_exist() if left is None else who == left)
    if left != table:
        if left is not None:
            actions.append(taken[left].set(taken[left] - 1))
        if table is None:
            actions.append(who.remove())
        else:
            actions += [who.set(table), taken[table].set(taken[table] + 1)]
            condition &= taken[table] < StateRow.seats
    if left is not None or table is not None:
        actions.append(StateRow.rev.set(StateRow.rev + 1))
    return actions, condition


def _change(room: str, change: Change, *, command: str) -> tuple[bool, StateRow | None]:
    """Whether it was done, which it is once for each command, and the row: as it is now if it was done, and if not, as
    it was then, None if there is none.
    """
    actions, condition = change
    noted = StateRow.commands.set(StateRow.commands.append([command]))
    client = table(StateRow).connection
    pk, sk = keys.floor_row(room)
    fields = client.get_operation_kwargs(
        StateRow.Meta.table_name,
        pk,
        sk,
        actions=[*actions, noted],
        condition=condition & ~StateRow.commands.contains(command),
        return_values=ALL_NEW,
        return_values_on_condition_failure=ALL_OLD,
    )
    with answered():
        try:
            # PynamoDB's own `update_item` has no way to ask for what a failed one has met.
            return True, StateRow.from_raw_data(client.dispatch(UPDATE_ITEM, fields)["Attributes"])
        except VerboseClientError as error:
            if error.response["Error"]["Code"] != CONDITION:
                raise UpdateError(f"Failed to update a floor: {error}", error) from error
            # PynamoDB's error has no more than the code; botocore's, from which it was raised, has the row.
            met = cast("Any", error.__cause__).response.get("Item")
            return False, StateRow.from_raw_data(met) if met else None


def _noted(row: StateRow, command: str) -> bool:
    return command in cast("Iterable[str]", row.commands)


def _forget(row: StateRow) -> None:
    """Takes the oldest commands away once there are many: a row is paid for by its length."""
    commands = row.commands
    if len(commands) <= 2 * NOTED:
        return
    # From behind: DynamoDB counts them as they were before the update, ministack as each removal leaves them.
    oldest: list[Action] = [StateRow.commands[number].remove() for number in reversed(range(NOTED))]
    # Another one that forgets them at the same time has left another first one.
    with suppress(Overloaded), answered():
        done(lambda: StateRow(row.pk, row.sk).update(oldest, StateRow.commands[0] == commands[0]))
