"""Asking: a question of the room, or the info desk for help. The asker's own row keeps the pace, and knows a resend."""

from __future__ import annotations

from collections.abc import Sequence

from beifall.caller import Caller, Means
from beifall.commands import Ask, Help, Withdraw
from beifall.decide import TRIES, Where, decided
from beifall.domain import helpdesk, questions
from beifall.domain.contributions import Contribution, Contributions, noted
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.questions import IN_A_ROOM, WAITING, Question
from beifall.domain.refusals import Refused
from beifall.domain.state import State
from beifall.domain.things import mark
from beifall.frames import Frame, ok
from beifall.store.port import Store

SHED = 60
"""Seconds after which somebody may ask again where too many questions are waiting."""


def ask(command: Ask, caller: Caller, means: Means) -> Frame:
    """Asks the room; what is asked twice is asked once."""
    now, store, asker = means.clock(), means.store, caller.person.participant
    event, state = store.event(), store.state(command.room, staff=True)
    if event is None or state is None:
        raise Refused("no_such_room", field="room")
    id_ = mark(asker, command.id)
    mine = store.contributions(asker)
    noted_before = mine.known("question", id_)
    if noted_before is None:
        _check_open(state)
        new = Contribution("question", id_, command.room, now, shown=state.room.questions == "open")
        note = _note(mine, new, store)
    elif noted_before.room != command.room or any(store.both(Question, command.room, id_)):
        # The same id in another room asks nothing anew: what let it in here was never looked at there.
        return ok(command.id, question=id_)
    else:
        note = noted_before
    on = event.on(command.room, now)
    question = Question(
        id=id_,
        room=command.room,
        rev=1,
        at=now,
        text=command.text,
        asker=asker,
        agenda=on.id if on else None,
        name=command.name,
        state="shown" if note.shown else "waiting",
    )
    # A write that finds it there already is a resend's.
    if note.shown:
        store.put_public(question, before=0)
    else:
        store.put_backstage(question, before=0)
    return ok(command.id, question=id_)


def withdraw(command: Withdraw, caller: Caller, means: Means) -> Frame:
    """Takes one's own question back, as long as nobody was shown it."""
    made_by = mark(caller.person.participant, command.id)

    def decide(it: Question, where: Where) -> Question:
        if it.asker != caller.person.participant:
            raise Refused("no_such_question", field="question")
        if where == "public":
            raise Refused("not_allowed", "This question has been shown already.", field="question")
        return questions.withdrawn(it, made_by)

    it = decided(Question, command.room, command.question, decide, mark=made_by, store=means.store)
    return ok(command.id, question=it.id)


def ask_for_help(command: Help, caller: Caller, means: Means) -> Frame:
    """Asks the info desk; the answer reaches this participant alone."""
    now, store, asker = means.clock(), means.store, caller.person.participant
    event = store.event()
    if event is None or command.room not in {room.id for room in event.rooms}:
        raise Refused("no_such_room", field="room")
    id_ = mark(asker, command.id)
    mine = store.contributions(asker)
    if mine.known("help", id_) is None:
        _check_desk(store.helps())
        _note(mine, Contribution("help", id_, command.room, now), store)
    # A write that finds it there already is a resend's.
    store.put_help(HelpRequest(id_, command.room, 1, now, command.text, asker), before=0)
    return ok(command.id, help=id_)


def _check_open(state: State) -> None:
    if state.room.questions == "closed":
        raise Refused("questions_closed")
    asked = state.asked(staff=True)
    if len(asked) >= IN_A_ROOM or sum(one.state == "waiting" for one in asked) >= WAITING:
        raise Refused("too_many_requests", "Too many questions are waiting; please try later.", retry_after=SHED)


def _check_desk(requests: Sequence[HelpRequest]) -> None:
    waiting = sum(one.state == "waiting" for one in requests)
    if len(requests) >= helpdesk.IN_ALL or waiting >= helpdesk.WAITING:
        raise Refused("too_many_requests", "The info desk has too much to do; please try later.", retry_after=SHED)


def _note(mine: Contributions, new: Contribution, store: Store) -> Contribution:
    """One conditional write on the person's own row: it keeps the pace on all of their devices together. Returns what
    is noted, which may be another sending's.
    """
    for _ in range(TRIES):
        known = mine.known(new.kind, new.id)
        if known is not None:
            return known
        if store.put_contributions(noted(mine, new), before=mine.rev):
            return new
        mine = store.contributions(mine.participant)
    raise Refused("try_again")
