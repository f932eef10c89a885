"""Facts → views: what was touched is counted anew from the facts, never added to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

from beifall.domain import mood
from beifall.domain.ballots import Urn
from beifall.domain.board import Board, Upvote, recounted, supporters
from beifall.domain.questions import groups, root
from beifall.domain.tallies import Tally, part, shown
from beifall.domain.tallies import recounted as counted_anew
from beifall.store.keys import Felt, Recount, Supported
from beifall.store.port import BUCKETS, Store

TRIES = 10
"""Recounts of one thing under way at a time are at most as many as its stream has shards."""

Counted = Urn | tuple[str, str]
"""What is counted by itself: the ballots of an urn, or the `upvotes` or `moods` of a room."""


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
        parts = {one: part(store.ballots(urn, one), buckets=start.poll.buckets) for one in touched}
        counted = counted_anew(start.count, parts, final=final)
        if counted is not start.count and not store.put_count(counted, before=start.count.revision):
            continue
        tally = shown(start.tally, counted, start.poll, present=present)
        if tally is None or tally is start.tally:
            return tally
        if store.put_tally(tally, before=start.tally.rev if start.tally else 0):
            return tally
    raise Contended(urn)


def recount_board(store: Store, room: str, touched: Mapping[str, Iterable[int]]) -> None:
    """Counts the supporters of these questions anew in the buckets that were touched, and in all of them where it has
    changed what is merged with what. Boards and questions are read before the upvotes: see `recount`.
    """
    left = {question: set(buckets) for question, buckets in touched.items()}
    for _ in range(TRIES):
        state = store.state(room, staff=False)
        if state is None:
            return
        known, boards = {one.id: one for one in state.questions}, {one.id: one for one in state.boards}
        upvotes, merged = cache(partial(store.upvotes, room)), groups(state.questions)
        wanted: dict[str, set[int]] = {}
        for question, buckets in left.items():
            # One that has been merged into another has a board of its own no more, and one that was may have one again.
            for id_ in {question, root(question, known)}:
                wanted.setdefault(id_, set()).update(buckets)
        left = {
            id_: buckets
            for id_, buckets in wanted.items()
            if not _supported(
                store,
                boards.get(id_) or Board(id_, room, merged=(id_,)),  # that nobody has supported yet
                merged.get(id_, ()),
                buckets,
                upvotes,
            )
        }
        if not left:
            return
    raise Contended((room, "upvotes"))


def _supported(
    store: Store, board: Board, merged: tuple[str, ...], buckets: set[int], upvotes: Callable[[int], tuple[Upvote, ...]]
) -> bool:
    """Whether the board is as the upvotes say now."""
    wanted = buckets if merged == board.merged else range(BUCKETS)
    fresh = recounted(board, {one: supporters(upvotes(one), merged) for one in wanted} if merged else {}, merged)
    is_nothing = board.rev == 0 and not fresh.upvotes and len(merged) < 2
    return fresh is board or is_nothing or store.put_board(fresh, before=board.rev)


def recount_mood(store: Store, room: str, buckets: Iterable[int]) -> None:
    """Counts the moods in these buckets anew."""
    touched = sorted(set(buckets))
    for _ in range(TRIES):
        start = store.atmosphere(room)
        fresh = mood.recounted(start, {one: mood.part(store.moods(room, one)) for one in touched})
        if fresh is start or store.put_atmosphere(fresh, before=start.rev):
            return
    raise Contended((room, "moods"))


def tally(store: Store, touched: Iterable[Recount]) -> frozenset[Counted]:
    """Recounts all that a batch of records touched; returns what could not be counted and must be tried again."""
    urns: dict[Urn, set[int]] = {}
    boards: dict[str, dict[str, set[int]]] = {}
    moods: dict[str, set[int]] = {}
    for one in touched:
        match one:
            case Supported():
                boards.setdefault(one.room, {}).setdefault(one.question, set()).add(one.bucket)
            case Felt():
                moods.setdefault(one.room, set()).add(one.bucket)
            case (urn, bucket):
                urns.setdefault(urn, set()).add(bucket)
    works: dict[Counted, Callable[[], object]] = {
        **{urn: partial(recount, store, urn, buckets) for urn, buckets in urns.items()},
        **{(room, "upvotes"): partial(recount_board, store, room, by) for room, by in boards.items()},
        **{(room, "moods"): partial(recount_mood, store, room, buckets) for room, buckets in moods.items()},
    }
    return frozenset(counted for counted, work in works.items() if not _is_counted(work))


def counted_by(one: Recount) -> Counted:
    """What a record is counted by."""
    match one:
        case Supported():
            return one.room, "upvotes"
        case Felt():
            return one.room, "moods"
        case (urn, _):
            return urn


def _is_counted(work: Callable[[], object]) -> bool:
    try:
        work()
    except Contended:
        return False
    return True
