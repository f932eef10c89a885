"""Things and views → frames → the screens of a room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from beifall.delays.port import Delays, Job
from beifall.domain.people import SIGHTS, Connection, Sight
from beifall.domain.polls import settles
from beifall.frames import Items, encode, parts
from beifall.gateway.port import Gateway
from beifall.projection import items, rev
from beifall.settle import pending
from beifall.snapshot import HeadCount
from beifall.store.keys import Touched
from beifall.store.port import Store

Pace = Literal["at-once", "bundled"]
"""Which of the two mappings has called: the one without a window, or the one that gathers for some seconds."""

PACES: dict[str, Pace] = {"at-once": "at-once", "bundled": "bundled"}
"""By the alias through which a mapping calls."""

AT_ONCE = frozenset({"room", "poll"})
"""What all must see at once; the rest reaches phones and laptops bundled."""

MANY: tuple[Sight, ...] = tuple(sight for sight in SIGHTS if sight != "moderator")
"""What phones and laptops may see: whoever runs the room is one of the few, whatever they hold."""

RECOUNT = 10_000
"""How old (ms) a head count may be that an update tells: a tally for two desks must not cost the reading of all phones
each time."""

LISTS = {"room": "rooms", "poll": "polls", "tally": "tallies"}


@dataclass(frozen=True)
class Sent:
    """What one broadcast came to, for the log: of so many frames, those that did not arrive, by what kept them."""

    room: str
    frames: int
    gone: int
    busy: int
    failed: int


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
    """Sends what has changed in each room to those who may see it. The state is read after the change and the register
    after the state, both strongly consistent: who has entered since reads the change in the snapshot.
    """
    rooms: dict[str, set[Touched]] = {}
    for one in touched:
        rooms.setdefault(one.room, set()).add(one)
    each = (
        _room(room, changes, pace, store=store, gateway=gateway, delays=delays, heads=heads, now=now)
        for room, changes in rooms.items()
    )
    return [sent for sent in each if sent is not None]


def _room(
    room: str,
    changes: set[Touched],
    pace: Pace,
    *,
    store: Store,
    gateway: Gateway,
    delays: Delays,
    heads: HeadCount,
    now: int,
) -> Sent | None:
    state, event = store.state(room, staff=True), store.event()
    if state is None or event is None:
        return None
    if pace == "at-once":
        for poll in pending(state):
            if any(change.list == "poll" and change.id == poll.id for change in changes):
                delays.later(Job(room, poll.id), milliseconds=max(0, (settles(poll) or now) - now))
    shown = {sight: items(event, state, sight) for sight in SIGHTS}
    public = {change for change in changes if not change.hidden}
    few_hear = {
        sight: _news(shown[sight], changes if sight == "moderator" else public, pace, near=True) for sight in SIGHTS
    }
    many_hear = {sight: _news(shown[sight], public, pace, near=False) for sight in MANY}
    # The register is read only as far as there is somebody to tell; the few first, for the stage must not wait for
    # three hundred phones.
    few = store.near(room, now=now) if any(few_hear.values()) else None
    many = store.far(room, now=now) if any(many_hear.values()) else None
    if few is not None and many is not None:
        heads.learn(room, (*few, *many), now=now)
    sent, busy, failed, gone = 0, 0, 0, list[Connection]()
    for (sight, near), screens in _audiences((*(few or ()), *(many or ()))).items():
        news = (few_hear if near else many_hear)[sight]
        if not news:
            continue
        frame = {
            "type": "update",
            "room": room,
            "rev": rev(shown[sight]),
            "present": heads.of(store, room, now=now, fresh=RECOUNT),
            "items": news,
        }
        for part in parts(frame):
            posted = gateway.post_all([one.id for one in screens], encode(part))
            sent, busy, failed = sent + len(screens), busy + len(posted.busy), failed + len(posted.failed)
            lost = set(posted.gone)
            gone += [one for one in screens if one.id in lost]
    # Last of all: after a cut there may be hundreds, and the others shall not wait for their funerals.
    for one in set(gone):
        store.forget(one)
    return Sent(room, sent, len(set(gone)), busy, failed)


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
            wanted.add((LISTS[change.list], change.id))
        if change.list == "poll" and pace == "at-once":
            # Publishing changes the poll alone, but it is the tally that becomes visible by it.
            wanted.add(("tallies", change.id))
    news = {name: [item for item in list_ if (name, item["id"]) in wanted] for name, list_ in shown.items()}
    if pace == "bundled":
        # A final tally has come at once, with the poll that it has closed.
        news["tallies"] = [item for item in news["tallies"] if not item["final"]]
    return {name: list_ for name, list_ in news.items() if list_}
