"""The floor of a cafeteria: one row, changed by single conditional writes that need no reading before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from beifall.domain.floor import Floor


@dataclass(frozen=True)
class Sitting:
    """What came of sitting down or standing up. `table` is where the participant sits now, None for nowhere; `full` if
    the table that was asked for has no seat left.
    """

    floor: Floor
    table: str | None
    full: bool = False


class Floors(Protocol):
    """`command` is the mark of the command that asks: one that was done before is not done again, as long as the floor
    remembers it (`floor.NOTED`). No write lets a table have more people than seats, or a person two seats.
    """

    def sit(self, room: str, participant: str, table: str, *, command: str) -> Sitting | None:
        """Takes a seat, leaving another one for it; sitting where one sits is a change too (it raises `rev`). None if
        the room has no floor or no such table. One call for a first seat, a second one for a move, more only where
        others of the same participant are under way at the same time, and one each time that the floor has to forget.
        """

    def stand(self, room: str, participant: str, *, command: str) -> Sitting | None:
        """Gives the seat up. None if the room has no floor. Two calls, more as for `sit`."""

    def seat(self, room: str, participant: str, *, command: str) -> Sitting | None:
        """What counts now, if this command was done before; None if not. One call."""

    def free(self, floor: Floor, participant: str) -> Floor | None:
        """Takes the seat of somebody who has gone; returns the floor as it is then, None if nothing was done: nobody of
        that name sits on this floor, or it has changed since it was read. One call.
        """

    def floor(self, room: str) -> Floor | None:
        """The floor as it is. One call."""

    def put_floor(self, floor: Floor) -> bool:
        """Stores an empty floor where there is none. One call."""

    def refit(self, floor: Floor, *, before: int) -> bool:
        """Gives a floor other tables, seats or meetings, if it is still at the `rev` that was read; whoever sits there
        stays, so there must be a seat for each of them. One call.
        """
