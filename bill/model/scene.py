"""What one scene costs, and how it leaves the rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bill.model import applause, counted, joining, later, standing
from bill.model.commands import commanded, entered
from bill.model.contents import Contents
from bill.model.effects import BOARD_ITEM, MOOD_ITEM, TALLY_ITEM, changes, left
from bill.model.house import House, Place
from bill.model.told import Changes, told
from bill.usage import Usage
from crowd.scenes import SCREENS, Act, Scene

NEW = frozenset({"join", "cut", "lose"})
"""Acts after which screens enter for the first time."""

Rooms = Mapping[str, Contents]


@dataclass(frozen=True)
class Priced:
    """What a scene uses, and what lies in the rooms when it is over."""

    usage: Usage
    after: Rooms


def priced(scene: Scene, house: House, before: Rooms, since: float) -> Priced:
    """A scene in these rooms, so many seconds after people have come. Its acts find the rooms as they are half-way
    through.
    """
    after = _after(scene, house, before)
    places = {
        room: Place(room, house, _halfway(lies, after[room]), scene.audience.get(room, 0))
        for room, lies in before.items()
    }
    usage = Usage()
    acts = [act for act in scene.acts if act.times]
    for act in acts:
        usage += _acted(act, scene, places)
    for place in places.values():
        here = [act for act in acts if act.room == place.id]
        usage += _facts(place, here, scene)
        usage += standing.pings(place, since, scene.seconds)
    screens = sum(scene.audience.values()) * SCREENS + len(house.staff)
    usage += standing.minutes(screens, scene.seconds)
    usage += standing.upkeep(house, places.values(), scene.seconds)
    return Priced(usage, after)


def _acted(act: Act, scene: Scene, places: Mapping[str, Place]) -> Usage:
    """What an act does by itself; what its changes let be told is `_facts`'."""
    place = places[act.room]
    is_new = any(one.action in NEW for one in scene.acts)
    times = float(act.times)
    match act.action:
        case "join":
            return joining.joined(times, place) + joining.connected(times * SCREENS)
        case "cut":
            return joining.disconnected(times) + joining.connected(times)
        case "lose":
            back = entered(times * SCREENS, place, scene.seconds, is_new=True)
            return joining.connected(times * SCREENS) + back
        case "enter":
            return entered(times, place, place.house.manner("enter", scene.seconds), is_new=is_new)
        case "clap":
            return applause.burst(place, act.times, scene.seconds)
    usage = commanded(act, place)
    match act.action:
        case "poll.close":
            usage += later.settled(place, times)
        case "question.merge":
            usage += later.merged(place, times)
        case "call":
            usage += later.gong(place.house, places.values(), times)
        case "help" | "help.take" | "help.answer":
            usage += later.helped(place.house, act, places.values())
    return usage


def _facts(place: Place, acts: list[Act], scene: Scene) -> Usage:
    """Recounts, and all that the room's screens are told."""
    usage, news, spans = Usage(), list[Changes](), list[tuple[float, float]]()
    for act in acts:
        span = place.house.manner(act.action, scene.seconds)
        made = list(changes(act))
        if recounts := _recounted(place, act, span):
            usage += recounts.usage
            made.append(replace(_counted(place, act), times=recounts.changes))
        spans += [(span, one.times) for one in made]
        news += made
    number = sum(times for _, times in spans)
    seconds = sum(span * times for span, times in spans) / number if number else scene.seconds
    return usage + told(place, news, seconds)


def _recounted(place: Place, act: Act, seconds: float) -> counted.Recounts | None:
    times = float(act.times)
    match act.action:
        case "vote":
            return counted.ballots(place, times, seconds)
        case "upvote":
            return counted.boards(place, times, seconds)
        case "mood":
            return counted.moods(place, times, seconds)
        case "ask" | "help":
            return counted.nothing("questions", times, seconds)
    return None


def _counted(place: Place, act: Act) -> Changes:
    """What a recount changes of the room."""
    match act.action:
        case "vote":
            live = act.target in place.house.live
            return Changes("votes", 0, bundled=True, many=live, staff=not live, item=TALLY_ITEM)
        case "upvote":
            shown = max(1.0, place.contents.shown)
            return Changes("questions", 0, bundled=True, many=True, item=BOARD_ITEM, kinds=shown)
    return Changes("moods", 0, bundled=True, many=True, item=MOOD_ITEM)


def _after(scene: Scene, house: House, before: Rooms) -> dict[str, Contents]:
    after = dict(before)
    for act in scene.acts:
        after[act.room] = left(act, after[act.room])
        if act.action == "sit":
            seats = min(scene.audience.get(act.room, 0), house.seats)
            after[act.room] = replace(after[act.room], seats=seats)
    # Whoever has gone has left their seat.
    return {room: replace(lies, seats=min(lies.seats, scene.audience.get(room, 0))) for room, lies in after.items()}


def _halfway(before: Contents, after: Contents) -> Contents:
    numbers = {name: (getattr(before, name) + its) / 2 for name, its in vars(after).items() if name != "kind"}
    # A poll that is opened and closed in one scene is open in it.
    return replace(after, **{**numbers, "open": before.open + (after.polls > before.polls)})
