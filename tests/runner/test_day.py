"""All besides polls and applause on one machine: real sockets, real handlers, real streams, the real HTTP API."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from beifall.domain.event import Programme
from beifall.environment import clock
from crowd.screen import Frame, Screen
from eventfile.reading import read
from eventfile.shift import shifted
from tests.runner.test_event import EXAMPLE, Event, running


class Day:
    """The shipped event, running, and screens that have entered it."""

    def __init__(self, event: Event, stack: AsyncExitStack) -> None:
        self.event, self._stack = event, stack

    async def enter(self, token: str, kind: str, room: str = "plenum") -> Screen:
        screen = await self._stack.enter_async_context(self.event.screen(token, kind))
        await screen.enter(room)
        return screen

    async def http(self, token: str, **command: object) -> Frame:
        headers = {"authorization": f"Bearer {token}"}
        async with self.event.session.post(f"{self.event.site.api}/commands", json=command, headers=headers) as answer:
            assert answer.status == 200
            frame: Frame = await answer.json()
            return frame


@pytest.fixture
async def day(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Day]:
    caplog.set_level(logging.WARNING)
    programme: Programme = shifted(read(EXAMPLE), clock())
    async with running(programme) as event, AsyncExitStack() as stack:
        yield Day(event, stack)
    assert [record.getMessage() for record in caplog.records] == [], "the day leaves nothing in the log"


async def done(screen: Screen, action: str, **fields: object) -> Frame:
    reply = await screen.ask(action, **fields)
    assert reply["type"] == "ok", reply
    return reply


async def converged(*screens: Screen) -> None:
    """Whoever has only listened has missed nothing: the next ping has nothing to say."""
    for screen in screens:
        assert (await screen.ping())["type"] == "pong"


async def test_a_question_goes_from_a_phone_over_the_desk_to_the_stage_and_is_answered(day: Day) -> None:
    token = day.event.token
    phone, other = [await day.enter(await day.event.attendee(), "phone") for _ in range(2)]
    desk, stage = await day.enter(token("moderator"), "desk"), await day.enter(token("stage"), "stage")
    question = (await done(phone, "ask", text="Warum\u0308 so?", name=None))["question"]
    await desk.until(lambda items: ("questions", question) in items)
    assert desk.items["questions", question]["state"] == "waiting"
    assert ("questions", question) not in other.items
    shown = await done(desk, "question.show", question=question, rev=1)
    await stage.until(lambda items: ("questions", question) in items)
    await other.until(lambda items: ("questions", question) in items)
    await done(other, "upvote", question=question, on=True, seq=1)
    await stage.until(lambda items: items.get(("board", question), {}).get("upvotes") == 1)
    await done(desk, "question.pin", question=question, rev=shown["rev"])
    await other.until(lambda items: items["rooms", "plenum"]["pinned"] == question)
    speaker = await day.enter(token("speaker"), "laptop")
    answered = await done(speaker, "question.answer", question=question, rev=shown["rev"], text="Darum.\nUnd darum.")
    await phone.until(lambda items: items.get(("questions", question), {}).get("answer") == "Darum.\nUnd darum.")
    await done(desk, "question.hide", question=question, rev=answered["rev"])
    await stage.until(lambda items: bool(items["questions", question].get("gone")))
    await other.until(lambda items: bool(items["questions", question].get("gone")))
    await desk.until(lambda items: items["rooms", "plenum"]["pinned"] is None)
    await phone.until(lambda items: items["rooms", "plenum"]["pinned"] is None)
    await stage.until(lambda items: items["rooms", "plenum"]["pinned"] is None)
    await other.until(lambda items: items["rooms", "plenum"]["pinned"] is None)
    await converged(desk, stage)


async def test_moods_show_from_five_people_on_and_the_gong_is_heard_in_every_room(day: Day) -> None:
    people = [await day.enter(await day.event.attendee(), "laptop") for _ in range(5)]
    organiser = await day.enter(day.event.token("organiser"), "desk", "forum-1")
    for number, one in enumerate(people, 1):
        await done(one, "mood", mood=number, seq=1)
    await people[0].until(lambda items: items.get(("mood", "mood"), {}).get("people") == 5)
    assert people[0].items["mood", "mood"]["counts"] == {str(number): 1 for number in range(1, 6)}
    await done(organiser, "call", minutes=5, text="Zurück ins Plenum")
    await people[0].until(lambda items: items["event", "event"]["gong"] is not None)
    assert people[0].items["event", "event"]["gong"]["room"] == "forum-1"


async def test_a_call_for_help_is_answered_to_whoever_asked_and_to_nobody_else(day: Day) -> None:
    phone, other = [await day.enter(await day.event.attendee(), "phone", "forum-3") for _ in range(2)]
    info = await day.enter(day.event.token("info"), "desk", "foyer")
    request = (await done(phone, "help", text="Kein Ton"))["help"]
    await info.until(lambda items: ("helps", request) in items)
    assert info.items["helps", request]["room"] == "forum-3"
    answered = await done(info, "help.answer", help=request, rev=1, text="Bitte neu laden.")
    await info.until(lambda items: items["helps", request]["rev"] == answered["rev"])
    assert (await phone.ping())["you"]["helps"][0]["answer"] == "Bitte neu laden."
    assert (await other.ping())["you"]["helps"] == []
    await converged(info)


async def test_eight_sit_at_a_table_and_a_ninth_does_not(day: Day) -> None:
    people = [await day.enter(await day.event.attendee(), "laptop", "cafeteria") for _ in range(9)]
    seated = [await done(one, "sit", table="7") for one in people[:8]]
    assert len({reply["video"] for reply in seated}) == 1
    assert (await people[8].ask("sit", table="7"))["code"] == "table_full"
    assert (await done(people[0], "sit", table="8"))["video"] != seated[0]["video"]
    assert (await done(people[8], "sit", table="7"))["table"] == "7"
    await people[8].until(lambda items: items["floor", "floor"]["tables"][6]["taken"] == 8)


async def test_whoever_has_no_socket_takes_part_over_http(day: Day) -> None:
    token = await day.event.attendee()
    desk = await day.enter(day.event.token("moderator"), "desk")
    seen = await day.http(token, action="enter", id="1", room="plenum", screen="phone")
    assert (seen["type"], seen["items"]["rooms"][0]["id"]) == ("snapshot", "plenum")
    question = (await day.http(token, action="ask", id="2", room="plenum", text="Und ohne Socket?", name=None))[
        "question"
    ]
    await desk.until(lambda items: ("questions", question) in items)
    pong = await day.http(token, action="ping", id="3", room="plenum", rev=seen["rev"])
    assert (pong["type"], pong["you"]["asked"][0]["text"]) == ("pong", "Und ohne Socket?")
    rooms = f"{day.event.site.api}/rooms/plenum?rev="
    headers = {"authorization": f"Bearer {token}"}
    async with day.event.session.get(f"{rooms}{seen['rev']}", headers=headers) as answer:
        assert answer.status == 204
    async with day.event.session.get(f"{rooms}1", headers=headers) as answer:
        assert (await answer.json())["type"] == "snapshot"
    async with day.event.session.get(f"{rooms}1", headers={"authorization": "Bearer k1.none"}) as answer:
        assert (answer.status, (await answer.json())["code"]) == (401, "token_expired")
