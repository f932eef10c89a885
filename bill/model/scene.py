"""What one scene costs, and how it leaves the rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bill.model import applause, counted, joining, later, standing
from bill.model.commands import commanded, entered
from bill.model.contents import Contents
from bill.model.effects import BOARD_ITEM, MOOD_ITEM, changes, left
from bill.model.house import House, Place
from bill.model.renewals import renewed
from bill.model.shed import admitted, refused
from bill.model.told import Changes, told
from bill.usage import Usage
from crowd.scenes import SCREENS, Act, Scene

NEW = frozenset({"join", "cut", "lose"})
"""Acts after which screens enter for the first time."""

Rooms = Mapping[str, Contents]


@dataclass(frozen=True)
class Priced:
    """What a scene uses, what lies in the rooms when it is over, and how many questions were refused."""

    usage: Usage
    after: Rooms
    refused: float


def priced(scene: Scene, house: House, before: Rooms, since: float) -> Priced:
    """A scene in these rooms, so many seconds after people have come. Its acts find the rooms as they are half-way
    through.
    """
    then = after(scene, house, before)
    places = {
        room: Place(room, house, _halfway(lies, then[room]), scene.audience.get(room, 0))
        for room, lies in before.items()
    }
    usage, shed = Usage(), 0.0
    for act in scene.acts:
        more = act.times - admitted(act, scene, before[act.room]).times
        usage, shed = usage + refused(places[act.room], more), shed + more
    acts = [one for act in scene.acts if (one := admitted(act, scene, before[act.room])).times]
    for act in acts:
        usage += _acted(act, scene, places)
    for place in places.values():
        here = [act for act in acts if act.room == place.id]
        usage += _facts(place, here, scene)
        usage += standing.pings(place, since, scene.seconds)
        usage += renewed(place, since, scene.seconds)
    screens = sum(scene.audience.values()) * SCREENS + len(house.staff)
    usage += standing.minutes(screens, scene.seconds)
    usage += standing.upkeep(house, places.values(), scene.seconds)
    return Priced(usage, then, shed)


def after(scene: Scene, house: House, before: Rooms) -> Rooms:
    """What lies in the rooms when the scene is over."""
    rooms = dict(before)
    for act in scene.acts:
        rooms[act.room] = left(admitted(act, scene, before[act.room]), rooms[act.room], house.poll(act.target))
        if act.action == "sit":
            seats = min(scene.audience.get(act.room, 0), house.seats)
            rooms[act.room] = replace(rooms[act.room], seats=seats)
    # Whoever has gone has left their seat.
    return {room: replace(lies, seats=min(lies.seats, scene.audience.get(room, 0))) for room, lies in rooms.items()}


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
            usage += later.settled(place, times, _ballots(act, scene, place), place.house.poll(act.target))
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
        made = list(changes(act, place.house.poll(act.target), _ballots(act, scene, place)))
        if recounts := _recounted(place, act, span):
            usage += recounts.usage
            ends = any((one.action, one.target) == ("poll.close", act.target) for one in acts)
            made.append(replace(_counted(place, act), times=recounts.changes, ends=ends))
        spans += [(span, one.times) for one in made]
        news += made
    number = sum(times for _, times in spans)
    seconds = sum(span * times for span, times in spans) / number if number else scene.seconds
    return usage + told(place, news, seconds)


def _recounted(place: Place, act: Act, seconds: float) -> counted.Recounts | None:
    times = float(act.times)
    match act.action:
        case "vote":
            return counted.ballots(place, times, seconds, place.house.poll(act.target))
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
            asked = place.house.poll(act.target)
            item = asked.told(min(act.times, place.people) / 2)
            return Changes("votes", 0, bundled=True, many=asked.is_live, staff=not asked.is_live, item=item)
        case "upvote":
            shown = max(1.0, place.contents.shown)
            return Changes("questions", 0, bundled=True, many=True, item=BOARD_ITEM, kinds=shown)
    return Changes("moods", 0, bundled=True, many=True, item=MOOD_ITEM)


def _ballots(act: Act, scene: Scene, place: Place) -> float:
    """Of the poll that an act is about, when it is closed: whoever thinks again has one as before."""
    poll = "vote", act.room, act.target
    votes = sum(one.times for one in scene.acts if (one.action, one.room, one.target) == poll)
    return min(float(votes), place.people)


def _halfway(before: Contents, after: Contents) -> Contents:
    numbers = {name: (getattr(before, name) + its) / 2 for name, its in vars(after).items() if name != "kind"}
    # A poll that is opened and closed in one scene is open in it, and has none of the last one's ballots.
    opened = after.polls > before.polls
    ballots = after.ballots / 2 if opened else numbers["ballots"]
    return replace(after, **{**numbers, "open": before.open + opened, "ballots": ballots})
