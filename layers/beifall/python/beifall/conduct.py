"""Conducting polls, from the draft to the published tally and a new round."""

from __future__ import annotations

from collections.abc import Callable

from beifall.caller import Caller, Means
from beifall.commands import (
    ChangePoll,
    ClosePoll,
    CreatePoll,
    DeletePoll,
    Form,
    OpenPoll,
    PublishPoll,
    ResetPoll,
    StrikeWord,
)
from beifall.decide import Where, decided
from beifall.domain import polls
from beifall.domain.ballots import buckets_for
from beifall.domain.event import Event
from beifall.domain.polls import IN_A_ROOM, IN_TIME, Option, Poll
from beifall.domain.refusals import Refused
from beifall.domain.things import mark
from beifall.frames import Frame, encode, ok
from beifall.store.port import Store

EVER = 400
"""So many polls a room may have with those that were deleted, of which something is left for whoever has seen them."""

LONGEST = 24_000
"""Bytes that a poll may have, so that it fits into a frame with what stands around it."""


def create_poll(command: CreatePoll, caller: Caller, means: Means) -> Frame:
    """Stores a new draft."""
    event, state = _event(means.store), means.store.state(command.room, staff=True)
    if state is None:
        raise Refused("no_such_room", field="room")
    made_by = mark(caller.person.participant, command.id)
    there = {poll.id: poll for poll in state.known(staff=True)}
    id_ = command.poll.id or made_by
    if id_ not in there:
        if len(there) >= EVER or sum(not poll.deleted for poll in there.values()) >= IN_A_ROOM:
            raise Refused("poll_frozen", f"A room has at most {IN_A_ROOM} polls.")
        poll = polls.drafted(_form(command.poll, event), id_=id_, room=command.room, command=made_by)
        stored = means.store.put_backstage(poll, before=0)
        # An id of one's own choice may meanwhile be that of a poll that another one has made and opened.
        if stored and (command.poll.id is None or not means.store.public(Poll, command.room, id_)):
            return _done(command.id, poll)
        there = {one.id: one for one in means.store.both(Poll, command.room, id_) if one is not None}
    if id_ in there and made_by in there[id_].commands:
        return _done(command.id, there[id_])
    raise Refused("bad_field", "There is a poll with this id already.", field="poll")


def change_poll(command: ChangePoll, caller: Caller, means: Means) -> Frame:
    """Gives a draft another form."""
    if command.poll.id is None:
        raise Refused("bad_field", "The poll to change needs its id and rev.", field="poll")
    form, made_by = _form(command.poll, _event(means.store)), mark(caller.person.participant, command.id)

    def decide(poll: Poll, _where: Where) -> Poll:
        return polls.reshaped(poll, form, rev=command.poll.rev, command=made_by)

    poll = decided(Poll, command.room, command.poll.id, decide, mark=made_by, store=means.store)
    return _done(command.id, poll)


def delete_poll(command: DeletePoll, caller: Caller, means: Means) -> Frame:
    """Takes a draft away."""
    return _decided(command, caller, means, polls.deleted)


def open_poll(command: OpenPoll, caller: Caller, means: Means) -> Frame:
    """Opens a draft, or takes a closing back."""
    key = means.chance()
    buckets, asked = buckets_for(_event(means.store).expected), means.clock()

    def decide(poll: Poll, *, rev: int, command: str) -> Poll:
        if means.clock() - asked > IN_TIME:
            # A closing must be taken back before the final recount, or not at all: like a ballot.
            raise Refused("try_again")
        return polls.opened(poll, rev=rev, seconds=seconds, now=asked, key=key, buckets=buckets, command=command)

    seconds = command.seconds
    return _decided(command, caller, means, decide)


def close_poll(command: ClosePoll, caller: Caller, means: Means) -> Frame:
    """Lets three seconds run; `housekeeping` closes the poll when all ballots are in."""

    def decide(poll: Poll, *, rev: int, command: str) -> Poll:
        return polls.closing(poll, rev=rev, now=means.clock(), command=command)

    return _decided(command, caller, means, decide)


def publish_poll(command: PublishPoll, caller: Caller, means: Means) -> Frame:
    """Shows the final tally to everybody."""
    return _decided(command, caller, means, polls.published)


def reset_poll(command: ResetPoll, caller: Caller, means: Means) -> Frame:
    """Makes it a draft again, for another round."""
    return _decided(command, caller, means, polls.reset)


def strike_word(command: StrikeWord, caller: Caller, means: Means) -> Frame:
    """Takes a word out of every view."""
    made_by = mark(caller.person.participant, command.id)
    poll = decided(
        Poll,
        command.room,
        command.poll,
        lambda poll, _where: polls.without(poll, command.word, command=made_by),
        mark=made_by,
        store=means.store,
    )
    return _done(command.id, poll)


def _decided(
    command: DeletePoll | OpenPoll | ClosePoll | PublishPoll | ResetPoll,
    caller: Caller,
    means: Means,
    decide: Callable[..., Poll],
) -> Frame:
    made_by = mark(caller.person.participant, command.id)
    poll = decided(
        Poll,
        command.room,
        command.poll,
        lambda poll, _where: decide(poll, rev=command.rev, command=made_by),
        mark=made_by,
        store=means.store,
    )
    return _done(command.id, poll)


def _done(id_: str, poll: Poll) -> Frame:
    return ok(id_, poll=poll.id, rev=poll.rev, state=poll.state, round=poll.round, closes=poll.closes)


def _event(store: Store) -> Event:
    event = store.event()
    if event is None:
        raise Refused("no_such_room", field="room")
    return event


def _form(form: Form, event: Event) -> polls.Form:
    """What staff has sent, with its defaults, in the languages of the event."""
    for text in (form.prompt, *(option.text for option in form.options)):
        if isinstance(text, dict) and not (set(text) <= set(event.languages) and event.languages[0] in text):
            raise Refused("bad_field", f"A text needs {event.languages[0]}, and no foreign language.", field="poll")
    most = len(form.options) if form.kind == "multiple" else 1
    shaped = polls.Form(
        kind=form.kind,
        prompt=form.prompt,
        options=tuple(Option(option.id, option.text) for option in form.options),
        min=form.min or 1,
        max=form.max or max(most, 1),
        low=form.low,
        high=form.high,
        results=form.results,
        secret=form.secret,
    )
    if len(encode(vars(shaped))) > LONGEST:
        raise Refused("bad_field", "These texts are too long for one poll.", field="poll")
    return shaped
