"""Facts in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.board import Upvote
from beifall.domain.contributions import Contributions
from beifall.domain.mood import Mood
from beifall.store import keys
from beifall.store.memory.rows import Rows
from beifall.store.port import Facts, Own, Place

Fact = TypeVar("Fact", Ballot, Upvote, Mood)


class MemoryFacts(Rows, Facts):
    """Rows of the table `facts`."""

    def cast(self, place: Place, ballot: Ballot) -> Ballot:
        return self._newest(_ballot_row(place), replace(ballot, voter=place.voter))

    def ballots(self, urn: Urn, bucket: int) -> tuple[Ballot, ...]:
        with self.lock:
            return tuple(self.fact_rows.get(keys.ballots(urn, bucket), {}).values())

    def upvote(self, room: str, upvote: Upvote) -> Upvote:
        return self._newest(keys.upvote_row(room, upvote.participant, upvote.question), upvote)

    def upvotes(self, room: str, bucket: int) -> tuple[Upvote, ...]:
        with self.lock:
            return tuple(self.fact_rows.get(keys.upvotes(room, bucket), {}).values())

    def feel(self, room: str, mood: Mood) -> Mood:
        return self._newest(keys.feeling_row(room, mood.participant), mood)

    def moods(self, room: str, bucket: int) -> tuple[Mood, ...]:
        with self.lock:
            return tuple(self.fact_rows.get(keys.moods(room, bucket), {}).values())

    def contributions(self, participant: str) -> Contributions:
        found: Contributions | None = self.fact(keys.contributions_row(participant))
        return found or Contributions(participant)

    def put_contributions(self, contributions: Contributions, *, before: int) -> bool:
        with self.lock:
            if self.contributions(contributions.participant).rev != before:
                return False
            self.put_fact(keys.contributions_row(contributions.participant), contributions)
            return True

    def own(self, participant: str, room: str, places: Sequence[Place]) -> Own:
        with self.lock:
            found = {place: self.fact(_ballot_row(place)) for place in places}
            bucket = self.upvotes(room, keys.person_bucket(participant))
            return Own(
                contributions=self.contributions(participant),
                ballots={place: ballot for place, ballot in found.items() if ballot is not None},
                upvotes=tuple(sorted((one for one in bucket if one.participant == participant), key=_question)),
                mood=self.fact(keys.feeling_row(room, participant)),
            )

    def _newest(self, key: keys.Key, fact: Fact) -> Fact:
        with self.lock:
            stored: Fact | None = self.fact(key)
            if stored is not None and stored.seq >= fact.seq:
                return stored
            self.put_fact(key, fact)
            return fact


def _question(upvote: Upvote) -> str:
    return upvote.question


def _ballot_row(place: Place) -> keys.Key:
    return keys.ballots(place.urn, place.bucket), place.voter
