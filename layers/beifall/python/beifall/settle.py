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
from beifall.tally import Contended, recount


def settle(store: Store, delays: Delays, job: Job, *, now: int) -> None:
    """Closes the poll if no accepted ballot can still be on its way, else has it looked at again then. Doing it twice,
    or from several places at once, is doing it once.
    """
    public, draft = store.polls(job.room, job.poll)
    if draft is not None and draft.state != "draft":
        public = show(store, draft, public)
    due = settles(public) if public is not None else None
    if public is None or due is None:
        return
    if now < due:
        delays.later(job, milliseconds=due - now)
        return
    people = HeadCount().of(store, job.room, now=now)
    recount(store, urn(public), range(public.buckets), final=True, present=people)
    if not store.put_poll(closed(public), before=public.rev):
        # Another one has closed it, and the next look finds nothing to do; or this must be looked at.
        raise Contended(urn(public))


def pending(state: State) -> Iterable[Poll]:
    """The polls of a room that something must happen to later."""
    for poll in state.known(staff=True):
        if settles(poll) is not None or any(draft.state != "draft" for draft in state.drafts if draft.id == poll.id):
            yield poll


def sweep(store: Store, delays: Delays, *, now: int) -> None:
    """Looks at every room, for what the queue has lost. One call a room, and those of `settle` for a poll that is due.
    A poll that cannot be settled keeps no other from it; raises what went wrong when all have been looked at.
    """
    event = store.event()
    wrong: list[Exception] = []
    for place in event.rooms if event else ():
        state = store.state(place.id, staff=True)
        for poll in pending(state) if state else ():
            due = settles(poll)
            if due is None or due <= now:
                try:
                    settle(store, delays, Job(place.id, poll.id), now=now)
                except Exception as error:  # noqa: BLE001 - raised again below, with the others
                    wrong.append(error)
    if wrong:
        raise ExceptionGroup("not settled", wrong)
