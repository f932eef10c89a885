"""Claps in memory."""

from __future__ import annotations

from collections.abc import Callable

from beifall.domain.applause import Applause, Pace, Second
from beifall.domain.claps import Claps as Frame
from beifall.store import keys
from beifall.store.memory.rows import Rows
from beifall.store.port import Claps


class MemoryClaps(Rows, Claps):
    """`clapped` hears each frame whose row was written, as a stream with images would tell it: all that `applause`
    needs of it.
    """

    clap_rows: dict[tuple[str, str, int], Frame]
    clapped: Callable[[Frame], None]

    def __init__(self, clapped: Callable[[Frame], None]) -> None:
        self.clap_rows, self.clapped = {}, clapped

    def put_claps(self, claps: Frame) -> bool:
        with self.lock:
            row = claps.room, claps.connection, claps.turn
            stored = self.clap_rows.get(row)
            if stored is not None and stored.s >= claps.s:
                return False
            self.clap_rows[row] = claps
            self.clapped(claps)
            return True

    def applause(self, room: str, pace: Pace) -> Applause:
        return self.thing(keys.applause_row(room, pace), Applause) or Applause(room, pace)

    def put_applause(self, applause: Applause, *, before: int) -> bool:
        return self.put(keys.applause_row(applause.room, applause.pace), applause, applause.rev, before)

    def put_second(self, room: str, second: Second) -> None:
        key = keys.second_row(room, second.at)
        with self.lock:
            stored = self.thing(key, Second)
            if stored is None or stored.claps < second.claps:
                self.put(key, second, second.claps, stored.claps if stored else 0)

    def curve(self, room: str) -> tuple[Second, ...]:
        with self.lock:
            return self.things(keys.curve(room), "", Second)
