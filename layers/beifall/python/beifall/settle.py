"""What must happen later to a poll: its final tally, and whatever an interrupted command has left undone."""

from __future__ import annotations

from collections.abc import Iterable

from beifall.conduct import show
from beifall.delays.port import Delays, Job
from beifall.domain.ballots import urn
from beifall.domain.polls import Poll, closed, settles
from beifall.domain.state import State
from beifall.snapshot import HeadCount
from beifall.store.port import Store
from beifall.tally import recount


def settle(store: Store, delays: Delays, job: Job, *, now: int) -> None:
    """Closes the poll if no accepted ballot can still be on its way, else has it looked at again then. Doing it twice,
    or from several places at once, is doing it once.
    """
    public, draft = store.polls(job.room, job.poll)
    if draft is not None and draft.state != "draft":
        show(store, draft, public)
        public = store.poll(job.room, job.poll)
    due = settles(public) if public is not None else None
    if public is None or due is None:
        return
    if now < due:
        delays.later(job, milliseconds=due - now)
        return
    people = HeadCount().of(store, job.room, now=now)
    recount(store, urn(public), range(public.buckets), final=True, present=people)
    store.put_poll(closed(public), before=public.rev)


def pending(state: State) -> Iterable[Poll]:
    """The polls of a room that something must happen to later."""
    for poll in state.known(staff=True):
        if settles(poll) is not None or any(draft.state != "draft" for draft in state.drafts if draft.id == poll.id):
            yield poll


def sweep(store: Store, delays: Delays, *, now: int) -> None:
    """Looks at every room, for what the queue has lost. One call a room, and two a poll that is due."""
    event = store.event()
    for place in event.rooms if event else ():
        state = store.state(place.id, staff=True)
        for poll in pending(state) if state else ():
            due = settles(poll)
            if due is None or due <= now:
                settle(store, delays, Job(place.id, poll.id), now=now)
