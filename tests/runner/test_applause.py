"""Applause on one machine: from a tap on a phone to the frame on a laptop, through real sockets and a real stream."""

from __future__ import annotations

import asyncio
import logging

import pytest

from beifall.domain.claps import clapper, slot
from beifall.domain.event import Programme
from beifall.environment import clock
from bill.model.standing import AWAKE
from blueprint.schedule import RULE
from crowd.screen import Frame, Screen
from eventfile.reading import read
from eventfile.shift import shifted
from local.requests import Place, batches
from tests import engines
from tests.runner.test_event import EXAMPLE, Event, running

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture
def programme() -> Programme:
    return shifted(read(EXAMPLE), clock())


class Ears:
    """The ticks that a screen was sent, with the moment (s) of each."""

    def __init__(self) -> None:
        self.ticks: list[tuple[float, list[object]]] = []
        self.answers: list[Frame] = []
        self._came = asyncio.Event()

    def __call__(self, frame: Frame, at: float) -> None:
        if frame.get("type") == "applause":
            self.ticks.append((at, frame["a"]))
            self._came.set()
        elif frame.get("type") not in ("snapshot", "update"):
            self.answers.append(frame)

    @property
    def claps(self) -> int:
        return sum(int(str(tick[2])) for _, tick in self.ticks)

    async def until(self, claps: int, *, within: float = 30) -> None:
        async with asyncio.timeout(within):
            while self.claps < claps:
                self._came.clear()
                await self._came.wait()


def screen(event: Event, token: str, kind: str, hears: Ears) -> Screen:
    return Screen(event.session, event.site.socket, token, kind, hears)


async def clap(phone: Screen, s: int, *ages: int) -> None:
    """One frame, to which nothing is answered."""
    assert phone._line is not None
    await phone._line.send_json({"action": "clap", "room": "plenum", "s": s, "c": list(ages), "g": 11})


@pytest.mark.parametrize("engine", ["ministack", "moto"])
async def test_claps_of_phones_are_heard_on_laptop_and_stage_and_by_themselves(
    programme: Programme, engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with running(programme, engine) as event:
        loud, quiet, phones = (Ears(), Ears()), (Ears(), Ears()), []
        laptop = screen(event, await event.attendee(), "laptop", loud[0])
        stage = screen(event, event.token("stage"), "stage", loud[1])
        desk = screen(event, event.token("moderator"), "desk", quiet[0])
        async with laptop, stage, desk:
            for kept in (laptop, stage, desk):
                await kept.enter("plenum")
            for number in range(3):
                phone = screen(event, await event.attendee(), "phone", quiet[1] if number == 0 else Ears())
                await phone.__aenter__()
                await phone.enter("plenum")
                phones.append(phone)
            await clap(phones[0], 1, 0)
            await loud[0].until(1)
            _, (seq, people, claps, grade, each) = loud[0].ticks[0]
            assert (seq, people, claps, grade) == (1, 1, 1, 11)
            assert SIGNS.index(str(each)[0]) == phones[0].you["slot"] == slot(clapper(phones[0].you["participant"]))
            for s in range(2, 10):
                for phone in phones:
                    await clap(phone, s, 120)
                await asyncio.sleep(0.25)
            await clap(phones[0], 9, 0)  # a replay
            for ears in (*loud, *quiet):
                await ears.until(25)
            for phone in phones:
                await phone.__aexit__()
        for ears in (*loud, *quiet):
            assert [tick[0] for _, tick in ears.ticks] == list(range(1, len(ears.ticks) + 1))
            assert ears.claps == 25
        assert max(int(str(tick[1])) for _, tick in loud[0].ticks) == 3
        assert quiet[1].answers == [], "claps are not answered"
        assert event.stack.runner.streams.failures == []
        assert (await asyncio.to_thread(engines.store().applause, "plenum", "loud")).seq == len(loud[0].ticks)
    assert [record.getMessage() for record in caplog.records] == []


async def test_what_the_schedule_keeps_awake_does_nothing_when_it_calls(programme: Programme) -> None:
    async with running(programme) as event:
        lambdas, request = event.stack.runner.lambdas, batches.schedule(Place(), RULE, id="x", time="")
        assert await lambdas.invoke("clap", request) == {"statusCode": 200}
        assert await lambdas.invoke("applause", request, alias="loud") == {"batchItemFailures": []}
        awake = event.stack.runner.deployment.awake
        assert {function: len(aliases) for function, aliases in awake.items()} == AWAKE
