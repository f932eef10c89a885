"""People who do everything that there is to do, and everything wrong that can be done wrong, over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession

from beifall.domain.event import Programme
from beifall.environment import clock
from beifall.join import AFTERWARDS
from beifall.store.dynamo import DynamoStore
from crowd.attendee import Site, find
from crowd.recording import Recording
from eventfile.reading import read
from eventfile.shift import shifted
from local.chaos import Chaos
from local.stack import Stack
from tests.protocol.visitor import Visitor, visiting

SMALL = Path(__file__).parents[1] / "days/small.toml"
SELDOM = 1e-9
"""So that the runner is ready to throttle, and does not."""

LEFT = 8_000
"""For so many ms one may still join an event that has ended."""

LONG = [{"id": f"o{number}", "text": "ü" * 200} for number in range(20)]


class House:
    """A running event, and who visits it."""

    def __init__(self, stack: Stack, session: ClientSession, site: Site, recording: Recording) -> None:
        self.stack, self.session, self.site, self.recording = stack, session, site, recording
        self._open = AsyncExitStack()

    async def close(self) -> None:
        await self._open.aclose()

    def token(self, role: str, room: str = "plenum") -> str:
        links = self.stack.links
        return next(link.token for link in links if link.role == role and link.rooms in ((), (room,)))

    async def staff(self, role: str, room: str = "plenum") -> Visitor:
        """Whoever has that link, in the room."""
        screen = {"stage": "stage", "speaker": "laptop"}.get(role, "desk")
        one = await self.come(self.token(role, room), role, screen)
        assert (await one.enter(room))["type"] == "snapshot"
        return one

    async def attendee(self, room: str | None = "plenum", screen: str = "phone", token: str | None = None) -> Visitor:
        """Somebody who has joined, or has this token; without a room, they have not entered."""
        one = await self.come(token or await self.joined(), "attendee", screen)
        if room is not None:
            assert (await one.enter(room))["type"] == "snapshot"
        return one

    async def come(self, token: str, role: str, screen: str) -> Visitor:
        whoever = visiting(self.session, self.site, self.recording, token=token, role=role, screen=screen)
        return await self._open.enter_async_context(whoever)

    async def joined(self) -> str:
        status, answer = await self.join(self.stack.event.code)
        assert status == 201, answer
        return str(answer["token"])

    async def join(self, code: str, **fields: Any) -> tuple[int, Any]:
        body = {"code": code, "nonce": str(uuid4()), **fields}
        return await self.call("POST", "/join", body=body)

    async def call(self, method: str, path: str, token: str = "", *, body: object = None) -> tuple[int, Any]:
        """Status and answer."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        data = body if isinstance(body, str) else json.dumps(body) if body is not None else None
        async with self.session.request(method, f"{self.site.api}{path}", headers=headers, data=data) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text else None

    async def no(self, code: str, method: str, path: str, token: str = "", *, body: object = None) -> None:
        """A call that must be refused as a whole with this code."""
        answer = await self.call(method, path, token, body=body)
        assert answer[0] >= 400, answer
        assert answer[1]["code"] == code, (method, path, answer)


@asynccontextmanager
async def house(programme: Programme, file: Path, chaos: Chaos | None = None) -> AsyncIterator[House]:
    """An event, and a recording of what is said there."""
    stack = Stack(programme, engine="ministack", host="127.0.0.1", port=0, chaos=chaos, tickets=2)
    with Recording(file, programme.event.code) as recording:
        async with stack.runner, ClientSession(trace_configs=[recording.traces()]) as session:
            made = House(stack, session, await find(session, stack.site), recording)
            try:
                yield made
            finally:
                await made.close()


async def misused(folder: Path) -> list[Path]:
    """Does it; the recordings, one for each event. Two events do not go together into one process."""
    programme = shifted(read(SMALL), clock())
    chaos = Chaos({"throttle": SELDOM})
    async with house(programme, folder / "whole.jsonl", chaos) as it:
        await _whole(it, chaos)
    tickets = replace(programme, event=replace(programme.event, tickets=True, limit=1))
    async with house(tickets, folder / "tickets.jsonl") as it:
        await _tickets(it)
    async with house(programme, folder / "over.jsonl") as it:
        await _over(it)
    return [folder / f"{name}.jsonl" for name in ("whole", "tickets", "over")]


