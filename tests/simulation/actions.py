"""What people do: each action looks at what its client shows and asks for something, or finds nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from tests.simulation.client import Client

Item = dict[str, Any]
Form = dict[str, Any]

VOCABULARY = ("open", "Open", "warm", "kurz", "lang", "Mut", "mut", "gut")
MOODS = (1, 2, 3, 4, 5)


class Scene(Protocol):
    """What an action may know besides what its client shows."""

    rooms: tuple[str, ...]

    def marker(self) -> str: ...

    def guess(self, kind: str, chance: Random) -> tuple[str, str] | None: ...


Action = Callable[[Client, Random, Scene], bool]


def _pick(found: list[Item], chance: Random) -> Item | None:
    return chance.choice(found) if found else None


def _poll(client: Client, chance: Random, *states: str) -> Item | None:
    return _pick([one for one in client.view.of("polls") if one["state"] in states], chance)


def _question(client: Client, chance: Random, *states: str) -> Item | None:
    return _pick([one for one in client.view.of("questions") if one["state"] in states], chance)


def vote(client: Client, chance: Random, scene: Scene) -> bool:
    poll = _poll(client, chance, "open", "open", "closing")
    if poll is None:
        return False
    vote_on(client, poll, chance)
    return True


def vote_on(client: Client, poll: Item, chance: Random) -> None:
    """On this one, if one is there at all."""
    if client.online:
        place = "vote", client.view.room, poll["id"], str(poll["round"])
        client.ask(
            "vote", poll=poll["id"], round=poll["round"], choice=choice(poll, chance), seq=client.next_seq(*place)
        )


def choice(poll: Item, chance: Random) -> list[str | int]:
    """Something that the poll offers; now and then nothing, which withdraws the ballot."""
    if chance.random() < 0.1:
        return []
    ids = [option["id"] for option in poll["options"]]
    match poll["kind"]:
        case "single":
            return [chance.choice(ids)]
        case "multiple":
            return chance.sample(ids, chance.randint(poll["min"], poll["max"]))
        case "scale":
            return [chance.randint(poll["low"], poll["high"])]
        case _:
            return list(chance.sample(VOCABULARY[:1] + VOCABULARY[2:6], chance.randint(1, poll["max"])))


def vote_blindly(client: Client, chance: Random, scene: Scene) -> bool:
    """On a poll that one should not know of, or with a choice that it does not offer."""
    found = scene.guess("poll", chance)
    if found is None:
        return False
    fields = {"choice": [chance.choice("abz")], "seq": chance.randint(1, 3), "round": chance.randint(1, 2)}
    client.ask("vote", poll=found[1], **fields)
    return True


def upvote(client: Client, chance: Random, scene: Scene) -> bool:
    question = _question(client, chance, "shown", "merged")
    if question is None:
        return False
    place = "upvote", client.view.room, question["id"]
    client.ask("upvote", question=question["id"], on=chance.random() < 0.75, seq=client.next_seq(*place))
    return True


def mood(client: Client, chance: Random, scene: Scene) -> bool:
    client.ask("mood", mood=chance.choice(MOODS), seq=client.next_seq("mood", client.view.room))
    return True


def ask(client: Client, chance: Random, scene: Scene) -> bool:
    if client.net.now < client.pause_until:
        return False
    client.pause_until = client.net.now + 10_500 * (chance.random() < 0.9)
    name = f"Name {scene.marker()}" if chance.random() < 0.4 else None
    client.ask("ask", text=f"Why {scene.marker()}?", name=name)
    return True


def withdraw(client: Client, chance: Random, scene: Scene) -> bool:
    own = _pick(client.view.you.get("asked", []), chance)
    if own is None:
        return False
    client.ask("question.withdraw", question=own["id"])
    return True


def withdraw_anothers(client: Client, chance: Random, scene: Scene) -> bool:
    found = scene.guess("question", chance)
    if found is None:
        return False
    client.ask("question.withdraw", question=found[1])
    return True


def sit(client: Client, chance: Random, scene: Scene) -> bool:
    floor = _pick(client.view.of("floor"), chance)
    if floor is None:
        return False
    client.ask("sit", table=chance.choice(floor["tables"])["id"])
    return True


def stand(client: Client, chance: Random, scene: Scene) -> bool:
    if not client.view.of("floor") or (not client.seated and chance.random() < 0.7):
        return False
    client.ask("stand")
    return True


def help_me(client: Client, chance: Random, scene: Scene) -> bool:
    client.ask("help", text=f"Where is {scene.marker()}?")
    return True


def clap(client: Client, chance: Random, scene: Scene) -> bool:
    """A burst, of claps as they are or as a flood would make them."""
    if client.plain:
        return False
    for n in range(chance.randint(1, 5)):
        ages = sorted(chance.randint(0, 400) for _ in range(chance.choice((1, 2, 3, 16))))
        client.net.after(330 * n, lambda ages=ages: client.clap(ages, 8) if client.online else None)  # type: ignore[misc]
    return True


def go(client: Client, chance: Random, scene: Scene) -> bool:
    others = [room for room in scene.rooms if room != client.view.room]
    if not others:
        return False
    client.move(chance.choice(others))
    return True


def usurp(client: Client, chance: Random, scene: Scene) -> bool:
    """What one's role does not allow, on things that one should not know of."""
    poll, question = scene.guess("poll", chance), scene.guess("question", chance)
    wished: list[tuple[str, Form]] = [
        ("poll.create", {"poll": form(chance, scene.marker())}),
        ("room.set", {"rev": 1, "applause": False}),
        ("call", {"minutes": 1}),
    ]
    if poll is not None:
        on = {"poll": poll[1], "rev": chance.randint(1, 4)}
        wished += [(f"poll.{what}", on) for what in ("open", "close", "publish", "reset", "delete")]
    if question is not None:
        about = {"question": question[1], "rev": chance.randint(1, 4)}
        wished += [(f"question.{what}", about) for what in ("show", "hide", "pin", "answer", "wait")]
        wished.append(("question.erase", {"question": question[1]}))
    action, fields = chance.choice(wished)
    client.ask(action, **fields)
    return True


