"""Counting: ballots → count (exact, kept from all eyes) → tally (what may be shown)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.polls import Poll

STEP = 5
"""What anybody sees of a secret poll that is open moves by at least so many ballots."""

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Count:
    """The exact count of an urn, bucket by bucket; `revision` rises with each change and says what a recount saw."""

    urn: Urn
    revision: int = 0
    parts: Mapping[str, Counts] = field(default_factory=dict)
    final: bool = False

    @property
    def totals(self) -> dict[str, int]:
        """Ballots for each option, over all buckets."""
        totals: Counter[str] = Counter()
        for part in self.parts.values():
            totals.update(part)
        return dict(totals)


@dataclass(frozen=True)
class Tally:
    """What is shown of a count. `rev` rises with what is shown, `counted` is the revision of the count behind it;
    `present` is how many were in the room when it became final.
    """

    id: str
    room: str
    rev: int
    round: int
    counts: Counts
    ballots: int
    counted: int
    present: int | None = None
    final: bool = False


def part(ballots: Iterable[Ballot]) -> dict[str, int]:
    """One bucket counted."""
    return dict(Counter(str(choice) for ballot in ballots for choice in ballot.choice))


def recounted(count: Count, parts: Mapping[int, Counts], *, final: bool) -> Count:
    """The count with these buckets counted anew; the very same count if nothing differs or it is final already."""
    if count.final:
        return count
    fresh = dict(count.parts)
    for bucket, counts in parts.items():
        if counts:
            fresh[str(bucket)] = counts
        else:
            fresh.pop(str(bucket), None)
    if fresh == dict(count.parts) and final == count.final:
        return count
    return replace(count, revision=count.revision + 1, parts=fresh, final=final)


def shown(tally: Tally | None, count: Count, poll: Poll, *, present: int | None = None) -> Tally | None:
    """What may be shown now: the given tally itself where nothing new may be, or where it knows a later count."""
    same_round = tally is not None and tally.round == count.urn.round
    if tally is not None and same_round and tally.counted >= count.revision:
        return tally
    totals = count.totals
    if not count.final and _moved(tally.counts if tally and same_round else {}, totals) < (STEP if poll.secret else 1):
        return tally
    return Tally(
        id=poll.id,
        room=poll.room,
        rev=(tally.rev if tally else 0) + 1,
        round=count.urn.round,
        counts=totals,
        ballots=sum(totals.values()),
        counted=count.revision,
        present=present,
        final=count.final,
    )


def _moved(before: Counts, after: Counts) -> int:
    """How many ballots at least have come, gone or changed between two counts."""
    options = {*before, *after}
    rises = sum(max(0, after.get(one, 0) - before.get(one, 0)) for one in options)
    falls = sum(max(0, before.get(one, 0) - after.get(one, 0)) for one in options)
    return max(rises, falls)
