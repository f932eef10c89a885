"""What people do, in what numbers: the script that a rehearsal plays and that the bill is made for without playing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

SHARES = (0.30, 0.60, 0.10)
"""How the closing question of 2020 was answered: the first three options, in the order of the event file."""

SCREENS = 2
"""Each attendee has a laptop that listens and a phone that claps."""

CLAPPING = 0.73
"""The share of a room that claps when it hears its applause within 0.7 s, in a model calibrated on Mann, Faria, Sumpter
and Krause 2013 (J. R. Soc. Interface 10:20130466).
"""

BATCH = 0.3
"""Seconds that a phone gathers claps for; the first clap of all goes at once."""

ROUNDS, ROUND = 3, 120.0
"""In so many rounds of so many seconds a discussion's questions are shown and supported."""

MOST = 100
"""Questions that a moderator shows in one discussion, however many come."""

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
    guests = people * 2 // 5
    scenes = [
        Scene("arrival", 20, {venue.foyer: people}, (Act("join", venue.foyer, people), _enter(venue.foyer, people))),
        Scene("plenum", 12, all_, (_enter(plenum, people), Act("mood", plenum, people // 5))),
    ]
    prepared = [poll for poll in venue.polls if poll[0] != venue.closing]
    scenes += [Scene(f"poll {poll[0]}", 20, all_, _poll(poll, people)) for poll in prepared if poll[1] == plenum]
    scenes += [
        Scene("single clap", 3, all_, (Act("clap", plenum, 1),)),
        Scene("light applause", 6, all_, (Act("clap", plenum, max(2, people // 10)),)),
        Scene("questions", 36, all_, _questions(plenum, max(4, people // 10), max(4, people // 2), people // 4)),
    ]
    if cafeteria:
        audience = {plenum: people - guests, cafeteria: guests}
        acts = (
            _enter(cafeteria, guests),
            Act("sit", cafeteria, guests + guests // 4, again=guests // 20),
            Act("stand", cafeteria, guests // 10),
            Act("help", cafeteria, max(1, people // 50)),
            Act("help.take", venue.foyer, max(1, people // 50)),
            Act("help.answer", venue.foyer, max(1, people // 50)),
        )
        scenes.append(Scene("cafeteria", 24, audience, acts))
    others = dict.fromkeys(poll[1] for poll in prepared if poll[1] not in (plenum, *forums))
    for room in others:
        polls = tuple(act for poll in prepared if poll[1] == room for act in _poll(poll, people))
        scenes.append(Scene(f"polls of {room}", 24, {room: people}, (_enter(room, people), *polls)))
    if forums:
        audience = {room: people // len(forums) + (number < people % len(forums)) for number, room in enumerate(forums)}
        moves = tuple(_enter(room, there) for room, there in audience.items())
        asked = tuple(
            act for room, there in audience.items() for act in _questions(room, max(1, there // 10), there, 1)
        )
        polls = tuple(act for poll in prepared if poll[1] in audience for act in _poll(poll, audience[poll[1]]))
        scenes.append(Scene("forums", 36, audience, (*moves, *asked, *polls)))
    if cafeteria or others or forums:
        back = (Act("call", plenum, 1), _enter(plenum, people))
        scenes.append(Scene("back again", 15, all_, back))
    lost = max(1, people // 20)
    if venue.closing:
        closing = next(poll for poll in venue.polls if poll[0] == venue.closing)
        last = closing[1]
        asked_last = (Act("lose", last, lost), *_poll(closing, people))
        if last != plenum:
            asked_last = (_enter(last, people), *asked_last)
        scenes.append(Scene("closing question", 30, {last: people}, asked_last))
        if last != plenum:
            scenes.append(Scene("back in the plenum", 15, all_, (_enter(plenum, people),)))
    scenes += [
        Scene("ovation", 12, all_, (Act("clap", plenum, people), Act("mood", plenum, people // 10))),
        Scene("reconnect", 20, all_, (Act("cut", plenum, people * SCREENS), _enter(plenum, people))),
    ]
    return Script(people, tuple(_fit(scenes, minutes * 60)), _staff(venue))


def day(venue: Venue, people: int, *, bursts_of_all: int = 10) -> Script:
    """Five hours: 15 polls, 20 bursts of applause of 10 s, 300 questions and 1,500 upvotes for 300 people, moods,
    breaks. So many of the bursts are in the plenum; the others are the forums' own. What is asked in a talk, the
    moderator shows afterwards, and then people support it.
    """
    plenum, forums = venue.plenum, venue.of("forum") or (venue.plenum,)
    split = {room: people // len(forums) + (number < people % len(forums)) for number, room in enumerate(forums)}
    arrive = (Act("join", venue.foyer, people), _enter(venue.foyer, people))
    scenes = [Scene("arrival", 10 * 60, {venue.foyer: people}, arrive)]
    share = bursts_of_all // 5
    scenes += _talk(plenum, people, "opening", 10, polls=2, bursts=share)
    scenes += _talk(
        plenum,
        people,
        "keynote",
        60,
        polls=4,
        bursts=2 * share,
        asked=90 * people // 300,
        discussed=15,
        moods=people // 2,
    )
    scenes += _break(venue, people)
    scenes += _forums(split, people, bursts=20 - bursts_of_all)
    scenes += _talk(plenum, people, "spotlights", 60, polls=3, bursts=share, asked=30 * people // 300, discussed=10)
    scenes += _talk(plenum, people, "conclusion", 20, polls=3, bursts=bursts_of_all - 4 * share, moods=people // 2)
    return Script(people, tuple(scenes), _staff(venue))


def _talk(
    plenum: str,
    people: int,
    name: str,
    minutes: int,
    *,
    polls: int,
    bursts: int,
    asked: int = 0,
    discussed: int = 0,
    moods: int = 0,
) -> list[Scene]:
    """Everybody comes, listens, votes and claps; at the end there are so many minutes of discussion."""
    all_ = {plenum: people}
    coming: tuple[Act, ...] = (_enter(plenum, people),)
    if moods:
        coming += (Act("mood", plenum, moods),)
    made: list[Scene] = [Scene(f"{name}: coming in", 60, all_, coming)]
    for number in range(polls):
        poll = (f"{name}-{number}", plenum, "single", 3)
        made.append(Scene(f"{name}: poll", 60, all_, _poll(poll, people * 9 // 10)))
    made += [Scene(f"{name}: applause", 10, all_, (_applause(plenum, people),)) for _ in range(bursts)]
    discussion = _questions(plenum, asked, 5 * asked, 1) if asked else ()
    asks = tuple(act for act in discussion if act.action == "ask")
    listening = 60 * (minutes - discussed) - sum(scene.seconds for scene in made)
    made.append(Scene(f"{name}: listening", listening, all_, asks))
    if discussion:
        rest = [act for act in discussion if act.action != "ask"]
        made += _discussion(f"{name}: discussion", discussed, all_, rest)
    return made


def _discussion(name: str, minutes: int, audience: Mapping[str, int], acts: Sequence[Act]) -> list[Scene]:
    """A moderator releases questions in rounds; what is released, people support in the next two minutes. In between,
    somebody answers.
    """
    rounds = [
        tuple(replace(act, times=times) for act in acts if (times := _share(act.times, number)))
        for number in range(ROUNDS)
    ]
    rest = (60 * minutes - ROUNDS * ROUND) / ROUNDS
    return [
        scene
        for shown in rounds
        for scene in (Scene(name, ROUND, audience, shown), Scene(f"{name}: answers", rest, audience))
    ]


def _share(times: int, number: int) -> int:
    return times // ROUNDS + (number < times % ROUNDS)


def _break(venue: Venue, people: int) -> list[Scene]:
    """Half an hour; half of the people go to the cafeteria, find a seat in the first minutes and stay."""
    guests = people // 2
    cafeteria = next(iter(venue.of("cafeteria")), venue.foyer)
    audience = {venue.plenum: people - guests, cafeteria: guests}
    sits = (Act("sit", cafeteria, guests + guests // 4),) if venue.of("cafeteria") else ()
    return [
        Scene("break: sitting down", 5 * 60, audience, (_enter(cafeteria, guests), *sits)),
        Scene("break", 25 * 60, audience, _help(venue, people // 30)),
    ]


def quiet(venue: Venue, people: int, hours: float = 1.0) -> Script:
    """Everybody is in the plenum and listens."""
    return Script(people, (Scene("quiet", hours * 3600, {venue.plenum: people}),), _staff(venue))


def _forums(split: Mapping[str, int], people: int, *, bursts: int) -> list[Scene]:
    """110 minutes in the forums: five polls, 180 of the questions and each forum's own applause."""
    rooms = list(split)
    share = 180 * people // 300
    moves = tuple(_enter(room, there) for room, there in split.items())
    polls = tuple(act for room in rooms[:3] for act in _poll((f"of-{room}", room, "single", 3), split[room] * 9 // 10))
    asked = tuple(
        act
        for number, room in enumerate(rooms)
        for act in _questions(room, share // len(rooms) + (number < share % len(rooms)), 5 * share // len(rooms), 1)
    )
    made = [
        Scene("forums: coming in", 120, split, moves),
        Scene("forums: polls", 120, split, polls),
        *_discussion("forums: questions", 30, split, asked),
    ]
    for number in range(bursts):
        room = rooms[number % len(rooms)]
        made.append(Scene("forums: applause", 10, split, (_applause(room, split[room]),)))
    rest = 110 * 60 - sum(scene.seconds for scene in made)
    return [*made, Scene("forums: listening", rest, split)]


def _applause(room: str, people: int) -> Act:
    return Act("clap", room, max(1, round(people * CLAPPING)))


def _enter(room: str, people: int) -> Act:
    return Act("enter", room, people * SCREENS)


def _poll(poll: tuple[str, str, str, int], people: int) -> tuple[Act, ...]:
    """From opening to publishing; one in seven thinks again, one in twenty is not sure that it was heard."""
    id_, room, _, _ = poll
    votes = Act("vote", room, people + people // 7, id_, again=people // 20)
    return (
        Act("poll.open", room, 1, id_),
        votes,
        Act("poll.close", room, 1, id_),
        Act("poll.publish", room, 1, id_),
    )


def _questions(room: str, asked: int, upvotes: int, moods: int) -> tuple[Act, ...]:
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


def _help(venue: Venue, times: int) -> tuple[Act, ...]:
    return tuple(Act(action, venue.foyer, times) for action in ("help", "help.take", "help.answer"))


def _staff(venue: Venue) -> tuple[tuple[str, str], ...]:
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
