"""Five hours of a real day, which nobody plays here but which can be priced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle

from crowd.scenes import Act, Scene, Script, Venue, enter, helped, questions, staff, voted

CLAPPING = 0.73
"""The share of a room that claps when it hears its applause within 0.7 s, in a model calibrated on Mann, Faria, Sumpter
and Krause 2013 (J. R. Soc. Interface 10:20130466).
"""

Poll = tuple[str, str, str, int]
"""As a venue has it: id, room, kind, options."""

UNPREPARED: Poll = "unprepared", "", "single", 3
"""Where an event has no poll of its own."""

ROUNDS, ROUND = 3, 120.0
"""In so many rounds of so many seconds a discussion's questions are shown and supported."""


def day(venue: Venue, people: int, *, bursts_of_all: int = 10) -> Script:
    """Five hours: 15 polls, 20 bursts of applause of 10 s, 300 questions and 1,500 upvotes for 300 people, moods,
    breaks. So many of the bursts are in the plenum; the others are the forums' own. What is asked in a talk, the
    moderator shows afterwards, and then people support it. The polls that were prepared take turns, wherever there is
    one.
    """
    turns = cycle(venue.polls or (UNPREPARED,))
    plenum, forums = venue.plenum, venue.of("forum") or (venue.plenum,)
    split = {room: people // len(forums) + (number < people % len(forums)) for number, room in enumerate(forums)}
    arrive = (Act("join", venue.foyer, people), enter(venue.foyer, people))
    scenes = [Scene("arrival", 10 * 60, {venue.foyer: people}, arrive)]
    share = bursts_of_all // 5
    scenes += _talk(plenum, people, "opening", 10, polls=_next(turns, 2), bursts=share)
    scenes += _talk(
        plenum,
        people,
        "keynote",
        60,
        polls=_next(turns, 4),
        bursts=2 * share,
        asked=90 * people // 300,
        discussed=15,
        moods=people // 2,
    )
    scenes += _break(venue, people)
    scenes += _forums(split, people, polls=_next(turns, len(list(split)[:3])), bursts=20 - bursts_of_all)
    scenes += _talk(
        plenum,
        people,
        "spotlights",
        60,
        polls=_next(turns, 3),
        bursts=share,
        asked=30 * people // 300,
        discussed=10,
    )
    rest = bursts_of_all - 4 * share
    scenes += _talk(plenum, people, "conclusion", 20, polls=_next(turns, 3), bursts=rest, moods=people // 2)
    return Script(people, tuple(scenes), staff(venue))


def _talk(
    plenum: str,
    people: int,
    name: str,
    minutes: int,
    *,
    polls: Sequence[Poll],
    bursts: int,
    asked: int = 0,
    discussed: int = 0,
    moods: int = 0,
) -> list[Scene]:
    """Everybody comes, listens, votes and claps; at the end there are so many minutes of discussion."""
    all_ = {plenum: people}
    coming: tuple[Act, ...] = (enter(plenum, people),)
    if moods:
        coming += (Act("mood", plenum, moods),)
    made: list[Scene] = [Scene(f"{name}: coming in", 60, all_, coming)]
    made += [Scene(f"{name}: poll", 60, all_, voted(_in(plenum, poll), people * 9 // 10)) for poll in polls]
    made += [Scene(f"{name}: applause", 10, all_, (_applause(plenum, people),)) for _ in range(bursts)]
    discussion = questions(plenum, asked, 5 * asked, 1) if asked else ()
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
        Scene("break: sitting down", 5 * 60, audience, (enter(cafeteria, guests), *sits)),
        Scene("break", 25 * 60, audience, helped(venue, venue.foyer, people // 30)),
    ]


def quiet(venue: Venue, people: int, hours: float = 1.0) -> Script:
    """Everybody is in the plenum and listens."""
    return Script(people, (Scene("quiet", hours * 3600, {venue.plenum: people}),), staff(venue))


def _next(turns: Iterator[Poll], number: int) -> tuple[Poll, ...]:
    return tuple(next(turns) for _ in range(number))


def _in(room: str, poll: Poll) -> Poll:
    """The same, asked there."""
    id_, _, kind, options = poll
    return id_, room, kind, options


def _forums(split: Mapping[str, int], people: int, *, polls: Sequence[Poll], bursts: int) -> list[Scene]:
    """110 minutes in the forums: a poll in some of them, 180 of the questions and each forum's own applause."""
    rooms = list(split)
    share = 180 * people // 300
    moves = tuple(enter(room, there) for room, there in split.items())
    voting = tuple(
        act for room, poll in zip(rooms, polls, strict=False) for act in voted(_in(room, poll), split[room] * 9 // 10)
    )
    asked = tuple(
        act
        for number, room in enumerate(rooms)
        for act in questions(room, share // len(rooms) + (number < share % len(rooms)), 5 * share // len(rooms), 1)
    )
    made = [
        Scene("forums: coming in", 120, split, moves),
        Scene("forums: polls", 120, split, voting),
        *_discussion("forums: questions", 30, split, asked),
    ]
    for number in range(bursts):
        room = rooms[number % len(rooms)]
        made.append(Scene("forums: applause", 10, split, (_applause(room, split[room]),)))
    rest = 110 * 60 - sum(scene.seconds for scene in made)
    return [*made, Scene("forums: listening", rest, split)]


def _applause(room: str, people: int) -> Act:
    return Act("clap", room, max(1, round(people * CLAPPING)))