async def _whole(it: House, chaos: Chaos) -> None:
    moderator, organiser, info = await it.staff("moderator"), await it.staff("organiser"), await it.staff("info")
    speaker, stage = await it.staff("speaker"), await it.staff("stage")
    ada = await it.attendee()
    await _malformed(ada)
    await asyncio.gather(
        _polls(it, moderator, organiser, ada),
        _questions(it, moderator, organiser, speaker),
        _cafeteria(it),
        _desk(it, info),
    )
    await _applause(it, organiser, stage)
    await _parts(moderator)
    await _http(it)
    await _overloaded(it, chaos)
    await _links(it, moderator)


async def _malformed(ada: Visitor) -> None:
    await ada.refused("not_allowed", "poll.open", poll="closing", rev=1)
    for text, code in (
        ("{", "bad_frame"),
        ("x" * 5_000, "too_large"),
        ('{"action": "dance", "id": "d", "room": "plenum"}', "unknown_action"),
        ('{"action": "mood", "id": "m", "room": "plenum", "mood": 6, "seq": 1}', "bad_field"),
    ):
        assert (await ada.say(text))["code"] == code
    await ada.refused("no_such_room", "enter", room="cellar", screen="phone")
    assert (await ada.ask("ping", rev=ada.held.sum))["type"] == "pong"
    assert (await ada.ask("ping", rev=ada.held.sum + 1, quiet=0))["type"] == "snapshot"


async def _polls(it: House, moderator: Visitor, organiser: Visitor, ada: Visitor) -> None:
    form = {"kind": "single", "prompt": "Ja?", "options": [{"id": "y", "text": "Ja"}, {"id": "n", "text": "Nein"}]}
    made = await moderator.done("poll.create", poll=form)
    made = await moderator.done("poll.change", poll={**form, "id": made["poll"], "rev": made["rev"], "results": "live"})
    await moderator.done("poll.delete", poll=made["poll"], rev=made["rev"])
    ballot = {"poll": "closing", "round": 1, "choice": ["good"], "seq": 1}
    await ada.refused("no_such_poll", "vote", **ballot)
    opened = await moderator.done("poll.open", poll="closing", rev=1, seconds=None)
    await moderator.refused("changed", "poll.close", poll="closing", rev=1)
    await moderator.refused("poll_frozen", "poll.change", poll={**form, "id": "closing", "rev": opened["rev"]})
    await ada.refused("bad_choice", "vote", **{**ballot, "choice": ["splendid"]})
    await ada.done("vote", **ballot)
    closing = await moderator.done("poll.close", poll="closing", rev=opened["rev"])
    assert closing["closes"]
    # Meanwhile, words in the foyer: their tally comes with the vote.
    words = await organiser.done("poll.open", room="foyer", poll="words", rev=1)
    guests = [await it.attendee("foyer") for _ in range(2)]
    for guest in guests:
        await guest.done("vote", poll="words", round=1, choice=["Unfug", "Mut"], seq=1)
    await organiser.done("poll.strike", room="foyer", poll="words", word="unfug")
    assert words["state"] == "open"
    closed = await moderator.item("polls", "closing", state="closed")
    await ada.refused("poll_not_open", "vote", **ballot)
    published = await moderator.done("poll.publish", poll="closing", rev=closed["rev"])
    await ada.item("tallies", "closing", final=True)
    await moderator.done("poll.reset", poll="closing", rev=published["rev"])


