"""What a row of the table `state` holds, as JSON."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from beifall.domain.board import Board
from beifall.domain.deployed import Deployed
from beifall.domain.event import Event
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.mood import Atmosphere
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.dynamo.calls import answered, done
from beifall.store.rows import StateRow, ThingRow
from beifall.typed import ready

Stored = Deployed | Event | Room | Poll | Question | HelpRequest | Count | Tally | Board | Atmosphere | Presence
Kind = TypeVar("Kind", Deployed, Event, Room, Poll, Question, HelpRequest, Count, Tally, Board, Atmosphere, Presence)

ready(Deployed, Event, Room, Poll, Question, HelpRequest, Count, Tally, Board, Atmosphere, Presence)


def put(model: type[StateRow | ThingRow], key: keys.Key, thing: Stored, *, before: int, expires: int) -> bool:
    """Stores it if the row is still at the `rev` that was read; 0: if it is not there."""
    rev = thing.revision if isinstance(thing, Count) else thing.rev
    row = model(*key, rev=rev, thing=msgspec.json.encode(thing).decode(), expires=expires)
    as_read = model.rev == before if before else model.pk.does_not_exist()
    with answered():
        return done(lambda: row.save(as_read))


def thing(row: StateRow | None, kind: type[Kind]) -> Kind | None:
    """What a row holds, None if there is none."""
    return None if row is None else msgspec.json.decode(row.thing, type=kind)


def things(rows: dict[str, StateRow], prefix: str, kind: type[Kind]) -> tuple[Kind, ...]:
    """What the rows hold whose sort keys begin like that."""
    return tuple(msgspec.json.decode(row.thing, type=kind) for sk, row in rows.items() if sk.startswith(prefix))
