"""The whole event on one machine: real handlers, a real socket, an embedded DynamoDB."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from beifall.domain.event import Programme
from beifall.domain.people import Connection
from beifall.environment import clock
from beifall.links import Link
from crowd.attendee import Site, Turned, find, join, vote
from crowd.screen import Frame, Screen
from eventfile.reading import read
from eventfile.shift import shifted
from local.stack import Stack
from tests import engines
from tests.serving import free_port

EXAMPLE = Path(__file__).parents[2] / "examples/tag-der-kommunalen-jobcenter-2020.toml"


@pytest.fixture
def programme() -> Programme:
    return shifted(read(EXAMPLE), clock())


class Event:
    """A running event, and a session to visit it with."""

    def __init__(self, stack: Stack, session: aiohttp.ClientSession, site: Site) -> None:
        self.stack, self.session, self.site = stack, session, site
        self._links = stack.links

    def token(self, role: str, room: str = "plenum") -> str:
        return next(link.token for link in self._links if fits(link, role, room))

    def screen(self, token: str, kind: str = "phone") -> Screen:
        return Screen(self.session, self.site.socket, token, kind)

    async def attendee(self) -> str:
        return await join(self.session, self.site, self.stack.event.code)


def fits(link: Link, role: str, room: str) -> bool:
    return link.role == role and link.rooms in ((), (room,))


@asynccontextmanager
async def running(programme: Programme, engine: str = "ministack") -> AsyncIterator[Event]:
    stack = Stack(programme, engine=engine, host="127.0.0.1", port=0)
    async with stack.runner, aiohttp.ClientSession() as session:
        yield Event(stack, session, await find(session, stack.site))


def state(poll: str, wanted: str) -> Callable[[dict[tuple[str, str], Frame]], bool]:
    return lambda items: bool(items.get(("polls", poll), {}).get("state") == wanted)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The engine of that name; `elsewhere` is one that is reached by its address, in a process of its own."""
    if request.param != "elsewhere":
        yield request.param
        return
    port = free_port()
    settings = os.environ | {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port)}
    server = subprocess.Popen(
        [sys.executable, "-m", "ministack"], env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens at {port}")


@pytest.mark.parametrize(("engine", "people"), [("ministack", 30), ("moto", 12), ("elsewhere", 5)], indirect=["engine"])
async def test_everybody_who_votes_is_in_the_final_tally(
    programme: Programme, engine: str, people: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with running(programme, engine) as event:
        desk = event.screen(event.token("moderator"), "desk")
        stage = event.screen(event.token("stage"), "stage")
        phones = [event.screen(await event.attendee()) for _ in range(people)]
        async with desk, stage:
            for phone in phones:
                await phone.__aenter__()
                await phone.enter("plenum")
            await desk.enter("plenum")
            await stage.enter("plenum")
            opened = await desk.ask("poll.open", poll="closing", rev=1, seconds=None)
            assert opened["state"] == "open"
            for phone in phones:
                await phone.until(state("closing", "open"))
            chosen = [("thrilled", "fun", "stayed")[number % 3] for number in range(people)]
            votes = [vote(phone, "closing", option) for phone, option in zip(phones, chosen, strict=True)]
            replies = await asyncio.gather(*votes)
            assert {reply["type"] for reply in replies} == {"ok"}
            again = await vote(phones[0], "closing", "stayed")
            assert (again["choice"], again["seq"]) == (["stayed"], 2)
            chosen[0] = "stayed"
            closing = await desk.ask("poll.close", poll="closing", rev=opened["rev"])
            assert closing["state"] == "closing"
            await desk.until(state("closing", "closed"))
            closed = desk.items["polls", "closing"]
            assert ("tallies", "closing") not in stage.items
            await desk.ask("poll.publish", poll="closing", rev=closed["rev"])
            for screen in (*phones, stage):
                await screen.until(state("closing", "published"))
                tally = screen.items["tallies", "closing"]
                assert Counter(tally["counts"]) == Counter(chosen)
                assert (tally["final"], tally["ballots"]) == (True, people)
                assert (await screen.ping())["type"] == "pong"
            for phone in phones:
                await phone.__aexit__()
    assert [record.getMessage() for record in caplog.records] == [], "a whole poll leaves nothing in the log"


async def test_a_token_that_is_none_does_not_open_the_socket(programme: Programme) -> None:
    async with running(programme) as event:
        for protocols, origin, status in (
            (("beifall.v1", "k1.no.token"), None, 401),
            (("beifall.v1",), None, 401),
            ((event.token("stage"),), None, 401),
            (("beifall.v1", event.token("stage")), "https://elsewhere.example", 403),
        ):
            headers = {} if origin is None else {"origin": origin}
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await event.session.ws_connect(event.site.socket, protocols=protocols, headers=headers)
            assert caught.value.status == status


async def test_the_server_selects_the_subprotocol_and_takes_its_own_origin(programme: Programme) -> None:
    async with running(programme) as event:
        headers = {"origin": event.stack.site}
        protocols = ("beifall.v1", event.token("stage"))
        async with event.session.ws_connect(event.site.socket, protocols=protocols, headers=headers) as line:
            assert line.protocol == "beifall.v1"


async def test_joining_says_what_is_wrong(programme: Programme) -> None:
    async with running(programme) as event:
        with pytest.raises(Turned, match=r"403 .*wrong_code"):
            await join(event.session, event.site, "WRONG1")
        async with event.session.post(f"{event.site.api}/join", data="{") as answer:
            assert (answer.status, (await answer.json())["code"]) == (400, "bad_frame")
        async with event.session.get(f"{event.site.api}/event") as answer:
            told = await answer.json()
        assert told["title"] == "Tag der kommunalen Jobcenter 2020"
        assert len(told["rooms"]) == 13
        async with event.session.get(f"{event.site.api}/nothing") as answer:
            assert answer.status == 404


async def test_who_has_left_is_in_no_register(programme: Programme) -> None:
    async with running(programme) as event, event.screen(event.token("stage"), "stage") as stage:
        await stage.enter("plenum")
        async with event.screen(await event.attendee()) as phone:
            await phone.enter("plenum")
            assert len(await registered()) == 2
        async with asyncio.timeout(30):
            while len(await registered()) != 1:
                await asyncio.sleep(0.02)


async def registered() -> tuple[Connection, ...]:
    store = engines.store()
    return await asyncio.to_thread(lambda: (*store.near("plenum", now=clock()), *store.far("plenum", now=clock())))
