"""The shipped in-memory store, stricter: what takes two calls has a pause between them, and a query that comes in pages
sees each page at another moment, as DynamoDB's does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from beifall.domain.board import Board
from beifall.domain.claps import Claps
from beifall.domain.floor import Floor
from beifall.domain.mood import Atmosphere
from beifall.domain.people import Connection
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.domain.state import State
from beifall.domain.tallies import Tally
from beifall.store import keys
from beifall.store.memory import MemoryStore
from beifall.store.port import Moderated, Own, Place

Kind = TypeVar("Kind")
Pause = Callable[[], None]


class StrictStore(MemoryStore):
    """`pause` lets the others go on; `pages` says after how many rows a query's page ends (0: it has one page), `torn`
    whether two rows that are read together are read at two moments. `later` is for those who write behind one's back.
    """

    later: Callable[[float, Callable[[], object]], None]

    def __init__(
        self,
        written: Callable[[str, keys.Key], None],
        clapped: Callable[[Claps], None],
        *,
        pause: Pause,
        pages: Callable[[], int],
        torn: Callable[[], bool],
    ) -> None:
        super().__init__(written, clapped)
        self.pause, self.pages, self.torn = pause, pages, torn

    def state(self, room: str, *, staff: bool) -> State | None:
        page = self.pages()
        if not page:
            return super().state(room, staff=staff)
        pk, last, found = keys.room(room), "", dict[str, object]()
        while True:
            wanted = sorted(
                sk for of, sk in self.state_rows if of == pk and sk > last and (staff or sk.startswith(keys.ALL))
            )
            found |= {sk: self.state_rows[pk, sk][1] for sk in wanted[:page]}
            if len(wanted) <= page:
                break
            last = wanted[page - 1]
            self.pause()
        return _state(found)

    def both(self, kind: type[Moderated], room: str, id_: str) -> tuple[Moderated | None, Moderated | None]:
        if not self.torn():
            return super().both(kind, room, id_)
        # A read of several rows promises nothing of their order: here the worst one.
        public = self.public(kind, room, id_)
        self.pause()
        return public, self.thing(keys.backstage_row(kind, room, id_), kind)

    def own(self, participant: str, room: str, places: Sequence[Place]) -> Own:
        first = super().own(participant, room, ())
        self.pause()
        return replace(first, ballots=super().own(participant, room, places).ballots)

    def register(self, connection: Connection) -> Connection | None:
        self._enlist(connection)
        self.pause()
        before = self._register.get(connection.id)
        self._register[connection.id] = connection
        return before

    def restore(self, here: Connection, before: Connection | None) -> None:
        if self._register.get(here.id) == here:
            if before is None:
                del self._register[here.id]
            else:
                self._register[here.id] = before
        self.pause()
        if before is None or (before.room, before.near) != (here.room, here.near):
            self.leave(here)

    def renew(self, participant: str, connection: str, *, room: str, now: int) -> Connection | None:
        here = self.connection(participant, connection, now=now)
        if here is None or here.room != room:
            return None
        renewed = replace(here, seen=now)
        self._register[connection] = renewed
        self.pause()
        if (room, here.near, connection) in self._rooms:
            self._rooms[room, here.near, connection] = renewed
        return renewed

    def forget(self, connection: Connection) -> None:
        self._register.pop(connection.id, None)
        self.pause()
        self._delist((connection.room, connection.near, connection.id))

    def far(self, room: str, *, now: int) -> tuple[Connection, ...]:
        first = tuple(one for one in super().far(room, now=now) if len(one.id) % 2)
        self.pause()
        return (*first, *(one for one in super().far(room, now=now) if not len(one.id) % 2))


def _state(rows: dict[str, object]) -> State | None:
    room = rows.get("all#room")
    if not isinstance(room, Room):
        return None
    atmosphere, floor, presence = rows.get("all#mood"), rows.get("all#floor"), rows.get("all#presence")
    return State(
        room=room,
        polls=_of(rows, "all#poll#", Poll),
        drafts=_of(rows, "staff#poll#", Poll),
        tallies=_of(rows, "all#tally#", Tally),
        questions=_of(rows, "all#question#", Question),
        waiting=_of(rows, "staff#question#", Question),
        boards=_of(rows, "all#board#", Board),
        atmosphere=atmosphere if isinstance(atmosphere, Atmosphere) else None,
        floor=floor if isinstance(floor, Floor) else None,
        presence=presence if isinstance(presence, Presence) else None,
    )


def _of(rows: dict[str, object], prefix: str, kind: type[Kind]) -> tuple[Kind, ...]:
    return tuple(row for sk in sorted(rows) if sk.startswith(prefix) and isinstance(row := rows[sk], kind))
