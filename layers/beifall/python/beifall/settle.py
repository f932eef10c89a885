"""What must happen later: a poll's final tally, merged questions counted anew, and whatever an interrupted command has
left undone.
"""

from __future__ import annotations

from collections.abc import Iterable

from beifall.decide import is_shown, show
from beifall.delays.port import Delays, Job
from beifall.domain.ballots import urn
from beifall.domain.polls import Poll, closed, settles
from beifall.domain.questions import Question, groups, ring, unmerged
from beifall.domain.state import State
from beifall.moderate import unpin
from beifall.snapshot import HeadCount
from beifall.store.port import BUCKETS, Store
from beifall.tally import Contended, recount, recount_board


def settle(store: Store, delays: Delays, job: Job, *, now: int) -> None:
    """Does what a job asks for, if it is still to be done. Doing it twice, or from several places at once, is doing it
    once.
    """
    if job.kind == "poll":
        settle_poll(store, delays, job, now=now)
    else:
        settle_questions(store, job.room)


def settle_poll(store: Store, delays: Delays, job: Job, *, now: int) -> None:
    """Closes the poll if no accepted ballot can still be on its way, else has it looked at again then."""
    public, draft = store.both(Poll, job.room, job.id)
    if draft is not None and is_shown(draft):
        public = show(store, draft, public)
    due = settles(public) if public is not None else None
    if public is None or due is None:
        return
    if now < due:
        delays.later(job, milliseconds=due - now)
        return
    people = HeadCount().of(store, job.room, now=now)
    recount(store, urn(public), range(public.buckets), final=True, present=people)
    if not store.put_public(closed(public), before=public.rev):
        latest, _ = store.both(Poll, job.room, job.id)
        if latest is not None and settles(latest) is not None:
            raise Contended(urn(public))


def settle_questions(store: Store, room: str) -> None:
    """Finishes what was interrupted, opens a ring of merged questions, and counts anew what was merged or unmerged."""
    state = store.state(room, staff=True)
    if state is None:
        return
    for question in unfinished(state):
        show(store, question, next((one for one in state.questions if one.id == question.id), None))
    for ghost in ghosts(state):
        store.drop_backstage(ghost)
    stuck = ring(state.questions)
    if stuck is not None:
        # Two have merged two questions into each other at the same time; if this one has changed since, look again.
        made_by = f"ring-{stuck.id}-{stuck.rev}"
        store.put_public(unmerged(stuck, rev=stuck.rev, command=made_by, public=True), before=stuck.rev)
        state = store.state(room, staff=True) or state
    pinned = next((one for one in state.questions if one.id == state.room.pinned), None)
    if pinned is not None and pinned.state != "shown":
        unpin(store, pinned)
    recount_board(store, room, {question: range(BUCKETS) for question in stale(state)})


def pending(state: State) -> Iterable[Poll]:
    """The polls of a room that something must happen to later."""
    for poll in state.known(staff=True):
        if settles(poll) is not None or any(is_shown(draft) for draft in state.drafts if draft.id == poll.id):
            yield poll


def unfinished(state: State) -> list[Question]:
    """Questions whose showing was decided, but not done."""
    return [one for one in state.waiting if is_shown(one)]


def ghosts(state: State) -> list[Poll | Question]:
    """Public things of which something old still lies backstage."""
    behind: tuple[Poll | Question, ...] = (*state.drafts, *state.waiting)
    backstage = {(type(one), one.id): one.rev for one in behind}
    public: tuple[Poll | Question, ...] = (*state.polls, *state.questions)
    return [one for one in public if backstage.get((type(one), one.id), one.rev + 1) <= one.rev]


def stale(state: State) -> list[str]:
    """Questions whose board is counted over others than it should be."""
    boards = {one.id: one for one in state.boards}
    merged = groups(state.questions)
    alone = {one.id: (one.id,) for one in state.questions}
    found = []
    for id_, itself in alone.items():
        wanted = merged.get(id_, ())
        counted = boards[id_].merged if id_ in boards else itself
        if wanted != counted and not boards.keys().isdisjoint({id_, *wanted}):
            found.append(id_)
    return found


def unsettled(state: State) -> str | None:
    """A question of a room that `settle_questions` should look after; None if there is nothing to do."""
    found = [one.id for one in (*unfinished(state), *ghosts(state)) if isinstance(one, Question)]
    stuck = ring(state.questions)
    pinned = [one.id for one in state.questions if one.id == state.room.pinned and one.state != "shown"]
    return next(iter([*found, *([stuck.id] if stuck else []), *pinned, *stale(state)]), None)
