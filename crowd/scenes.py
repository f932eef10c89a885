"""What people do, in what numbers: the script that a rehearsal plays and that the bill is made for without playing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SHARES = (0.30, 0.60, 0.10)
"""How the closing question of 2020 was answered: the first three options, in the order of the event file."""

SCREENS = 2
"""Each attendee has a laptop that listens and a phone that claps."""

BATCH = 0.35
"""Seconds that a phone gathers claps for; the first clap of all goes at once."""

MOST = 100
"""Questions that a moderator shows in one discussion, however many come."""

OVATION = "ovation"
"""The scene in which everybody claps."""

BEGUN, ENDED = 0.15, 0.70
"""People begin within this first part of a burst, and stop after this part of it, evenly spread."""


@dataclass(frozen=True)
class Venue:
    """What of an event decides what can be played: rooms as (id, kind), prepared polls as (id, room, kind, options)."""

    rooms: tuple[tuple[str, str], ...]
    polls: tuple[tuple[str, str, str, int], ...] = ()

    def of(self, kind: str) -> tuple[str, ...]:
        """Ids of the rooms of a kind."""
        return tuple(id_ for id_, its in self.rooms if its == kind)

    @property
    def plenum(self) -> str:
        """Where all come together: the first plenum, or the first room."""
        return next(iter(self.of("plenum")), self.rooms[0][0])

    @property
    def foyer(self) -> str:
        """Where people arrive; the plenum if there is no foyer."""
        return next(iter(self.of("foyer")), self.plenum)

    @property
    def closing(self) -> str | None:
        """The question that the day ends with: called `closing`, else the last one with a single choice of three."""
        fit = [id_ for id_, _, kind, options in self.polls if kind == "single" and options >= len(SHARES)]
        return "closing" if "closing" in fit else next(reversed(fit), None)


@dataclass(frozen=True)
class Act:
    """`times` times somebody in `room` does `action` (of the protocol, or `join`, `cut`, `lose`), evenly spread.

    `target` is a poll for `vote` and `poll.*`; `again` of these commands are sent a second time with the same id. For
    `clap`, `times` is how many people clap, each for a part of the scene; for `enter`, `times` counts screens. `lose`
    takes people's network away, so that nothing says goodbye; `cut` closes screens, which come back.
    """

    action: str
    room: str
    times: int
    target: str = ""
    again: int = 0


@dataclass(frozen=True)
class Scene:
    """Some seconds of a day. `audience` is how many people are in which room once everybody has moved."""

    name: str
    seconds: float
    audience: Mapping[str, int]
    acts: tuple[Act, ...] = ()

    def times(self, action: str) -> int:
        """How often something is done in all."""
        return sum(act.times for act in self.acts if act.action == action)


@dataclass(frozen=True)
class Script:
    """A whole play: who waits at a desk or a stage (role and room), and its scenes."""

    people: int
    scenes: tuple[Scene, ...]
    staff: tuple[tuple[str, str], ...] = field(default=())

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return sum(scene.seconds for scene in self.scenes)


def claps(people: int, seconds: float) -> tuple[float, float]:
    """Frames that these clappers' phones send in a burst of so many seconds, and for how long one claps on average."""
    lasts = seconds * ((ENDED + 1) / 2 - BEGUN / 2)
    return people * (1 + lasts / BATCH), lasts


def shares(people: int) -> tuple[int, ...]:
    """30 %, 60 % and the rest of so many people, exact for any number."""
    first, second = round(people * SHARES[0]), round(people * SHARES[1])
    return first, second, people - first - second


