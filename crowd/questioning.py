"""Questions of a room: asked, moderated, supported."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from crowd.cast import Cast, marked, spread
from crowd.decisions import decide, seen
from crowd.person import Person
from crowd.scenes import Act

ASKING = 0.45
"""The part of a scene in which questions are asked."""

LABELS = ("Technik", "Geld", "Personal", "Recht")


@dataclass
class Round:
    """The questions of one scene in one room. `supportable` are those that stay shown, as far as they are there."""

    room: str
    acts: Mapping[str, Act]
    chance: random.Random
    asked: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    shown: list[str] = field(default_factory=list)
    supportable: list[str] = field(default_factory=list)
    some: asyncio.Event = field(default_factory=asyncio.Event)

    def times(self, action: str) -> int:
        """How often something is done here."""
        act = self.acts.get(action)
        return act.times if act else 0

    def again(self, action: str) -> int:
        """And how often it is sent again."""
        act = self.acts.get(action)
        return act.again if act else 0


async def hold(cast: Cast, room: str, acts: Mapping[str, Act], seconds: float, chance: random.Random) -> None:
    """All of it, as often as the script says."""
    here = Round(room, acts, chance)
    async with cast.together() as group:
        group.begin(_ask(cast, here, seconds * ASKING))
        group.begin(_moderated(cast, here))
        group.begin(_support(cast, here, seconds))


async def _ask(cast: Cast, here: Round, seconds: float) -> None:
    people = here.chance.sample(cast.audience(here.room), min(here.times("ask"), len(cast.audience(here.room))))
    unsure = here.again("ask")

    async def one(person: Person, number: int, at: float) -> None:
        await asyncio.sleep(at)
        text, _ = marked(f"Wie geht es weiter mit Punkt {number}?", here.chance)
        name = marked("Gast", here.chance)[0] if number % 3 == 0 else None
        question = ""
        try:
            reply = await person.ask(text, name, twice_after=here.chance.uniform(0.1, 1.0) if number < unsure else None)
            question = reply.get("question", "")
        finally:
            here.asked.put_nowait(question)

    async with cast.together() as group:
        for number, (person, at) in enumerate(
            zip(people, spread(len(people), seconds, here.chance), strict=True) if people else ()
        ):
            group.begin(one(person, number, at))


async def _moderated(cast: Cast, here: Round) -> None:
    """Whatever becomes of it, nobody waits for more questions to support after that."""
    try:
        await _moderate(cast, here)
    finally:
        here.some.set()


async def _moderate(cast: Cast, here: Round) -> None:
    """First come, first shown; the last ones are hidden, or wait for ever. Some of the shown ones get labels, are
    pinned or answered, and in the end some are merged into the first, of which one, seen by all, is hidden.
    """
    desk = cast.desk(here.room)
    todo = {action: here.times(f"question.{action}") for action in ("show", "hide", "label", "pin", "answer", "merge")}
    asked = min(here.times("ask"), len(cast.audience(here.room)))
    for number in range(asked):
        question = await here.asked.get()
        if not question:
            continue
        there = await seen(desk, "questions", question)
        if len(here.shown) < todo["show"]:
            # In a room where questions are open it is there already.
            is_shown = there["state"] == "shown"
            shown = there if is_shown else await decide(desk, "question.show", "questions", question)
            here.shown.append(question)
            await _tend(cast, here, question, shown["rev"], todo)
            if number < todo["show"] - todo["merge"] or number == 0:
                here.supportable.append(question)
                here.some.set()
        elif todo["hide"] > bool(todo["merge"]) and _one(todo, "hide"):
            await decide(desk, "question.hide", "questions", question)
    merged = here.shown[1:][-todo["merge"] :] if todo["merge"] else []
    for number, question in enumerate(merged, 1):
        reply = await decide(desk, "question.merge", "questions", question, into=here.shown[0])
        if number == len(merged) and _one(todo, "hide"):
            await decide(desk, "question.hide", "questions", question, after=reply["rev"] - 1)


async def _tend(cast: Cast, here: Round, question: str, rev: int, todo: dict[str, int]) -> None:
    """What a moderator does to a question that is shown, each on what their desk shows of it by then."""
    desk = cast.desk(here.room)
    if _one(todo, "label"):
        labels = [here.chance.choice(LABELS)]
        rev = (await decide(desk, "question.label", "questions", question, after=rev - 1, labels=labels))["rev"]
    if _one(todo, "pin"):
        await decide(desk, "question.pin", "questions", question, after=rev - 1)
    if _one(todo, "answer"):
        speaker = cast.staff.get(("speaker", here.room)) if todo["answer"] % 2 else None
        text = "Das klären wir bis zum Protokoll." if here.chance.random() < 0.7 else None
        await decide(speaker or desk, "question.answer", "questions", question, after=rev - 1, text=text)


def _one(todo: dict[str, int], action: str) -> bool:
    """Whether there is one left to do, which is then done."""
    todo[action] -= 1
    return todo[action] >= 0


async def _support(cast: Cast, here: Round, seconds: float) -> None:
    """Each pair of a person and a question once; whoever has supported all may think again."""
    audience, times = cast.audience(here.room), here.times("upvote")
    if not audience or not times:
        return
    await here.some.wait()
    unsure = here.again("upvote")
    pairs: dict[tuple[int, str], bool] = {}

    async def one(number: int, at: float) -> None:
        await asyncio.sleep(at)
        if not here.supportable:
            return
        person = here.chance.choice(audience)
        fresh = [question for question in here.supportable if (person.number, question) not in pairs]
        question = here.chance.choice(fresh or here.supportable)
        on = not pairs.get((person.number, question), False)
        pairs[person.number, question] = on
        await person.seen("questions", question, {"state": "shown"})
        twice_after = here.chance.uniform(0.1, 1.0) if number < unsure else None
        await person.upvote(question, on=on, twice_after=twice_after)

    async with cast.together() as group:
        for number, at in enumerate(spread(times, seconds * 0.6, here.chance)):
            group.begin(one(number, at))
