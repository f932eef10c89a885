"""Counting: ballots → count (exact, kept from all eyes) → tally (what may be shown)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from beifall.domain.ballots import Ballot, Urn
from beifall.domain.polls import Poll
from beifall.domain.texts import folded

STEP = 5
"""What anybody sees of a secret poll that is open moves by at least so many ballots."""

WORDS_SHOWN = 100
"""The most frequent words that a frame carries."""

WORDS_KEPT = 150
"""And those that a tally keeps, so that others can take the place of what is struck off."""

WORDS_BYTES = 300_000
"""What all words of a count may take together: a row of the store has 400 KB."""

OTHERS = ""
"""The key under which a part counts the words that it has no place for; no word is empty."""

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Part:
    """One bucket counted: how many ballots chose anything, and what."""

    ballots: int
    counts: Counts


@dataclass(frozen=True)
class Count:
    """The exact count of an urn, bucket by bucket; `revision` rises with each change and says what a recount saw."""

    urn: Urn
    revision: int = 0
    parts: Mapping[str, Part] = field(default_factory=dict)
    final: bool = False

    @property
    def totals(self) -> dict[str, int]:
        """Ballots for each option, over all buckets."""
        totals: Counter[str] = Counter()
        for part in self.parts.values():
            totals.update(part.counts)
        return dict(totals)

    @property
    def ballots(self) -> int:
        """Ballots that chose anything."""
        return sum(part.ballots for part in self.parts.values())


@dataclass(frozen=True)
class Tally:
    """What is shown of a count. `rev` rises with what is shown, `counted` is the revision of the count behind it;
    `present` is how many were in the room when it became final. `before` is the `rev` that the rounds before have
    reached. `others` are words that were counted but are not among `counts`.
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
    others: int = 0
    before: int = 0


def part(ballots: Iterable[Ballot], *, buckets: int = 1) -> Part:
    """One bucket counted, of so many among which the place for words is shared."""
    cast = [ballot for ballot in ballots if ballot.choice]
    counts = Counter(str(choice) for ballot in cast for choice in ballot.choice)
    return Part(len(cast), _within(counts, WORDS_BYTES // buckets))


def _within(counts: Counter[str], bytes_: int) -> dict[str, int]:
    """The most frequent of these for which there is a place; the others as one figure."""
    kept: dict[str, int] = {}
    left, others = bytes_, 0
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        left -= len(json.dumps(word, ensure_ascii=False).encode()) + 12
        if left >= 0:
            kept[word] = count
        else:
            others += count
    return {**kept, OTHERS: others} if others else kept


def recounted(count: Count, parts: Mapping[int, Part], *, final: bool) -> Count:
    """The count with these buckets counted anew; the very same count if nothing differs or it is final already."""
    if count.final:
        return count
    fresh = dict(count.parts)
    for bucket, one in parts.items():
        if one.ballots:
            fresh[str(bucket)] = one
        else:
            fresh.pop(str(bucket), None)
    if fresh == dict(count.parts) and final == count.final:
        return count
    return replace(count, revision=count.revision + 1, parts=fresh, final=final)


def shown(tally: Tally | None, count: Count, poll: Poll, *, present: int | None = None) -> Tally | None:
    """What may be shown now: the given tally itself where nothing new may be, or where it knows a later count."""
    earlier = tally if tally is not None and tally.round == count.urn.round else None
    if tally is not None and tally.round > count.urn.round:
        return tally
    if earlier is not None and earlier.counted >= count.revision:
        return tally
    if poll.secret and not count.final and _moved(earlier, count, poll) < STEP:
        return tally
    counts, others = _most_frequent(count.totals, poll.struck) if poll.kind == "words" else (count.totals, 0)
    same = earlier is not None and (dict(earlier.counts), earlier.ballots, earlier.others, earlier.final) == (
        counts,
        count.ballots,
        others,
        count.final,
    )
    if same:
        return tally
    before = earlier.before if earlier else (tally.rev if tally else 0)
    return Tally(
        id=poll.id,
        room=poll.room,
        # Between two rounds there is a `rev` for having none: what was seen of the last round is taken away with it.
        rev=earlier.rev + 1 if earlier else before + (2 if tally else 1),
        round=count.urn.round,
        counts=counts,
        ballots=count.ballots,
        counted=count.revision,
        present=present,
        final=count.final,
        others=others,
        before=before,
    )


def average(tally: Tally) -> float | None:
    """Of a scale's values, to two decimals; None without ballots."""
    if not tally.ballots:
        return None
    return round(sum(int(value) * count for value, count in tally.counts.items()) / tally.ballots, 2)


def words(tally: Tally, struck: Collection[str]) -> tuple[list[tuple[str, int]], int]:
    """The most frequent words that may be read, and how many others there are."""
    readable = [(word, count) for word, count in tally.counts.items() if folded(word) not in struck]
    readable.sort(key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in readable[WORDS_SHOWN:])
    return readable[:WORDS_SHOWN], tally.others + rest


def _most_frequent(totals: Counts, struck: Collection[str]) -> tuple[dict[str, int], int]:
    """Spellings of one word brought together under the most frequent one, and what has no place any more."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in totals.items():
        if word != OTHERS and folded(word) not in struck:
            spellings[folded(word)][word] += count
    each = [(min(found, key=lambda one: (-found[one], one)), found.total()) for found in spellings.values()]
    each.sort(key=lambda item: (-item[1], item[0]))
    kept = dict(each[:WORDS_KEPT])
    return kept, totals.get(OTHERS, 0) + sum(count for _, count in each[WORDS_KEPT:])


def _moved(earlier: Tally | None, count: Count, poll: Poll) -> int:
    """How many ballots at least have come, gone or changed since: one ballot moves several figures."""
    before, after = (earlier.counts if earlier else {}), count.totals
    ballots = abs(count.ballots - (earlier.ballots if earlier else 0))
    if poll.kind == "words":
        return ballots  # the figures of a tally are those of words brought together
    options = {*before, *after}
    rises = sum(max(0, after.get(one, 0) - before.get(one, 0)) for one in options)
    falls = sum(max(0, before.get(one, 0) - after.get(one, 0)) for one in options)
    each = poll.max if poll.kind == "multiple" else 1
    return max(ballots, -(-rises // each), -(-falls // each))
