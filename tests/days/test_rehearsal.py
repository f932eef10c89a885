"""A rehearsal, small but whole: real people of the crowd, real handlers, a real socket; and servers that do wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from beifall.domain.event import Programme
from beifall.environment import clock
from cli.rehearse import sized, venue
from crowd.orders import Link, Orders
from crowd.performance import Performance
from crowd.scenes import Script, rehearsal
from eventfile.reading import read
from eventfile.shift import shifted
from local.chaos import chaos
from local.lambdas import Handler, load
from local.permits import Permits
from local.socket import Ages
from local.stack import Stack

SMALL = Path(__file__).with_name("small.toml")
MINUTES = 0.2
ZEROS = {"lost": 0, "doubled": 0, "leaked": 0}


@dataclass
class Played:
    """A rehearsal that is over."""

    orders: Orders
    performance: Performance
    report: Mapping[str, Any]
    stack: Stack

    @property
    def script(self) -> Script:
        return rehearsal(self.orders.venue, self.orders.attendees, self.orders.minutes)

    def done(self, action: str, room: str) -> int:
        """How often that was asked for there, each once however often it was sent."""
        return sum(1 for _ in self.performance.jury.account.of(action, room))


@asynccontextmanager
async def rehearsed(
    people: int,
    *,
    handlers: Mapping[str, Handler] | None = None,
    spec: str | None = None,
    life: float = 7_200,
    permits: Permits | None = None,
    more: int = 0,
) -> AsyncIterator[Played]:
    """Plays the small event, which has room for so many `more`. `handlers` replace those of `functions/`, which have
    these `permits`; chaos stops when all are compared; a connection lives for so long (s).
    """
    programme: Programme = sized(shifted(read(SMALL), clock()), people + more)
    broken = chaos(spec) if spec else None
    stack = Stack(programme, engine="ministack", host="127.0.0.1", port=0, chaos=broken, ages=Ages(life=life))
    stack.runner.deployment = replace(stack.runner.deployment, handlers=handlers or {}, permits=permits)
    faults = dict(broken.rates) if broken else {}

    def say(**line: Any) -> None:
        if broken is not None and "scene" in line:
            broken.rates.clear()
            broken.rates.update(faults if line["is_played"] else {})

    async with stack.runner:
        links = tuple(Link(one.role, one.rooms, one.token) for one in stack.links)
        orders = Orders(stack.site, programme.event.code, links, venue(programme), people, MINUTES, 1, stack.tickets)
        performance = Performance(replace(orders, connection_minutes=life / 60), say)
        yield Played(orders, performance, await performance.run(), stack)


def check_the_day(played: Played) -> None:
    """Of twenty people: it comes to zeros, and every act has happened as often as the script says."""
    report = played.report
    assert {name: report[name] for name in ZEROS} == ZEROS, report["wrong"]
    assert (report["converged"], report["attendees"]) == (True, 20), report["wrong"]
    assert not any(report["wrong"].values()), report["wrong"]
    assert report["closing"] == report["cast"] == {"good": 6, "fine": 12, "bad": 2}
    # Who asks too fast waits and asks again: that decides nothing.
    refused = sum(times for code, times in report["refused"].items() if code not in ("too_many_requests", "try_again"))
    assert report["acknowledged"] + refused == report["commands"]
    assert [claps["off"] for claps in report["claps"].values()] == [0, 0, 0]
    assert all(report[name]["p95"] is not None for name in ("ack_ms", "update_ms", "view_ms", "applause_ms"))
    said = Counter[tuple[str, str]]()
    for scene in played.script.scenes:
        for act in scene.acts:
            said[act.action, act.room] += act.times
    for (action, room), times in said.items():
        if action not in ("join", "enter", "lose", "cut", "clap"):
            assert played.done(action, room) >= times, (action, room)
            assert action in CHANGED or played.done(action, room) == times, (action, room)


CHANGED = ("question.pin", "question.answer", "question.label", "question.merge", "help.take", "help.answer")
"""What is done again if somebody else was faster."""


async def test_a_small_day_comes_to_zeros_and_every_act_happens_as_often_as_the_script_says() -> None:
    async with rehearsed(20) as played:
        check_the_day(played)
    assert played.report["healings"] == [], "every frame has arrived"


async def test_whatever_goes_wrong_nothing_is_lost_doubled_or_leaked_and_all_agree_in_the_end() -> None:
    async with rehearsed(16, spec="all", life=40) as played:
        report, injected = played.report, played.stack.runner.deployment.chaos.injected
    assert report["changes"] > 16, "connections that live for 40 s are changed before"
    assert sum(injected.values()) > 50
    assert {name: report[name] for name in ZEROS} == ZEROS, report["wrong"]
    assert report["converged"], report["wrong"]
    assert report["closing"] == report["cast"]


class Wrong:
    """A handler that does what must never be done: ballots and upvotes that are acknowledged and not stored,
    waiting questions in the reply to a mood, seats that nobody gets for no reason, and a snapshot that says
    something else than the room has.
    """

    def __init__(self) -> None:
        self._questions: list[str] = []
        self._right: Handler | None = None
        self._lock = Lock()

    def command(self, event: dict[str, Any], context: Any) -> Any:
        asked = json.loads(event["body"])
        match asked["action"]:
            case "vote" if asked["seq"] == 1 and asked["poll"] == "closing":
                return _answer({"type": "ok", "id": asked["id"], "choice": asked["choice"], "seq": asked["seq"]})
            case "ask":
                self._questions.append(asked["text"])
            case "upvote":
                about = {name: asked[name] for name in ("question", "on", "seq")}
                return _answer({"type": "ok", "id": asked["id"], **about})
            case "sit":
                return _answer({"type": "refused", "id": asked["id"], "code": "internal", "message": "!"})
        with self._lock:  # it can be loaded in the runner's environment only, and there once
            self._right = self._right or load("command")
        answered = self._right(event, context)
        reply = json.loads(answered["body"])
        if asked["action"] == "mood" and reply["type"] == "ok":
            return _answer({**reply, "waiting": self._questions})
        if asked["action"] == "enter" and reply["type"] == "snapshot":
            reply["items"]["rooms"][0]["notice"] = "Another one"
            return _answer(reply)
        return answered


def _answer(frame: Mapping[str, Any]) -> dict[str, Any]:
    return {"statusCode": 200, "body": json.dumps(frame)}


async def test_a_server_that_does_wrong_is_found_out() -> None:
    """The negative control: without it, zeros would say nothing."""
    async with rehearsed(16, handlers={"command": Wrong().command}) as played:
        report = played.report
    wrong = report["wrong"]
    assert report["lost"] > 0
    for what in ("ballots of closing", "upvotes of"):
        assert any(re.search(what, said) for said in wrong["lost"]), wrong["lost"]
    assert wrong["refused"].keys() == {"sit: internal"}
    assert any("you.upvotes" in said for each in wrong["differing"].values() for said in each)
    assert report["leaked"] > 0
    assert not report["converged"]
    assert report["closing"] != report["cast"]