def botch(client: Client, chance: Random, scene: Scene) -> bool:
    """A frame that is no command."""
    bad: list[tuple[str, Form]] = [
        ("vote", {"poll": "p", "round": 0, "choice": [], "seq": 1}),
        ("ask", {"text": "", "name": None}),
        ("ask", {"text": "\u202e", "name": None}),
        ("mood", {"mood": 9, "seq": 1}),
        ("sit", {"table": "99"}),
        ("dance", {}),
        ("upvote", {"question": "none", "on": True, "seq": 1}),
        ("vote", {"poll": "none", "round": 1, "choice": [], "seq": 1}),
    ]
    action, fields = chance.choice(bad)
    client.ask(action, **fields)
    return True


def form(chance: Random, marker: str) -> Form:
    """A new poll of any kind, with a marked text."""
    kind = chance.choice(("single", "single", "multiple", "scale", "words"))
    shaped: Form = {
        "kind": kind,
        "prompt": f"What about {marker}?",
        "results": chance.choice(("live", "live", "after_vote", "after_close", "on_publish")),
        "secret": chance.random() < 0.6,
    }
    if kind in ("single", "multiple"):
        ids = "abcd"[: chance.randint(2, 4)]
        shaped["options"] = [{"id": id_, "text": f"{id_} of {marker}"} for id_ in ids]
        if kind == "multiple":
            shaped["min"] = chance.randint(1, 2)
            shaped["max"] = chance.randint(shaped["min"], len(ids))
    elif kind == "scale":
        shaped |= {"low": chance.randint(0, 1), "high": chance.randint(3, 5)}
    else:
        shaped["max"] = chance.randint(1, 3)
    return shaped


