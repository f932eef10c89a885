"""Facts → views: what was touched is counted anew from the ballots, never added to."""

from __future__ import annotations

from collections.abc import Iterable

from beifall.domain.ballots import Urn
from beifall.domain.tallies import Tally, part, recounted, shown
from beifall.store.port import Store

TRIES = 10
"""Recounts of one urn under way at a time are at most as many as its stream has shards."""


class Contended(Exception):
    """Others have stored a count each time that this one was about to."""


def recount(
    store: Store, urn: Urn, buckets: Iterable[int], *, final: bool = False, present: int | None = None
) -> Tally | None:
    """Counts these buckets anew and stores what follows; returns the tally as it may be shown.

    A count is stored only if the revision is still the one that was read before the ballots were: so whatever a
    stream does with its batches, no count is ever overwritten by one that has seen less.
    """
    touched = sorted(set(buckets))
    for _ in range(TRIES):
        start = store.counting(urn)
        if start.poll is None or start.poll.round != urn.round:
            return None
        counted = recounted(start.count, {one: part(store.ballots(urn, one)) for one in touched}, final=final)
        if counted is not start.count and not store.put_count(counted, before=start.count.revision):
            continue
        tally = shown(start.tally, counted, start.poll, present=present)
        if tally is None or tally is start.tally:
            return tally
        if store.put_tally(tally, before=start.tally.rev if start.tally else 0):
            return tally
    raise Contended(urn)


def tally(store: Store, touched: Iterable[tuple[Urn, int]]) -> frozenset[Urn]:
    """Recounts all that a batch of records touched; returns the urns for which that failed and must be tried again."""
    urns: dict[Urn, set[int]] = {}
    for urn, bucket in touched:
        urns.setdefault(urn, set()).add(bucket)
    return frozenset(urn for urn, buckets in urns.items() if not _counted(store, urn, buckets))


def _counted(store: Store, urn: Urn, buckets: set[int]) -> bool:
    try:
        recount(store, urn, buckets)
    except Contended:
        return False
    return True
