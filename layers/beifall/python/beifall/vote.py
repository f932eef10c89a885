"""Voting: one read, one conditional write."""

from __future__ import annotations

from beifall.caller import Caller, Means
from beifall.commands import Vote
from beifall.domain.ballots import Ballot
from beifall.domain.polls import IN_TIME, Poll, accepts, check_choice
from beifall.domain.refusals import Refused
from beifall.frames import Frame, encode, ok
from beifall.projection import tally_item
from beifall.snapshot import own_place
from beifall.store.port import Place


def vote(command: Vote, caller: Caller, means: Means) -> Frame:
    """Casts or replaces the ballot, and says what counts now."""
    read = means.clock()
    poll = means.store.poll(command.room, command.poll)
    place = _admitted(command, caller, poll, read)
    ballot = Ballot(place.voter, command.choice, command.seq)
    if means.clock() - read > IN_TIME:
        raise Refused("try_again")
    counts = means.store.cast(place, ballot)
    assert poll is not None
    if counts == ballot:
        _tell_own_devices(poll, counts, caller, means, now=read)
    extra: dict[str, object] = {}
    if poll.results == "after_vote":
        state = means.store.counting(place.urn)
        extra = {"tally": tally_item(state.tally) if state.tally and state.tally.round == poll.round else None}
    return ok(command.id, choice=counts.choice, seq=counts.seq, **extra)


def _admitted(command: Vote, caller: Caller, poll: Poll | None, now: int) -> Place:
    if poll is None:
        raise Refused("no_such_poll", field="poll")
    if not accepts(poll, now) or command.round != poll.round or poll.key is None:
        raise Refused("poll_not_open")
    check_choice(poll, command.choice)
    return own_place(poll, poll.key, caller.person)


def _tell_own_devices(poll: Poll, ballot: Ballot, caller: Caller, means: Means, *, now: int) -> None:
    """Nobody else may learn of it, so that no stream can carry it. A frame that is lost comes with the next ping."""
    devices = means.store.devices(caller.person.participant, now=now)
    others = [one.id for one in devices if one.id != caller.connection and one.room == poll.room]
    if others:
        ballots = {poll.id: {"round": poll.round, "choice": ballot.choice, "seq": ballot.seq}}
        frame = {"type": "update", "room": poll.room, "items": {}, "you": {"ballots": ballots}}
        means.gateway.post_all(others, encode(frame))
