"""Facts on DynamoDB."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Upvote
from beifall.domain.contributions import Contribution, Contributions
from beifall.domain.mood import Mood
from beifall.store import keys
from beifall.store.dynamo.calls import answered, done, one, query, several
from beifall.store.port import Facts, Own, Place
from beifall.store.rows import BallotRow, FactRow
from beifall.typed import ready

Choice = tuple[str | int, ...]
Made = tuple[Contribution, ...]

ready(Choice, Made, bool, int)


class DynamoFacts(Facts):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def cast(self, place: Place, ballot: Ballot) -> Ballot:
        stored = self._newest(BallotRow, _ballot_row(place), ballot.choice, ballot.seq)
        return _ballot(stored)

    def ballots(self, urn: Urn, bucket: int) -> tuple[Ballot, ...]:
        return tuple(_ballot(row) for row in query(FactRow, keys.ballots(urn, bucket)))

    def upvote(self, room: str, upvote: Upvote) -> Upvote:
        key = keys.upvote_row(room, upvote.participant, upvote.question)
        return _upvote(self._newest(FactRow, key, upvote.on, upvote.seq))

    def upvotes(self, room: str, bucket: int) -> tuple[Upvote, ...]:
        return tuple(_upvote(row) for row in query(FactRow, keys.upvotes(room, bucket)))

    def feel(self, room: str, mood: Mood) -> Mood:
        return _mood(self._newest(FactRow, keys.feeling_row(room, mood.participant), mood.mood, mood.seq))

    def moods(self, room: str, bucket: int) -> tuple[Mood, ...]:
        return tuple(_mood(row) for row in query(FactRow, keys.moods(room, bucket)))

    def contributions(self, participant: str) -> Contributions:
        return _contributions(participant, one(FactRow, keys.contributions_row(participant)))

    def put_contributions(self, contributions: Contributions, *, before: int) -> bool:
        key = keys.contributions_row(contributions.participant)
        row = FactRow(*key, seq=contributions.rev, fact=_json(contributions.made), expires=self._expires)
        as_read = FactRow.seq == before if before else FactRow.pk.does_not_exist()
        with answered():
            return done(lambda: row.save(as_read))

    def own(self, participant: str, room: str, places: Sequence[Place]) -> Own:
        bucket = keys.upvotes(room, keys.person_bucket(participant))
        upvotes = query(FactRow, bucket, FactRow.sk.startswith(f"{participant}#"))
        ballots = {_ballot_row(place): place for place in places}
        made, feeling = keys.contributions_row(participant), keys.feeling_row(room, participant)
        rows = several(FactRow, (*ballots, made, feeling))
        return Own(
            contributions=_contributions(participant, rows.get(made)),
            ballots={place: _ballot(rows[key]) for key, place in ballots.items() if key in rows},
            upvotes=tuple(_upvote(row) for row in upvotes),
            mood=_mood(rows[feeling]) if feeling in rows else None,
        )

    def _newest(self, model: type[FactRow | BallotRow], key: keys.Key, fact: object, seq: int) -> FactRow | BallotRow:
        """Stores it unless one with the same or a higher `seq` is there; returns what is there now."""
        row = model(*key, seq=seq, fact=_json(fact), expires=self._expires)
        with answered():
            if done(lambda: row.save(model.seq.does_not_exist() | (model.seq < seq))):
                return row
        stored = one(FactRow, key)
        assert stored is not None, "a fact is never deleted before the purge"
        return stored


def _ballot_row(place: Place) -> keys.Key:
    return keys.ballots(place.urn, place.bucket), place.voter


def _json(fact: object) -> str:
    return msgspec.json.encode(fact).decode()


def _ballot(row: FactRow | BallotRow) -> Ballot:
    return Ballot(row.sk, msgspec.json.decode(row.fact, type=Choice), int(row.seq))


def _upvote(row: FactRow | BallotRow) -> Upvote:
    participant, _, question = row.sk.partition("#")
    return Upvote(participant, question, msgspec.json.decode(row.fact, type=bool), int(row.seq))


def _mood(row: FactRow | BallotRow) -> Mood:
    return Mood(row.sk, msgspec.json.decode(row.fact, type=int), int(row.seq))


def _contributions(participant: str, row: FactRow | None) -> Contributions:
    if row is None:
        return Contributions(participant)
    return Contributions(participant, int(row.seq), msgspec.json.decode(row.fact, type=Made))
