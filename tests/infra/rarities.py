"""What seldom happens on a day, made to happen: each of it needs rights that nothing else does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from beifall.delays.port import Job
from beifall.delays.sqs import Sqs
from beifall.domain.floor import LEFT
from beifall.domain.polls import SETTLING, Poll
from beifall.domain.questions import Question
from beifall.environment import clock
from beifall.store.dynamo import DynamoStore
from local.environment import environment
from local.lambdas import Lambdas, load
from local.requests import batches
from tests.builders import a_connection, an_open_poll
from tests.runner.test_event import Event

NEWCOMERS = 3
"""So many people join for it."""

SEATED = "somebody who has gone"


@dataclass
class Rarities:
    """Plays them in a running event, whose rooms are those of `small.toml`."""

    event: Event

    def __post_init__(self) -> None:
        event = self.event.stack.event
        self.store = DynamoStore(expected=event.expected, purged=event.purged)
        self._numbers = count(1)

    async def visit(self, token: str, action: str, room: str, **fields: object) -> Any:
        """A command by HTTP, and its reply."""
        asked = {"action": action, "room": room, "id": f"visit-{next(self._numbers)}", **fields}
        return await self.call("commands", token, asked)

    async def call(self, path: str, token: str, asked: object) -> Any:
        headers = {"authorization": f"Bearer {token}"}
        address = f"{self.event.site.api}/{path}"
        async with self.event.session.post(address, headers=headers, json=asked) as answer:
            return await answer.json() if answer.status != 204 else None

    async def minute(self) -> None:
        """The schedule comes round."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        request = batches.schedule(self.event.stack.runner.deployment.place, "rule", id="1", time=now)
        await self.event.stack.runner.lambdas.invoke("housekeeping", request, alone=True)

    async def who_has_gone_is_forgotten_by_whoever_tells_them(self) -> None:
        """By broadcast, and by applause."""
        desk = self.event.screen(self.event.token("moderator"), "desk")
        self.store.register(a_connection("gone1=", participant="gone", screen="laptop", seen=clock()))
        async with desk:
            await desk.enter("plenum")
            await self._set_room(desk, notice="Here we are.")
            await until(lambda: not self.store.devices("gone", now=clock()))
        token = await self.event.attendee()
        self.store.register(a_connection("gone2=", participant="gone", screen="laptop", seen=clock()))
        for s in range(1, 100):
            await self.visit(token, "clap", "plenum", s=s, c=[0], g=8)
            await asyncio.sleep(0.3)
            if not self.store.devices("gone", now=clock()):
                return
        raise TimeoutError("applause has not forgotten who has gone")

    async def _set_room(self, desk: Any, **switches: object) -> None:
        rev = desk.items["rooms", "plenum"]["rev"]
        assert (await desk.ask("room.set", rev=rev, **switches))["type"] == "ok"

    async def a_fourth_phone_ends_the_first(self) -> None:
        token = await self.event.attendee()
        async with AsyncExitStack() as stack:
            phones = [await stack.enter_async_context(self.event.screen(token)) for _ in range(4)]
            for phone in phones:
                await phone.enter("plenum")
            first = phones[0]._line
            assert first is not None
            await until(lambda: first.closed)

    async def a_visitor_takes_part_by_http_alone(self) -> None:
        token, staff = await self.event.attendee(), self.event.token("moderator", "forum")
        asked = await self.visit(token, "ask", "forum", text="And by HTTP?")
        question = asked["question"]["id"] if isinstance(asked.get("question"), dict) else asked["question"]
        shown = await self.visit(staff, "question.show", "forum", question=question, rev=1)
        assert shown["type"] == "ok", shown
        seated = await self.visit(token, "sit", "cafeteria", table="1")
        assert seated["type"] in ("ok", "refused"), seated

    async def a_revoked_link_turns_its_holder_out(self) -> None:
        desk = self.event.screen(self.event.token("moderator", "forum"), "desk")
        async with desk:
            await desk.enter("forum")
            asked = {"role": "moderator", "room": "forum"}
            assert (await self.call("links", self.event.token("organiser"), asked))["token"]
            line = desk._line
            assert line is not None
            await until(lambda: line.closed)

    async def the_minute_mends_what_was_interrupted(self) -> None:
        """A shown question that still lies backstage, and a seat that somebody has left without a word."""
        shown = next(one for one in self.store.state("forum", staff=True).questions if one.state == "shown")  # type: ignore[union-attr]
        self.store.put_backstage(Question(shown.id, "forum", 1, shown.at, shown.text, shown.asker), before=0)
        floor = self.store.floor("cafeteria")
        assert floor is not None
        table = next(name for name in floor.names if floor.taken.get(name, 0) < floor.seats)
        self.store.sit("cafeteria", SEATED, table, command="c1")
        away = clock() - LEFT - 1_000
        self.store.register(a_connection("away=", participant=SEATED, room="cafeteria", seen=away))
        await self.minute()
        assert self.store.both(Question, "forum", shown.id)[1] is None
        assert SEATED not in self.store.floor("cafeteria").who  # type: ignore[union-attr]

    async def a_letter_that_comes_early_is_sent_again(self) -> None:
        """As of a poll that is open for longer than the queue can delay."""
        closes = clock() - SETTLING + 5_000  # so that it is early also where everything is slow
        self.store.put_public(an_open_poll(id="timed", room="forum", rev=1, closes=closes), before=0)
        Sqs(self.event.stack.runner.address.queue).later(Job("forum", "timed"), milliseconds=0)
        await until(lambda: getattr(self.store.public(Poll, "forum", "timed"), "state", "") == "closed")

    async def everything_is_deleted_in_the_end(self) -> None:
        """By a container that starts when the purge is due."""
        with environment({"PURGED": "0"}):
            handler = load("housekeeping")
        lambdas = Lambdas({"housekeeping": handler})
        await lambdas.invoke("housekeeping", {"source": "aws.events"})
        await lambdas.stop()
        assert self.store.event() is None

    async def all(self) -> None:
        """One after the other; nothing is left afterwards."""
        await self.who_has_gone_is_forgotten_by_whoever_tells_them()
        await self.a_fourth_phone_ends_the_first()
        await self.a_visitor_takes_part_by_http_alone()
        await self.the_minute_mends_what_was_interrupted()
        await self.a_letter_that_comes_early_is_sent_again()
        await self.a_revoked_link_turns_its_holder_out()
        await self.everything_is_deleted_in_the_end()


async def until(holds: Callable[[], object], within: float = 20.0) -> None:
    """Looks at what no frame tells of. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not holds():
            await asyncio.sleep(0.05)
