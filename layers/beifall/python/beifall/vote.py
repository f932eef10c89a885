"""Voting: one read, one conditional write."""

from __future__ import annotations

from contextlib import suppress

from beifall.caller import Caller, Means
from beifall.commands import Vote
from beifall.devices import tell
from beifall.domain.ballots import Ballot
from beifall.domain.polls import IN_TIME, Choice, Poll, accepts, chosen
from beifall.domain.refusals import Refused
from beifall.frames import Frame, Item, ok
from beifall.projection import tally_item
from beifall.snapshot import own_place
from beifall.store.port import Overloaded, Place


def vote(command: Vote, caller: Caller, means: Means) -> Frame:
    """Casts or replaces the ballot, and says what counts now."""
    read = means.clock()
    poll = means.store.public(Poll, command.room, command.poll)
    place, choice = _admitted(command, caller, poll, read)
    ballot = Ballot(place.voter, choice, command.seq)
    if means.clock() - read > IN_TIME:
        raise Refused("try_again")
    counts = means.store.cast(place, ballot)
    assert poll is not None
    if counts == ballot:
        own = {"round": poll.round, "choice": counts.choice, "seq": counts.seq}
        tell(poll.room, {"ballots": {poll.id: own}}, caller, means)
    extra = {"tally": _tally(poll, place, means)} if poll.results == "after_vote" and counts.choice else {}
    return ok(command.id, choice=counts.choice, seq=counts.seq, **extra)


def _admitted(command: Vote, caller: Caller, poll: Poll | None, now: int) -> tuple[Place, Choice]:
    if poll is None:
        raise Refused("no_such_poll", field="poll")
    if not accepts(poll, now) or command.round != poll.round or poll.key is None:
        raise Refused("poll_not_open")
    return own_place(poll, poll.key, caller.person), chosen(poll, command.choice)


def _tally(poll: Poll, place: Place, means: Means) -> Item | None:
    """What a voter may see of the tally by now; None as well if the store has no time for it: the vote is cast."""
    with suppress(Overloaded):
        tally = means.store.counting(place.urn).tally
        if tally is not None and tally.round == poll.round:
            return tally_item(tally, poll)
    return None
