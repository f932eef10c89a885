"""Things and views → frames → the screens of a room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from beifall.delays.port import Delays, Job
from beifall.domain.event import Event
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.people import FEW, SIGHTS, Connection, Sight
from beifall.domain.polls import settles
from beifall.domain.questions import Question
from beifall.domain.state import State
from beifall.frames import Items, encode, parts
from beifall.gateway.port import Gateway, Posted
from beifall.projection import help_item, items, own_question, rev
from beifall.settle import pending, unsettled
from beifall.snapshot import HeadCount
from beifall.store.keys import List, Touched
from beifall.store.port import Store

Pace = Literal["at-once", "bundled"]
"""Which of the two mappings has called: the one without a window, or the one that gathers for some seconds."""

PACES: dict[str, Pace] = {"at-once": "at-once", "bundled": "bundled"}
"""By the alias through which a mapping calls."""

AT_ONCE = frozenset({"event", "room", "poll"})
"""What all must see at once; the rest reaches phones and laptops bundled."""

MANY: tuple[Sight, ...] = tuple(sight for sight in SIGHTS if sight not in FEW)
"""What phones and laptops may see: whoever runs the room or staffs the desk is one of the few, whatever they hold."""

RECOUNT = 10_000
"""How old (ms) a head count may be that an update tells: a tally for two desks must not cost the reading of all phones
each time."""

LISTS: dict[List, str] = {
    "event": "event",
    "room": "rooms",
    "poll": "polls",
    "tally": "tallies",
    "question": "questions",
    "board": "board",
    "mood": "mood",
    "floor": "floor",
    "presence": "rooms",
    "help": "helps",
}


@dataclass(frozen=True)
class Sent:
    """What one broadcast came to, for the log: of so many frames, those that did not arrive, by what kept them; `why`
    one of them has failed.
    """

    room: str
    frames: int = 0
    gone: int = 0
    busy: int = 0
    failed: int = 0
    why: str = ""


class Broadcast:
    """What has changed, on its way to those who may see it."""

    def __init__(
        self, pace: Pace, *, store: Store, gateway: Gateway, delays: Delays, heads: HeadCount, now: int
    ) -> None:
        self._pace: Pace = pace
        self._store, self._gateway, self._delays, self._heads, self._now = store, gateway, delays, heads, now
        self._gone: set[Connection] = set()
        self._requests: tuple[HelpRequest, ...] | None = None

    def send(self, touched: Iterable[Touched]) -> list[Sent]:
        """The state is read after the change and the register after the state, both strongly consistent: who has
        entered since reads the change in the snapshot.
        """
        changes = set(touched)
        event = self._store.event() if changes else None
        if event is None:
            return []
        rooms: dict[str, set[Touched]] = {}
        for one in changes:
            # The event's own item is seen in every room, and so are the desk's requests by who staffs it.
            for room in (one.room,) if one.room else event.places:
                rooms.setdefault(room, set()).add(one)
        if any(one.list == "help" for one in changes):
            self._helps()  # before any register is read
        sent = [done for room, news in rooms.items() if (done := self._room(event, room, news)) is not None]
        helps = {one.id for one in changes if one.list == "help"}
        if helps and self._pace == "at-once":
            self._tell_askers([one for one in self._helps() if one.id in helps])
        # Last of all: after a cut there may be hundreds, and the others shall not wait for their funerals.
        for gone in self._gone:
            self._store.forget(gone)
        return sent

    def _room(self, event: Event, room: str, changes: set[Touched]) -> Sent | None:
        few: tuple[Connection, ...] | None = None
        if all(change.list == "help" for change in changes):
            few = self._desk(room)
            if not few:
                return None
        state = self._store.state(room, staff=True)
        if state is None:
            return None
        if self._pace == "at-once":
            self._look_again(state, changes)
        shown = {sight: items(event, state, sight, self._requests or ()) for sight in SIGHTS}
        public = {change for change in changes if not change.hidden}
        few_hear = {
            sight: _news(shown[sight], changes if sight == "moderator" else public, self._pace, near=True)
            for sight in SIGHTS
        }
        many_hear = {sight: _news(shown[sight], public, self._pace, near=False) for sight in MANY}
        # The register is read only as far as there is somebody to tell; the few first, for the stage must not wait for
        # three hundred phones.
        if any(few_hear.values()) and few is None:
            few = self._store.near(room, now=self._now)
        many = self._store.far(room, now=self._now) if any(many_hear.values()) else None
        if few is not None and many is not None:
            self._heads.learn(room, (*few, *many), now=self._now)
        sent = Sent(room)
        for (sight, near), screens in _audiences((*(few or ()), *(many or ()))).items():
            news = (few_hear if near else many_hear)[sight]
            if news:
                sum_ = rev(shown[sight])
                if sight == "info" and not shown["info"]["helps"]:
                    sum_ += sum(one.rev for one in self._helps())
                sent = self._tell(sent, screens, news, sum_)
        if self._pace == "at-once":
            self._tell_askers([one for one in state.asked(staff=True) if _is_about(one, changes)])
        return sent

    def _helps(self) -> tuple[HelpRequest, ...]:
        """All help requests, read when somebody is there who sees them."""
        if self._requests is None:
            self._requests = self._store.helps()
        return self._requests

    def _desk(self, room: str) -> tuple[Connection, ...]:
        """Who staffs the info desk, seen from one room: mostly nobody, and then nothing else need be read."""
        return tuple(one for one in self._store.near(room, now=self._now) if one.sight == "info")

    def _tell(self, sent: Sent, screens: list[Connection], news: Items, sum_: int) -> Sent:
        frame = {
            "type": "update",
            "room": sent.room,
            "rev": sum_,
            "present": self._heads.of(self._store, sent.room, now=self._now, fresh=RECOUNT),
            "items": news,
        }
        for part in parts(frame):
            posted = self._post(screens, encode(part))
            sent = replace(
                sent,
                frames=sent.frames + len(screens),
                gone=sent.gone + len(posted.gone),
                busy=sent.busy + len(posted.busy),
                failed=sent.failed + len(posted.failed),
                why=sent.why or posted.why,
            )
        return sent

    def _post(self, screens: Sequence[Connection], frame: bytes) -> Posted:
        posted = self._gateway.post_all([one.id for one in screens], frame)
        lost = set(posted.gone)
        self._gone |= {one for one in screens if one.id in lost}
        return posted

    def _look_again(self, state: State, changes: set[Touched]) -> None:
        """What must happen later is queued by whoever hears of the change, so that a command need not."""
        room = state.room.id
        for poll in pending(state):
            if any(change.list == "poll" and change.id == poll.id for change in changes):
                due = settles(poll) or self._now
                self._delays.later(Job(room, poll.id), milliseconds=max(0, due - self._now))
        if any(change.list == "question" for change in changes) and (question := unsettled(state)) is not None:
            self._delays.later(Job(room, question, "question"), milliseconds=0)

    def _tell_askers(self, contributions: Sequence[Question | HelpRequest]) -> None:
        """One's own things, on one's own screens: also those that nobody else may see."""
        for one in contributions:
            own: dict[str, object] = (
                {"asked": [own_question(one)]} if isinstance(one, Question) else {"helps": [help_item(one)]}
            )
            for device in self._store.devices(one.asker, now=self._now):
                if isinstance(one, HelpRequest) or device.room == one.room:
                    frame = {"type": "update", "room": device.room, "items": {}, "you": own}
                    self._post([device], encode(frame))


def broadcast(
    touched: Iterable[Touched],
    pace: Pace,
    *,
    store: Store,
    gateway: Gateway,
    delays: Delays,
    heads: HeadCount,
    now: int,
) -> list[Sent]:
    """Sends what has changed in each room to those who may see it."""
    return Broadcast(pace, store=store, gateway=gateway, delays=delays, heads=heads, now=now).send(touched)


def _is_about(question: Question, changes: set[Touched]) -> bool:
    return any(change.list == "question" and change.id == question.id for change in changes)


def _audiences(connections: Iterable[Connection]) -> dict[tuple[Sight, bool], list[Connection]]:
    """Who is told the same, in the order of those that are given."""
    audiences: dict[tuple[Sight, bool], list[Connection]] = {}
    for one in connections:
        audiences.setdefault((one.sight, one.near), []).append(one)
    return audiences


def _news(shown: Items, changes: set[Touched], pace: Pace, *, near: bool) -> Items:
    """Those items of what a role may see that these changes are about and this pace carries."""
    if near and pace == "bundled":
        return {}
    wanted: set[tuple[str, str]] = set()
    for change in changes:
        if near or (change.list in AT_ONCE) == (pace == "at-once"):
            wanted |= _items_of(change, shown)
        if change.list == "poll" and pace == "at-once":
            # Publishing changes the poll alone, but it is the tally that becomes visible by it.
            wanted.add(("tallies", change.id))
    news = {name: [item for item in list_ if (name, item["id"]) in wanted] for name, list_ in shown.items()}
    if pace == "bundled":
        # A final tally has come at once, with the poll that it has closed.
        news["tallies"] = [item for item in news["tallies"] if not item.get("final")]
    return {name: list_ for name, list_ in news.items() if list_}


def _items_of(change: Touched, shown: Items) -> set[tuple[str, str]]:
    if change.list == "presence":
        return {("rooms", item["id"]) for item in shown["rooms"]}
    return {(LISTS[change.list], change.id)}
