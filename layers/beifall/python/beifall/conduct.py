"""Conducting polls: open, close, publish. Each is one decision on the revision that staff saw, and one write of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from beifall.caller import Caller, Means
from beifall.commands import ClosePoll, OpenPoll, PublishPoll
from beifall.domain.ballots import buckets_for
from beifall.domain.polls import Poll, closing, opened, published
from beifall.domain.refusals import Refused
from beifall.frames import Frame, ok
from beifall.store.port import Overloaded, Store


def open_poll(command: OpenPoll, _caller: Caller, means: Means) -> Frame:
    """Opens a draft, or takes a closing back."""
    key = means.chance()
    event = means.store.event()
    if event is None:
        raise Refused("no_such_room", field="room")

    def decide(poll: Poll) -> Poll:
        return opened(
            poll,
            rev=command.rev,
            seconds=command.seconds,
            now=means.clock(),
            key=key,
            buckets=buckets_for(event.expected),
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
    public, draft = store.polls(command.room, command.poll)
    poll = _newest(public, draft)
    after = decide(poll)
    put = store.put_draft if poll is draft else store.put_poll
    if after is not poll and not put(after, before=poll.rev):
        # The write may have been an earlier try of this very command, whose answer got lost on its way.
        public, draft = store.polls(command.room, command.poll)
        after = _newest(public, draft)
        if command.id not in after.commands:
            raise Refused("changed")
    if draft is not None:
        # It is decided already: what stops the showing now is made good by `housekeeping`.
        with suppress(Overloaded):
            show(store, after, public)
    return ok(command.id, poll=after.id, rev=after.rev, state=after.state, closes=after.closes)


def _newest(public: Poll | None, draft: Poll | None) -> Poll:
    found = [poll for poll in (public, draft) if poll is not None]
    if not found:
        raise Refused("no_such_poll", field="poll")
    return max(found, key=lambda poll: poll.rev)


def show(store: Store, poll: Poll, public: Poll | None) -> None:
    """Puts a poll that has been opened where the audience finds it, then deletes the draft; `public` is what the
    audience has found there so far. Doing it twice is doing it once.
    """
    if public is None or public.rev < poll.rev:
        store.put_poll(poll, before=public.rev if public else 0)
    store.drop_draft(poll)