async def _questions(it: House, moderator: Visitor, organiser: Visitor, speaker: Visitor) -> None:
    askers = [await it.attendee() for _ in range(5)]
    ids = [(await askers[0].done("ask", text="Warum 0?", name="Ada"))["question"]]
    assert (await askers[0].ask("ask", text="Noch eine?"))["code"] == "too_many_requests"
    for number, one in enumerate(askers[1:], 1):
        ids.append((await one.done("ask", text=f"Warum {number}?", name="Ada"))["question"])
    await askers[4].done("question.withdraw", question=ids[4])
    await moderator.refused("no_such_question", "question.show", question="nothing", rev=1)

    async def act(action: str, number: int, **fields: Any) -> None:
        rev = (await moderator.item("questions", ids[number]))["rev"]
        reply = await moderator.done(f"question.{action}", question=ids[number], rev=rev, **fields)
        await moderator.until(lambda: moderator.held.items["questions", ids[number]]["rev"] >= reply["rev"])

    await act("label", 0, labels=["Ausblick"])
    await act("show", 0)
    await act("wait", 0)
    await act("show", 0)
    await act("pin", 0)
    await moderator.item("rooms", "plenum", pinned=ids[0])
    await act("unpin", 0)
    await moderator.item("rooms", "plenum", pinned=None)
    await act("merge", 1, into=ids[0])
    await act("unmerge", 1)
    await act("hide", 2)
    other = await it.attendee(screen="laptop")
    await other.done("upvote", question=ids[0], on=True, seq=1)
    await other.done("upvote", question=ids[0], on=False, seq=2)
    await other.done("mood", mood=4, seq=1)
    rev = moderator.held.items["questions", ids[0]]["rev"]
    await speaker.item("questions", ids[0], rev=rev)  # it was shown before, too
    await speaker.done("question.answer", question=ids[0], rev=rev, text="Darum.")
    await organiser.done("question.erase", question=ids[3])
    rev = (await moderator.item("rooms", "plenum"))["rev"]
    closed = await moderator.done("room.set", rev=rev, questions="closed", notice="Pause", stage="join")
    late = await it.attendee()
    await late.refused("questions_closed", "ask", text="Zu spät?")
    opened = await moderator.done("room.set", rev=closed["rev"], questions="open", notice=None, stage=None)
    await organiser.item("rooms", "plenum", rev=opened["rev"])  # who sets it next


async def _cafeteria(it: House) -> None:
    guests = [await it.attendee("cafeteria") for _ in range(3)]
    for guest in guests[:2]:
        await guest.done("sit", table="1")
    await guests[2].refused("table_full", "sit", table="1")
    await guests[2].refused("no_such_table", "sit", table="99")
    await guests[0].done("stand")
    outside = await it.attendee(None)
    outside.held.room = "cafeteria"
    await outside.refused("not_in_room", "ping", rev=0)


async def _desk(it: House, info: Visitor) -> None:
    """Own screens are told: somebody has two."""
    token = await it.joined()
    phone, laptop = await it.attendee(token=token), await it.attendee(screen="laptop", token=token)
    wanted = (await phone.done("help", text="Ich höre nichts."))["help"]
    waiting = await info.item("helps", wanted)
    taken = await info.done("help.take", help=wanted, rev=waiting["rev"])
    await info.done("help.answer", help=wanted, rev=taken["rev"], text="Bitte laden Sie die Seite neu.")
    await info.refused("no_such_help", "help.take", help="nothing", rev=1)
    await laptop.until(lambda: any(one["state"] == "answered" for one in laptop.held.you["helps"]))


async def _applause(it: House, organiser: Visitor, stage: Visitor) -> None:
    ada = await it.attendee()
    await ada.clap(1)
    await stage.until(lambda: any(one["type"] == "applause" for one in stage.heard))
    token, claps = await it.joined(), {"action": "clap", "room": "plenum", "s": 1, "c": [0], "g": 8, "p": 500}
    assert await it.call("POST", "/commands", token, body=claps) == (204, None)
    rev = (await organiser.item("rooms", "plenum"))["rev"]
    await organiser.done("room.set", rev=rev, applause=False)
    await it.no("applause_off", "POST", "/commands", token, body=claps)
    await it.no("no_such_room", "POST", "/commands", token, body={**claps, "room": "cellar"})
    await organiser.done("call", minutes=5, text="Es geht weiter.")
    await ada.until(lambda: ada.held.items["event", "event"]["gong"])


