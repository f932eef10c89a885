"""What real commands cost, by the meter, over the real runner: amounts counted by hand."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from beifall.environment import clock
from bill.usage import CAUSES, UNATTRIBUTED
from crowd.attendee import vote
from crowd.screen import Screen
from eventfile.reading import understood
from eventfile.shift import shifted
from tests.local.stands import until
from tests.runner.test_event import Event, running

ONE_ROOM = """
[event]
code = "SMALL1"
title = "Klein"
languages = ["de"]
starts = 2020-11-30T10:00:00Z
ends = 2020-11-30T11:00:00Z
expected = 20

[privacy]
controller = "Amt"
contact = "amt@example.org"
legal_basis = "Art. 6"
imprint = "https://example.org/impressum"
accessibility = "https://example.org/barrierefreiheit"

[[rooms]]
id = "plenum"
kind = "plenum"
title = "Plenum"

[[polls]]
id = "lunch"
room = "plenum"
kind = "single"
prompt = "Was gibt es?"
options = [{ id = "soup", text = "Suppe" }, { id = "cake", text = "Kuchen" }]
"""

Counted = dict[str, float]


class House:
    """An event with one room and one poll."""

    def __init__(self, event: Event, stack: AsyncExitStack) -> None:
        self.event, self.meter = event, event.stack.runner.meter
        self._stack = stack

    async def enter(self, token: str, kind: str) -> Screen:
        screen = await self._stack.enter_async_context(self.event.screen(token, kind))
        await screen.enter("plenum")
        return screen

    async def moderator(self) -> Screen:
        return await self.enter(self.event.token("moderator"), "desk")

    async def attendee(self, kind: str = "phone") -> Screen:
        return await self.enter(await self.event.attendee(), kind)

    async def still(self, desk: Screen) -> None:
        """Returns when the room's stream has nothing left: a second change is told after the first one's telling."""
        for notice in ("Bald", "Jetzt"):
            rev = desk.items["rooms", "plenum"]["rev"]
            await desk.ask("room.set", rev=rev, notice=notice)
            while desk.items["rooms", "plenum"]["notice"] != notice:
                await desk.until(lambda items: items["rooms", "plenum"]["rev"] > rev)  # noqa: B023 - called at once

    async def used(self, phase: str, cause: str, *, calls: int) -> Counted:
        """What a phase used for a cause, once so many functions have run for it; bytes and times are left out."""
        await until(lambda: self.meter.usage(phase).of("lambda_request", cause) >= calls, within=30)
        counted = self.meter.usage(phase).by_cause()[cause]
        assert counted.pop("lambda_gb_second") > 0
        for item in ("egress_gb", "log_gb"):
            counted.pop(item, None)
        return counted


@pytest.fixture(params=["ministack", "moto"])
async def house(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    programme = shifted(understood(ONE_ROOM, Path("one-room.toml")), clock())
    async with running(programme, request.param) as event, AsyncExitStack() as stack:
        house = House(event, stack)
        yield house
        assert UNATTRIBUTED not in house.meter.usage().by_cause()


async def test_a_poll_costs_a_message_for_every_screen_each_time_it_is_told_and_a_vote_two(house: House) -> None:
    desk = await house.moderator()
    phones = [await house.attendee() for _ in range(3)]
    await house.still(desk)

    house.meter.phase("opening")
    opened = await desk.ask("poll.open", poll="lunch", rev=1, seconds=None)
    for screen in (desk, *phones):
        await screen.until(lambda items: items.get(("polls", "lunch"), {}).get("state") == "open")
    opening = await house.used("opening", "polls", calls=2)
    assert opening["dynamodb_write"] == 3  # the draft, the open poll, and the draft again that is taken away
    # The desk's command and its reply; the poll, to a desk and three phones, and to the desk once more for each time
    # that the stream is read in between.
    assert 2 + 4 <= opening["websocket_message"] <= 2 + 4 + 2

    await house.still(desk)
    house.meter.phase("vote")
    assert (await vote(phones[0], "lunch", "soup"))["type"] == "ok"
    assert await house.used("vote", "votes", calls=2) == {
        "lambda_request": 2,  # command, tally: below five ballots of a secret poll there is nothing to tell
        "websocket_message": 2,
        "dynamodb_write": 2,  # the ballot, the count
        "dynamodb_read": 1 + 1 + 3 + 1,  # the poll, own devices; poll, count and tally, a bucket of ballots
    }

    house.meter.phase("closing")
    await desk.ask("poll.close", poll="lunch", rev=opened["rev"])
    assert await house.used("closing", "polls", calls=2) == {
        "lambda_request": 2,  # command, broadcast
        "websocket_message": 2 + 4,
        "sqs_request": 1,  # the final recount is ordered
        "dynamodb_write": 1,
        "dynamodb_read": 1 + 2 + 4,  # the link, both rows of the poll; the event, the room, two lists of connections
    }


async def test_a_vote_that_is_told_to_ones_laptop_costs_a_message_more(house: House) -> None:
    desk = await house.moderator()
    token = await house.event.attendee()
    phone, laptop = await house.enter(token, "phone"), await house.enter(token, "laptop")
    await desk.ask("poll.open", poll="lunch", rev=1, seconds=None)
    await phone.until(lambda items: ("polls", "lunch") in items)
    house.meter.phase("vote")
    await vote(phone, "lunch", "soup")
    await until(lambda: "lunch" in laptop.you["ballots"], within=20)
    assert (await house.used("vote", "votes", calls=2))["websocket_message"] == 3


async def test_a_clap_costs_a_write_and_each_tick_a_message_for_every_listener(house: House) -> None:
    _, phone = await house.attendee("laptop"), await house.attendee()
    house.meter.phase("clap")
    assert phone._line is not None
    await phone._line.send_json({"action": "clap", "room": "plenum", "s": 1, "c": [0], "g": 7})
    await until(lambda: house.meter.usage("clap").of("websocket_message", "applause") >= 3, within=20)
    used = await house.used("clap", "applause", calls=3)
    # The room, how it sounded, two lists of connections: a process remembers the lists for some seconds.
    assert used.pop("dynamodb_read") in (2 * (1 + 1 + 2), 2 * (1 + 1) + 2)
    assert used == {
        "lambda_request": 3,  # clap, and applause for those who sound and for those who only show it
        "websocket_message": 1 + 2,
        "dynamodb_write": 1 + 2,  # the clap, and how the room sounds, for both
    }


async def test_coming_in_is_two_writes_to_join_and_two_to_enter(house: House) -> None:
    house.meter.phase("join")
    token = await house.event.attendee()
    assert await house.used("join", "joining", calls=1) == {
        "http_request": 1,
        "lambda_request": 1,
        "secret_request": 1,  # the first container of its function
        "dynamodb_write": 2,  # how many have joined, and that this one has
        "dynamodb_read": 2,  # the event, and whether this one has joined before
    }
    house.meter.phase("enter")
    await house.enter(token, "phone")
    entered = await house.used("enter", "joining", calls=3)
    assert (entered["lambda_request"], entered["websocket_message"]) == (3, 2)  # authorizer, `$connect`, command
    assert entered["dynamodb_write"] == 2  # the register by room and by participant


async def test_an_open_connection_costs_by_the_minute_and_the_queue_while_nothing_is_in_it(house: House) -> None:
    await house.attendee()
    assert house.meter.usage().of("websocket_minute", "presence") > 0
    assert house.meter.usage().of("sqs_request", "upkeep") > 0


async def test_a_page_of_the_site_is_read_from_both_of_its_services(house: House) -> None:
    for path, coding in (("", "identity"), ("desk.html", "gzip")):
        before = house.meter.usage()
        asked = {"Accept-Encoding": coding}
        async with house.event.session.get(f"{house.event.stack.site}/{path}", headers=asked) as page:
            size = len(gzip.compress(await page.read())) if coding == "gzip" else len(await page.read())
        used = house.meter.usage() - before
        assert (used.of("cloudfront_request", "joining"), used.of("s3_request", "joining")) == (1, 1)
        assert size < used.of("egress_gb", "joining") * 1e9 < size + 2_000


async def test_every_use_has_a_cause(house: House) -> None:
    desk, phone = await house.moderator(), await house.attendee()
    question = (await phone.ask("ask", text="Warum?", name=None))["question"]
    await desk.until(lambda items: ("questions", question) in items)
    await desk.ask("question.show", question=question, rev=1)
    await phone.ask("mood", mood=4, seq=1)
    await phone.ask("help", text="Hilfe")
    await phone.ping()
    await phone.until(lambda items: ("questions", question) in items)
    causes = set(house.meter.usage().by_cause())
    assert causes <= set(CAUSES)
    assert causes >= {"joining", "questions", "moods", "help", "pings", "presence", "upkeep"}