def create(client: Client, chance: Random, scene: Scene) -> bool:
    if len(client.view.of("polls")) >= 4 and chance.random() < 0.8:
        return False
    client.ask("poll.create", poll=form(chance, scene.marker()))
    return True


def change(client: Client, chance: Random, scene: Scene) -> bool:
    poll = _poll(client, chance, "draft")
    if poll is None:
        return False
    fresh = form(chance, scene.marker())
    if poll["round"] > 1 and chance.random() < 0.8:
        kept = ("kind", "options", "min", "max", "low", "high")
        fresh = {name: fresh[name] for name in ("prompt", "results", "secret")} | {name: poll[name] for name in kept}
    client.ask("poll.change", poll={**fresh, "id": poll["id"], "rev": _rev(poll, chance)})
    return True


def open_(client: Client, chance: Random, scene: Scene) -> bool:
    poll = _poll(client, chance, "draft")
    if poll is None:
        return False
    seconds = chance.choice((None, None, 10, 10, 20))
    client.ask("poll.open", poll=poll["id"], rev=_rev(poll, chance), seconds=seconds)
    return True


def take_back(client: Client, chance: Random, scene: Scene) -> bool:
    poll = _poll(client, chance, "closing", "open")
    if poll is None:
        return False
    client.ask("poll.open", poll=poll["id"], rev=_rev(poll, chance), seconds=chance.choice((None, 10)))
    return True


def _on_poll(action: str, *states: str) -> Action:
    def act(client: Client, chance: Random, scene: Scene) -> bool:
        poll = _poll(client, chance, *states)
        if poll is None:
            return False
        client.ask(action, poll=poll["id"], rev=_rev(poll, chance))
        return True

    return act


def strike(client: Client, chance: Random, scene: Scene) -> bool:
    read = [one for one in client.view.of("tallies") if one.get("words")]
    tally = _pick(read, chance)
    if tally is None:
        return False
    client.ask("poll.strike", poll=tally["id"], word=chance.choice(tally["words"])[0])
    return True


def _on_question(action: str, *states: str, **fields: Callable[[Random, Scene], Any]) -> Action:
    def act(client: Client, chance: Random, scene: Scene) -> bool:
        question = _question(client, chance, *states)
        if question is None:
            return False
        more = {name: draw(chance, scene) for name, draw in fields.items()}
        client.ask(action, question=question["id"], rev=_rev(question, chance), **more)
        return True

    return act


def merge(client: Client, chance: Random, scene: Scene) -> bool:
    found = [one for one in client.view.of("questions") if one["state"] in ("shown", "waiting")]
    if len(found) < 2:
        return False
    one, into = chance.sample(found, 2)
    client.ask("question.merge", question=one["id"], rev=_rev(one, chance), into=into["id"])
    return True


def erase(client: Client, chance: Random, scene: Scene) -> bool:
    question = _question(client, chance, "waiting", "shown", "hidden", "merged")
    if question is None:
        return False
    client.ask("question.erase", question=question["id"])
    return True


def set_room(client: Client, chance: Random, scene: Scene) -> bool:
    room = client.view.items.get("rooms", {}).get(client.view.room)
    if room is None or "questions" not in room:
        return False
    fields = chance.choice(
        (
            {"questions": chance.choice(("moderated", "open", "moderated", "closed"))},
            {"applause": chance.random() < 0.5},
            {"notice": chance.choice((None, "Please sit down."))},
        )
    )
    client.ask("room.set", rev=_rev(room, chance), **fields)
    return True


def call(client: Client, chance: Random, scene: Scene) -> bool:
    client.ask("call", minutes=chance.randint(0, 5))
    return True


def take_help(client: Client, chance: Random, scene: Scene) -> bool:
    request = _pick([one for one in client.view.of("helps") if one["state"] == "waiting"], chance)
    if request is None:
        return False
    client.ask("help.take", help=request["id"], rev=_rev(request, chance))
    return True


