"""Things in memory."""

from __future__ import annotations

from collections.abc import Sequence

from beifall.domain.board import Board
from beifall.domain.deployed import Deployed
from beifall.domain.event import Event
from beifall.domain.floor import Floor
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.mood import Atmosphere
from beifall.domain.polls import Poll
from beifall.domain.presence import Presence
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.domain.state import State, newer
from beifall.domain.tallies import Tally
from beifall.store import keys
from beifall.store.memory.rows import Rows
from beifall.store.port import Moderated, Things


class MemoryThings(Rows, Things):
    """Rows of the table `state`."""

    def event(self) -> Event | None:
        return self.thing(keys.EVENT, Event)

    def deployed(self) -> Deployed:
        return self.thing(keys.DEPLOYED, Deployed) or Deployed()

    def put_deployed(self, deployed: Deployed, *, before: int) -> bool:
        return self.put(keys.DEPLOYED, deployed, deployed.rev, before)

    def state(self, room: str, *, staff: bool) -> State | None:
        with self.lock:
            it, pk = self.room(room), keys.room(room)
            if it is None:
                return None
            return State(
                room=it,
                polls=self.things(pk, "all#poll#", Poll),
                drafts=self.things(pk, "staff#poll#", Poll) if staff else (),
                tallies=self.things(pk, "all#tally#", Tally),
                questions=self.things(pk, "all#question#", Question),
                waiting=self.things(pk, "staff#question#", Question) if staff else (),
                boards=self.things(pk, "all#board#", Board),
                atmosphere=self.thing(keys.mood_row(room), Atmosphere),
                floor=self.thing(keys.floor_row(room), Floor),
                presence=self.thing(keys.presence_row(room), Presence),
            )

    def room(self, room: str) -> Room | None:
        return self.thing(keys.room_row(room), Room)

    def public(self, kind: type[Moderated], room: str, id_: str) -> Moderated | None:
        return self.thing(keys.public_row(kind, room, id_), kind)

    def both(self, kind: type[Moderated], room: str, id_: str) -> tuple[Moderated | None, Moderated | None]:
        with self.lock:
            return self.public(kind, room, id_), self.thing(keys.backstage_row(kind, room, id_), kind)

    def put_event(self, event: Event, *, before: int) -> bool:
        return self.put(keys.EVENT, event, event.rev, before)

    def put_room(self, room: Room, *, before: int) -> bool:
        return self.put(keys.room_row(room.id), room, room.rev, before)

    def put_public(self, thing: Poll | Question, *, before: int) -> bool:
        return self.put(keys.public_row(type(thing), thing.room, thing.id), thing, thing.rev, before)

    def put_backstage(self, thing: Poll | Question, *, before: int) -> bool:
        return self.put(keys.backstage_row(type(thing), thing.room, thing.id), thing, thing.rev, before)

    def drop_backstage(self, thing: Poll | Question) -> None:
        key = keys.backstage_row(type(thing), thing.room, thing.id)
        with self.lock:
            if key in self.state_rows and self.state_rows[key][0] <= thing.rev:
                self.drop(key)

    def helps(self) -> tuple[HelpRequest, ...]:
        return self.things(keys.HELPDESK, "help#", HelpRequest)

    def help(self, id_: str) -> HelpRequest | None:
        return self.thing(keys.help_row(id_), HelpRequest)

    def put_help(self, request: HelpRequest, *, before: int) -> bool:
        return self.put(keys.help_row(request.id), request, request.rev, before)

    def owned(
        self, room: str, questions: Sequence[str], helps: Sequence[str]
    ) -> tuple[tuple[Question, ...], tuple[HelpRequest, ...]]:
        with self.lock:
            found = (newer(*self.both(Question, room, id_)) for id_ in questions)
            requests = (self.help(id_) for id_ in helps)
            return tuple(one for one in found if one), tuple(one for one in requests if one)