def rehearsal(venue: Venue, people: int, minutes: float) -> Script:
    """The day of 2020 in some minutes; what the event has no room for is left out."""
    plenum, forums = venue.plenum, venue.of("forum")
    cafeteria = next(iter(venue.of("cafeteria")), None)
    all_ = {plenum: people}
    helps, lost = max(1, people // 50), max(1, people // 20)
    discussed = questions(plenum, max(4, people // 10), max(4, people // 2), people // 4)
    # Where there is no other occasion.
    besides = helped(venue, plenum, helps) if cafeteria is None else ()
    besides += (Act("lose", plenum, lost),) if venue.closing is None else ()
    guests = people * 2 // 5
    scenes = [
        Scene("arrival", 20, {venue.foyer: people}, (Act("join", venue.foyer, people), enter(venue.foyer, people))),
        Scene("plenum", 12, all_, (enter(plenum, people), Act("mood", plenum, people // 5))),
    ]
    prepared = [poll for poll in venue.polls if poll[0] != venue.closing]
    scenes += [Scene(f"poll {poll[0]}", 20, all_, voted(poll, people)) for poll in prepared if poll[1] == plenum]
    scenes += [
        Scene("single clap", 3, all_, (Act("clap", plenum, 1),)),
        Scene("light applause", 6, all_, (Act("clap", plenum, max(2, people // 10)),)),
        Scene("questions", 36, all_, (*discussed, *besides)),
    ]
    if cafeteria:
        audience = {plenum: people - guests, cafeteria: guests}
        acts = (
            enter(cafeteria, guests),
            Act("sit", cafeteria, guests + guests // 4, again=guests // 20),
            Act("stand", cafeteria, guests // 10),
            *helped(venue, cafeteria, helps),
        )
        scenes.append(Scene("cafeteria", 24, audience, acts))
    others = dict.fromkeys(poll[1] for poll in prepared if poll[1] not in (plenum, *forums))
    for room in others:
        polls = tuple(act for poll in prepared if poll[1] == room for act in voted(poll, people))
        scenes.append(Scene(f"polls of {room}", 24, {room: people}, (enter(room, people), *polls)))
    if forums:
        audience = {room: people // len(forums) + (number < people % len(forums)) for number, room in enumerate(forums)}
        moves = tuple(enter(room, there) for room, there in audience.items())
        asked = tuple(act for room, there in audience.items() for act in questions(room, max(1, there // 10), there, 1))
        polls = tuple(act for poll in prepared if poll[1] in audience for act in voted(poll, audience[poll[1]]))
        scenes.append(Scene("forums", 36, audience, (*moves, *asked, *polls)))
    if cafeteria or others or forums:
        back = (Act("call", plenum, 1), enter(plenum, people))
        scenes.append(Scene("back again", 15, all_, back))
    if venue.closing:
        closing = next(poll for poll in venue.polls if poll[0] == venue.closing)
        last = closing[1]
        asked_last = (Act("lose", last, lost), *voted(closing, people))
        if last != plenum:
            asked_last = (enter(last, people), *asked_last)
        scenes.append(Scene("closing question", 30, {last: people}, asked_last))
        if last != plenum:
            scenes.append(Scene("back in the plenum", 15, all_, (enter(plenum, people),)))
    scenes += [
        Scene(OVATION, 12, all_, (Act("clap", plenum, people), Act("mood", plenum, people // 10))),
        Scene("reconnect", 20, all_, (Act("cut", plenum, people * SCREENS), enter(plenum, people))),
    ]
    return Script(people, tuple(_fit(scenes, minutes * 60)), staff(venue))


def enter(room: str, people: int) -> Act:
    """Both screens of each."""
    return Act("enter", room, people * SCREENS)


def voted(poll: tuple[str, str, str, int], people: int) -> tuple[Act, ...]:
    """From opening to publishing; one in seven thinks again, one in twenty is not sure that it was heard."""
    id_, room, _, _ = poll
    votes = Act("vote", room, people + people // 7, id_, again=people // 20)
    return (
        Act("poll.open", room, 1, id_),
        votes,
        Act("poll.close", room, 1, id_),
        Act("poll.publish", room, 1, id_),
    )


def questions(room: str, asked: int, upvotes: int, moods: int) -> tuple[Act, ...]:
    """Of ten questions eight are shown, one is hidden and one stays waiting; the rest of moderating comes with that."""
    shown = min(MOST, max(1, asked * 8 // 10))
    acts = (
        Act("ask", room, asked, again=asked // 10),
        Act("question.show", room, shown),
        Act("question.hide", room, asked // 10),
        Act("question.label", room, shown // 3),
        Act("question.pin", room, max(1, shown // 5)),
        Act("question.answer", room, max(1, shown // 5)),
        Act("question.merge", room, shown // 8),
        Act("upvote", room, upvotes, again=upvotes // 20),
        Act("mood", room, moods),
    )
    return tuple(act for act in acts if act.times)


def helped(venue: Venue, room: str, times: int) -> tuple[Act, ...]:
    """Questions to the info desk from a room, and what becomes of them."""
    return Act("help", room, times), *(Act(action, venue.foyer, times) for action in ("help.take", "help.answer"))


def staff(venue: Venue) -> tuple[tuple[str, str], ...]:
    """A moderator and a stage for the plenum, each forum and wherever there is a poll; a speaker in the plenum, the
    desk, an organiser.
    """
    rooms = dict.fromkeys((venue.plenum, *venue.of("forum"), *(room for _, room, _, _ in venue.polls)))
    pairs = [(role, room) for room in rooms for role in ("moderator", "stage")]
    return (*pairs, ("speaker", venue.plenum), ("info", venue.foyer), ("organiser", venue.plenum))


def _fit(scenes: Sequence[Scene], seconds: float) -> list[Scene]:
    """The same in so many seconds."""
    scale = seconds / sum(scene.seconds for scene in scenes)
    return [Scene(one.name, one.seconds * scale, one.audience, one.acts) for one in scenes]
