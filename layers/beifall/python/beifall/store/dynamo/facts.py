"""Ballots on DynamoDB."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from beifall.domain.ballots import Ballot, Urn
from beifall.store import keys
from beifall.store.dynamo.calls import answered, done, one, query, several
from beifall.store.port import Facts, Place
from beifall.store.rows import BallotRow, FactRow


class DynamoFacts(Facts):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def cast(self, place: Place, ballot: Ballot) -> Ballot:
        pk = keys.ballots(place.urn, place.bucket)
        choice = msgspec.json.encode(ballot.choice).decode()
        row = BallotRow(pk, place.voter, seq=ballot.seq, choice=choice, expires=self._expires)
        newest = BallotRow.seq.does_not_exist() | (BallotRow.seq < ballot.seq)
        with answered():
            if done(lambda: row.save(newest)):
                return ballot
        stored = one(FactRow, (pk, place.voter))
        assert stored is not None, "a ballot is never deleted before the purge"
        return _ballot(stored)

    def ballots(self, urn: Urn, bucket: int) -> tuple[Ballot, ...]:
        return tuple(_ballot(row) for row in query(FactRow, keys.ballots(urn, bucket)))

    def own(self, places: Sequence[Place]) -> dict[Place, Ballot]:
        by_key = {(keys.ballots(place.urn, place.bucket), place.voter): place for place in places}
        return {by_key[key]: _ballot(row) for key, row in several(FactRow, tuple(by_key)).items()}


def _ballot(row: FactRow) -> Ballot:
    choice = msgspec.json.decode(row.choice, type=tuple[str | int, ...])
    return Ballot(row.sk, choice, int(row.seq))
