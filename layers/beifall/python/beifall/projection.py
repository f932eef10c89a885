"""A room's state as one role may see it: the items of frames, and the sum of their revisions."""

from __future__ import annotations

from beifall.domain.event import Event
from beifall.domain.people import Sight
from beifall.domain.polls import Poll
from beifall.domain.rooms import Room
from beifall.domain.state import State
from beifall.domain.tallies import Tally
from beifall.frames import Item, Items


def items(event: Event, state: State, sight: Sight) -> Items:
    """All that a role may see in a room; every list of an item that could be there, empty or not."""
    polls = state.known(staff=sight == "moderator")
    tallies = ((poll, state.tally(poll.id)) for poll in polls)
    return {
        "event": [_event(event, sight)],
        "rooms": [_room(state.room)],
        "polls": [_poll(poll) for poll in polls],
        "tallies": [tally_item(tally) for poll, tally in tallies if tally and _may_see(poll, tally, sight)],
    }


def rev(shown: Items) -> int:
    """The sum that a client compares with its own."""
    return sum(item["rev"] for list_ in shown.values() for item in list_)


def _may_see(poll: Poll, tally: Tally, sight: Sight) -> bool:
    """Whether the results are this role's to see by now."""
    if tally.round != poll.round:
        return False
    if sight == "moderator":
        return True
    match poll.results:
        case "live":
            return True
        case "after_vote" | "after_close":
            return poll.state in ("closed", "published")
        case "on_publish":
            return poll.state == "published"


def _event(event: Event, sight: Sight) -> Item:
    code = {} if sight == "attendee" else {"code": event.code}
    agenda = [{"id": one.id, "rooms": one.rooms, "starts": one.starts, "title": one.title} for one in event.agenda]
    return {"id": "event", "rev": event.rev, "title": event.title, **code, "agenda": agenda, "gong": None}


def _room(room: Room) -> Item:
    return {
        "id": room.id,
        "rev": room.rev,
        "kind": room.kind,
        "title": room.title,
        "video": room.video,
        "applause": room.applause,
        "questions": room.questions,
        "notice": room.notice,
        "pinned": None,
        "tick": room.tick,
        "thin": room.thin,
    }


def _poll(poll: Poll) -> Item:
    return {
        "id": poll.id,
        "rev": poll.rev,
        "kind": poll.kind,
        "prompt": poll.prompt,
        "options": [{"id": option.id, "text": option.text} for option in poll.options],
        "min": poll.min,
        "max": poll.max,
        "low": poll.low,
        "high": poll.high,
        "results": poll.results,
        "secret": poll.secret,
        "state": poll.state,
        "round": poll.round,
        "closes": poll.closes,
    }


def tally_item(tally: Tally) -> Item:
    """A tally: also sent to a voter alone, where its poll says `after_vote`."""
    return {
        "id": tally.id,
        "rev": tally.rev,
        "round": tally.round,
        "present": tally.present,
        "ballots": tally.ballots,
        "counts": dict(tally.counts),
        "average": None,
        "final": tally.final,
    }