async def _parts(moderator: Visitor) -> None:
    """Two drafts that do not go into one frame together."""
    for number in range(2):
        texts = [{**one, "text": {"de": one["text"], "en": one["text"]}} for one in LONG]
        await moderator.done("poll.create", poll={"kind": "single", "prompt": f"Länger {number}", "options": texts})
    assert (await moderator.enter("plenum"))["parts"] > 1


async def _http(it: House) -> None:
    assert (await it.call("GET", "/event"))[0] == 200
    token = await it.joined()
    enter = {"action": "enter", "id": "h1", "room": "forum", "screen": "phone"}
    status, seen = await it.call("POST", "/commands", token, body=enter)
    assert (status, seen["type"]) == (200, "snapshot")
    assert (await it.call("GET", "/rooms/forum", token))[1]["type"] == "snapshot"
    assert await it.call("GET", f"/rooms/forum?rev={seen['rev']}", token) == (204, None)
    status, reply = await it.call("POST", "/commands", token, body={**enter, "id": "h2", "room": "cellar"})
    assert (status, reply["type"], reply["code"]) == (200, "refused", "no_such_room")
    await it.no("no_such_room", "GET", "/rooms/cellar", token)
    await it.no("bad_field", "GET", "/rooms/forum?rev=x", token)
    await it.no("token_expired", "GET", "/rooms/forum", "k1.no.token")
    await it.no("token_expired", "POST", "/commands", body=enter)
    codes = set[str]()
    async with asyncio.timeout(30):
        while not codes:  # where everything is slow, twenty at once are not too many
            answers = await asyncio.gather(*(it.call("GET", "/rooms/forum", token) for _ in range(20)))
            codes = {answer["code"] for status, answer in answers if status == 429}
    assert codes == {"too_many_requests"}
    for code, body in (
        ("bad_frame", "{"),
        ("bad_field", {"code": "SMALL1", "nonce": "short"}),
        ("too_large", "x" * 5_000),
    ):
        await it.no(code, "POST", "/join", body=body)
    status, answer = await it.join("OTHER1")
    assert (status, answer["code"]) == (403, "wrong_code")


async def _overloaded(it: House, chaos: Chaos) -> None:
    ada, token = await it.attendee(), await it.joined()
    chaos.rates["throttle"] = 1
    await ada.refused("try_again", "mood", mood=1, seq=1)
    await it.no("try_again", "GET", "/rooms/forum", token)
    chaos.rates["throttle"] = SELDOM


async def _links(it: House, moderator: Visitor) -> None:
    body = {"role": "moderator", "room": "plenum"}
    organiser, old = it.token("organiser"), it.token("moderator")
    await it.no("not_allowed", "POST", "/links", it.token("info"), body=body)
    await it.no("no_such_room", "POST", "/links", organiser, body={**body, "room": "cellar"})
    await it.no("bad_field", "POST", "/links", organiser, body={"role": "moderator"})
    assert (await it.call("POST", "/links", organiser, body=body))[0] == 201
    await it.no(
        "token_expired", "POST", "/commands", old, body={"action": "ping", "id": "l1", "room": "plenum", "rev": 0}
    )
    async with asyncio.timeout(30):
        await moderator.listening


async def _tickets(it: House) -> None:
    code, (first, second) = it.stack.event.code, it.stack.tickets
    for ticket, status, said in (
        (None, 403, "wrong_ticket"),
        (first, 201, None),
        (first, 409, "ticket_used"),
        (second, 429, "event_full"),
    ):
        answer = await it.join(code, ticket=ticket)
        assert (answer[0], answer[1].get("code")) == (status, said)


async def _over(it: House) -> None:
    """Somebody who has joined at the last moment is still there a moment later."""
    store = DynamoStore(expected=it.stack.event.expected, purged=it.stack.event.purged)
    event, last = store.event(), clock() + LEFT
    assert event is not None
    assert store.put_event(replace(event, rev=event.rev + 1, ends=last - AFTERWARDS), before=event.rev)
    ada = await it.attendee()
    await asyncio.sleep(max(0, last - clock()) / 1_000)
    await ada.refused("token_expired", "ping", rev=ada.held.sum)
    status, answer = await it.join(it.stack.event.code)
    assert (status, answer["code"]) == (403, "event_over")
