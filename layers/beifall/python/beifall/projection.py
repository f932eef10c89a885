"""A room's state as one role may see it: the items of frames, and the sum of their revisions."""

from __future__ import annotations

from collections.abc import Iterable

from beifall.domain.board import Board
from beifall.domain.event import Event
from beifall.domain.floor import Floor
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.mood import Atmosphere
from beifall.domain.people import Sight
from beifall.domain.polls import Poll
from beifall.domain.presence import Door, Presence
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.domain.state import State
from beifall.domain.tallies import Tally, average, words
from beifall.frames import Item, Items


def items(event: Event, state: State, sight: Sight, helps: Iterable[HelpRequest] = ()) -> Items:
    """All that a role may see in a room; every list of an item that could be there, empty or not. What it may see no
    more stays as a tombstone and still counts.
    """
    staff = sight == "moderator"
    polls = state.known(staff=staff)
    tallies = ((poll, state.tally(poll.id)) for poll in polls)
    return {
        "event": [_event(event, sight)],
        "rooms": [_room(state.room), *_doors(event, state)],
        "polls": [_poll(poll) if _may_see_poll(poll, sight) else gone(poll.id, poll.rev) for poll in polls],
        "tallies": [item for poll, tally in tallies if tally and (item := _tally(tally, poll, sight))],
        "questions": [_question(one, sight) for one in state.asked(staff=staff)],
        "board": [_board(one) for one in state.boards],
        "mood": [_mood(state.atmosphere)] if state.atmosphere else [],
        "floor": [_floor(state.floor)] if state.floor else [],
        **({"helps": [help_item(one) for one in helps]} if sight == "info" else {}),
    }


def rev(shown: Items) -> int:
    """The sum that a client compares with its own."""
    return sum(item["rev"] for list_ in shown.values() for item in list_)


def gone(id_: str, rev: int) -> Item:
    """What is left of an item that a role may see no more."""
    return {"id": id_, "rev": rev, "gone": True}


def _event(event: Event, sight: Sight) -> Item:
    code = {} if sight == "attendee" else {"code": event.code}
    agenda = [{"id": one.id, "rooms": one.rooms, "starts": one.starts, "title": one.title} for one in event.agenda]
    gong = event.gong and {"id": event.gong.id, "room": event.gong.room, "at": event.gong.at, "text": event.gong.text}
    return {"id": "event", "rev": event.rev, "title": event.title, **code, "agenda": agenda, "gong": gong}


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
        "pinned": room.pinned,
        "stage": stage_item(room),
        "tick": room.tick,
        "thin": room.thin,
    }


def stage_item(room: Room) -> Item | None:
    """What somebody wants the room's stages to show, and since when."""
    return None if room.stage is None else {"show": room.stage.show, "at": room.stage.at}


def _doors(event: Event, state: State) -> list[Item]:
    """The other rooms, as they are seen from the foyer."""
    if event.foyer is None or event.foyer.id != state.room.id:
        return []
    doors = (state.presence or Presence(state.room.id)).doors
    others = [place for place in event.rooms if place.id != state.room.id]
    return [
        {
            "id": place.id,
            "rev": 1 + (door := doors.get(place.id, Door(0, 0))).rev,
            "kind": place.kind,
            "title": place.title,
            "present": door.present,
        }
        for place in others
    ]


def _may_see_poll(poll: Poll, sight: Sight) -> bool:
    """A poll that was reset is a draft again, wherever it lies."""
    return not poll.deleted and (poll.state != "draft" or sight == "moderator")


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
        "opened": poll.opened,
        "closes": poll.closes,
    }


def _tally(tally: Tally, poll: Poll, sight: Sight) -> Item | None:
    """The tally, None where the role has never been able to see one, or what is left of an earlier round's."""
    if tally.round != poll.round:
        return gone(tally.id, tally.rev + 1 + len(poll.struck))
    if _may_see_tally(poll, sight):
        return tally_item(tally, poll)
    return gone(tally.id, tally.before + 1 + len(poll.struck)) if tally.before else None


def _may_see_tally(poll: Poll, sight: Sight) -> bool:
    """Whether the results are this role's to see by now."""
    if sight == "moderator":
        return True
    match poll.results:
        case "live":
            return True
        case "after_vote" | "after_close":
            return poll.state in ("closed", "published")
        case "on_publish":
            return poll.state == "published"


def tally_item(tally: Tally, poll: Poll) -> Item:
    """A tally: also sent to a voter alone, where its poll says `after_vote`. A word that is struck off changes what is
    seen of it, even where it is final, and so its `rev`.
    """
    figures: Item
    if poll.kind == "words":
        read, others = words(tally, poll.struck)
        figures = {"counts": {}, "average": None, "words": read, "others": others}
    else:
        figures = {"counts": dict(tally.counts), "average": average(tally) if poll.kind == "scale" else None}
    return {
        "id": tally.id,
        "rev": tally.rev + len(poll.struck),
        "round": tally.round,
        "present": tally.present,
        "ballots": tally.ballots,
        **figures,
        "final": tally.final,
    }


def _question(question: Question, sight: Sight) -> Item:
    is_there = question.state != "withdrawn" and (question.visible or sight == "moderator")
    return question_item(question) if is_there else gone(question.id, question.rev)


def question_item(question: Question) -> Item:
    """A question, for whoever may see it: also sent to its asker alone. Who that is, is not in it."""
    return {
        "id": question.id,
        "rev": question.rev,
        "at": question.at,
        "agenda": question.agenda,
        "text": question.text,
        "name": question.name,
        "state": question.state,
        "labels": list(question.labels),
        "into": question.into,
        "answer": question.answer,
        "answered": question.answered,
    }


def own_question(question: Question) -> Item:
    """One's own question, waiting ones too. Of a hidden one, nobody is told the words again."""
    if question.state == "hidden":
        return {**question_item(question), "text": "", "name": None, "labels": [], "answer": None}
    labels = [] if question.state == "waiting" else list(question.labels)  # staff's notes to themselves
    return {**question_item(question), "labels": labels}


def _board(board: Board) -> Item:
    return {"id": board.id, "rev": board.rev, "upvotes": board.upvotes}


def _mood(atmosphere: Atmosphere) -> Item:
    return {"id": "mood", "rev": atmosphere.rev, "counts": atmosphere.counts, "people": atmosphere.people}


def _floor(floor: Floor) -> Item:
    tables = [{"id": table, "taken": floor.taken.get(table, 0)} for table in floor.names]
    return {"id": "floor", "rev": floor.rev, "tables": tables, "seats": floor.seats}


def help_item(request: HelpRequest) -> Item:
    """A help request, for the info desk and for its asker alone. Who that is, is not in it."""
    return {
        "id": request.id,
        "rev": request.rev,
        "at": request.at,
        "room": request.room,
        "text": request.text,
        "state": request.state,
        "answer": request.answer,
    }
