"""Conducting polls: open, close, publish. Each is one decision on the revision that staff saw, and one write of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from beifall.caller import Caller, Means
from beifall.commands import ClosePoll, OpenPoll, PublishPoll
from beifall.domain.ballots import buckets_for
from beifall.domain.polls import IN_TIME, Poll, closing, opened, published
from beifall.domain.refusals import Refused
from beifall.frames import Frame, ok
from beifall.store.port import Overloaded, Store


def open_poll(command: OpenPoll, _caller: Caller, means: Means) -> Frame:
    """Opens a draft, or takes a closing back."""
    key = means.chance()
    event = means.store.event()
    if event is None:
        raise Refused("no_such_room", field="room")
    buckets, asked = buckets_for(event.expected), means.clock()

    def decide(poll: Poll) -> Poll:
        if means.clock() - asked > IN_TIME:
            # A closing must be taken back before the final recount, or not at all: like a ballot.
            raise Refused("try_again")
        return opened(
            poll,
            rev=command.rev,
            seconds=command.seconds,
            now=asked,
            key=key,
            buckets=buckets,
            command=command.id,
        )

    return _decided(command, decide, means.store)


def close_poll(command: ClosePoll, _caller: Caller, means: Means) -> Frame:
    """Lets three seconds run; `housekeeping` closes the poll when all ballots are in."""
    return _decided(
        command, lambda poll: closing(poll, rev=command.rev, now=means.clock(), command=command.id), means.store
    )


def publish_poll(command: PublishPoll, _caller: Caller, means: Means) -> Frame:
    """Shows the final tally to everybody."""
    return _decided(command, lambda poll: published(poll, rev=command.rev, command=command.id), means.store)


def _decided(command: OpenPoll | ClosePoll | PublishPoll, decide: Callable[[Poll], Poll], store: Store) -> Frame:
    poll = _found(command, store)
    after = decide(poll)
    put = store.put_draft if poll.state == "draft" else store.put_poll
    if after is not poll and not put(after, before=poll.rev):
        # The write may have been an earlier sending of this very command, whose answer got lost on its way.
        after = _found(command, store)
        if command.id not in after.commands:
            raise Refused("changed")
    if poll.state == "draft":
        # It is decided already: what stops the showing now is made good by `housekeeping`.
        with suppress(Overloaded):
            show(store, after, None)
    return ok(command.id, poll=after.id, rev=after.rev, state=after.state, closes=after.closes)


def _found(command: OpenPoll | ClosePoll | PublishPoll, store: Store) -> Poll:
    """The poll as it is decided on. One whose opening was interrupted is shown first: otherwise two could decide at the
    same time, one on the row that staff sees and one on the row that everybody sees.
    """
    public, draft = store.polls(command.room, command.poll)
    if draft is not None and draft.state != "draft":
        return show(store, draft, public)
    found = draft if public is None or (draft is not None and draft.rev > public.rev) else public
    if found is None:
        raise Refused("no_such_poll", field="poll")
    return found


def show(store: Store, poll: Poll, public: Poll | None) -> Poll:
    """Puts a poll that has been opened where the audience finds it, then deletes the draft; `public` is what the
    audience was found to have there. Returns what it has there now. Doing it twice is doing it once.
    """
    while public is None or public.rev < poll.rev:
        public = poll if store.put_poll(poll, before=public.rev if public else 0) else store.poll(poll.room, poll.id)
    store.drop_draft(poll)
    return public