def answer_help(client: Client, chance: Random, scene: Scene) -> bool:
    request = _pick(client.view.of("helps"), chance)
    if request is None:
        return False
    client.ask("help.answer", help=request["id"], rev=_rev(request, chance), text=f"There: {scene.marker()}")
    return True


def ping(client: Client, chance: Random, scene: Scene) -> bool:
    client.ping()
    return True


def _rev(item: Item, chance: Random) -> int:
    """The revision that one sees, or now and then an old one."""
    return max(0, int(item["rev"]) - (chance.random() < 0.05))


def _labels(chance: Random, _scene: Scene) -> list[str]:
    return chance.sample(("law", "money", "IT"), chance.randint(0, 2))


def _answer(chance: Random, scene: Scene) -> str | None:
    return f"Because {scene.marker()}" if chance.random() < 0.6 else None


publish, close, reset = (
    _on_poll("poll.publish", "closed", "closed", "closing"),
    _on_poll("poll.close", "open"),
    _on_poll("poll.reset", "closed", "published"),
)
show = _on_question("question.show", "waiting")
answer = _on_question("question.answer", "shown", "shown", "merged", text=_answer)


@dataclass(frozen=True)
class Habit:
    """How often (a weight) somebody does something."""

    name: str
    act: Action
    weight: int = 1


ATTENDEE = (
    Habit("vote", vote, 10),
    Habit("upvote", upvote, 6),
    Habit("mood", mood, 2),
    Habit("ask", ask, 3),
    Habit("withdraw", withdraw),
    Habit("withdraw another's", withdraw_anothers),
    Habit("clap", clap, 2),
    Habit("sit", sit, 7),
    Habit("stand", stand),
    Habit("help", help_me),
    Habit("go", go),
    Habit("usurp", usurp),
    Habit("vote blindly", vote_blindly),
    Habit("botch", botch),
    Habit("ping", ping),
)
CONDUCTOR = (
    Habit("create", create, 3),
    Habit("change", change, 2),
    Habit("delete", _on_poll("poll.delete", "draft")),
    Habit("open", open_, 8),
    Habit("take back", take_back, 2),
    Habit("close", close, 7),
    Habit("publish", publish, 4),
    Habit("reset", reset, 2),
    Habit("strike", strike, 2),
    Habit("show", show, 6),
    Habit("wait", _on_question("question.wait", "shown")),
    Habit("hide", _on_question("question.hide", "waiting", "shown", "merged"), 2),
    Habit("pin", _on_question("question.pin", "shown"), 2),
    Habit("unpin", _on_question("question.unpin", "shown")),
    Habit("label", _on_question("question.label", "waiting", "shown", "merged", labels=_labels)),
    Habit("merge", merge, 3),
    Habit("unmerge", _on_question("question.unmerge", "merged")),
    Habit("answer", answer),
    Habit("set", set_room, 2),
    Habit("vote", vote, 2),
    Habit("go", go),
)
HABITS: Mapping[str, tuple[Habit, ...]] = {
    "attendee": ATTENDEE,
    "moderator": CONDUCTOR,
    "organiser": (*CONDUCTOR, Habit("erase", erase, 3), Habit("call", call), Habit("take", take_help)),
    "info": (Habit("take", take_help, 3), Habit("answer help", answer_help, 3), Habit("mood", mood), Habit("go", go)),
    "speaker": (Habit("answer", answer, 4), Habit("vote", vote, 2), Habit("usurp", usurp), Habit("upvote", upvote)),
    "stage": (
        Habit("clap", clap),
        Habit("usurp", usurp),
        Habit("vote blindly", vote_blindly),
        Habit("ping", ping, 2),
        Habit("go", go),
    ),
}


def act(client: Client, chance: Random, scene: Scene) -> str:
    """Does something that this client's role does; returns its name, empty if there was nothing to do."""
    habits = HABITS[client.person.role]
    for _ in range(6):
        habit = chance.choices(habits, [one.weight for one in habits])[0]
        if habit.act(client, chance, scene):
            return habit.name
    return ""
