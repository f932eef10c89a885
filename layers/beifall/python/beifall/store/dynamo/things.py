"""Event, rooms, polls, questions and help requests on DynamoDB."""

from __future__ import annotations

from collections.abc import Sequence

from beifall.domain.board import Board
from beifall.domain.deployed import Deployed
from beifall.domain.event import Event
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.mood import Atmosphere
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.domain.state import State, newer
from beifall.domain.tallies import Tally
from beifall.store import keys
from beifall.store.dynamo.calls import answered, done, one, query, several
from beifall.store.dynamo.floors import floor_of
from beifall.store.dynamo.stored import Stored, put, thing, things
from beifall.store.port import Moderated, Things
from beifall.store.rows import StateRow, ThingRow


class DynamoThings(Things):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def event(self) -> Event | None:
        return thing(one(StateRow, keys.EVENT), Event)

    def deployed(self) -> Deployed:
        return thing(one(StateRow, keys.DEPLOYED), Deployed) or Deployed()

    def put_deployed(self, deployed: Deployed, *, before: int) -> bool:
        return self._decide(keys.DEPLOYED, deployed, before)

    def state(self, room: str, *, staff: bool) -> State | None:
        everything = None if staff else StateRow.sk.startswith(keys.ALL)
        rows = {row.sk: row for row in query(StateRow, keys.room(room), everything)}
        it = thing(rows.get(keys.room_row(room)[1]), Room)
        if it is None:
            return None
        return State(
            room=it,
            polls=things(rows, "all#poll#", Poll),
            drafts=things(rows, "staff#poll#", Poll),
            tallies=things(rows, "all#tally#", Tally),
            questions=things(rows, "all#question#", Question),
            waiting=things(rows, "staff#question#", Question),
            boards=things(rows, "all#board#", Board),
            atmosphere=thing(rows.get(keys.mood_row(room)[1]), Atmosphere),
            floor=floor_of(rows.get(keys.floor_row(room)[1])),
            presence=thing(rows.get(keys.presence_row(room)[1]), Presence),
        )

    def room(self, room: str) -> Room | None:
        return thing(one(StateRow, keys.room_row(room)), Room)

    def public(self, kind: type[Moderated], room: str, id_: str) -> Moderated | None:
        return thing(one(StateRow, keys.public_row(kind, room, id_)), kind)

    def both(self, kind: type[Moderated], room: str, id_: str) -> tuple[Moderated | None, Moderated | None]:
        public, backstage = keys.public_row(kind, room, id_), keys.backstage_row(kind, room, id_)
        rows = several(StateRow, (public, backstage))
        return thing(rows.get(public), kind), thing(rows.get(backstage), kind)

    def put_event(self, event: Event, *, before: int) -> bool:
        return self._decide(keys.EVENT, event, before)

    def put_room(self, room: Room, *, before: int) -> bool:
        return self._decide(keys.room_row(room.id), room, before)

    def put_public(self, thing: Poll | Question, *, before: int) -> bool:
        return self._decide(keys.public_row(type(thing), thing.room, thing.id), thing, before)

    def put_backstage(self, thing: Poll | Question, *, before: int) -> bool:
        return self._decide(keys.backstage_row(type(thing), thing.room, thing.id), thing, before)

    def drop_backstage(self, thing: Poll | Question) -> None:
        row = StateRow(*keys.backstage_row(type(thing), thing.room, thing.id))
        with answered():
            done(lambda: row.delete(StateRow.rev <= thing.rev))

    def helps(self) -> tuple[HelpRequest, ...]:
        rows = {row.sk: row for row in query(StateRow, keys.HELPDESK)}
        return things(rows, "help#", HelpRequest)

    def help(self, id_: str) -> HelpRequest | None:
        return thing(one(StateRow, keys.help_row(id_)), HelpRequest)

    def put_help(self, request: HelpRequest, *, before: int) -> bool:
        return self._decide(keys.help_row(request.id), request, before)

    def owned(
        self, room: str, questions: Sequence[str], helps: Sequence[str]
    ) -> tuple[tuple[Question, ...], tuple[HelpRequest, ...]]:
        public = [keys.public_row(Question, room, id_) for id_ in questions]
        backstage = [keys.backstage_row(Question, room, id_) for id_ in questions]
        requests = [keys.help_row(id_) for id_ in helps]
        rows = several(StateRow, (*public, *backstage, *requests))
        found = (
            newer(thing(rows.get(one), Question), thing(rows.get(other), Question))
            for one, other in zip(public, backstage, strict=True)
        )
        return (
            tuple(question for question in found if question),
            tuple(request for key in requests if (request := thing(rows.get(key), HelpRequest))),
        )

    def _decide(self, key: keys.Key, thing: Stored, before: int) -> bool:
        """What people decide is one attempt: see `ThingRow`."""
        return put(ThingRow, key, thing, before=before, expires=self._expires)
