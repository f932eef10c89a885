"""Claps on DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from beifall.domain.applause import Applause, Pace, Second
from beifall.domain.claps import Claps as Frame
from beifall.store import keys
from beifall.store.claptable import ClapTable
from beifall.store.dynamo.calls import answered, done, one, query
from beifall.store.port import Claps
from beifall.store.rows import ClapRow, StateRow, ThingRow, table
from beifall.typed import ready

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ready(Applause, Second)


class DynamoClaps(Claps):
    """Rows of `state` are deleted by DynamoDB after `expires` (s), claps after minutes."""

    _expires: int

    def put_claps(self, claps: Frame) -> bool:
        # The client of what is written once.
        client = cast("DynamoDBClient", table(ThingRow).connection.client)
        return ClapTable(client, ClapRow.Meta.table_name).put_claps(claps)

    def applause(self, room: str, pace: Pace) -> Applause:
        row = one(StateRow, keys.applause_row(room, pace))
        return Applause(room, pace) if row is None else msgspec.json.decode(row.thing, type=Applause)

    def put_applause(self, applause: Applause, *, before: int) -> bool:
        key = keys.applause_row(applause.room, applause.pace)
        as_read = StateRow.rev == before if before else StateRow.pk.does_not_exist()
        with answered():
            return done(lambda: self._row(key, applause, applause.rev).save(as_read))

    def put_second(self, room: str, second: Second) -> None:
        fuller = StateRow.pk.does_not_exist() | (StateRow.rev < second.claps)
        with answered():
            done(lambda: self._row(keys.second_row(room, second.at), second, second.claps).save(fuller))

    def curve(self, room: str) -> tuple[Second, ...]:
        return tuple(msgspec.json.decode(row.thing, type=Second) for row in query(StateRow, keys.curve(room)))

    def _row(self, key: keys.Key, thing: Applause | Second, rev: int) -> StateRow:
        return StateRow(*key, rev=rev, thing=msgspec.json.encode(thing).decode(), expires=self._expires)
