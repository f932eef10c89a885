"""The clock that calls functions."""

from __future__ import annotations

import asyncio
import logging

import pytest

from local.lambdas import Lambdas
from local.requests import Place
from local.schedule import schedule
from tests.local.stands import Clock, until


async def test_a_call_that_takes_long_does_not_delay_the_next_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, calls = Clock(monkeypatch), list[str]()

    class Slow(Lambdas):
        async def invoke(self, name: str, request: dict[str, object], **_: object) -> object:
            calls.append(name)
            return await asyncio.Event().wait()

    running = asyncio.create_task(schedule(Slow({}), Place(), {"housekeeping": (None,), "clap": (None,)}))
    for number in (1, 2, 3):
        await asyncio.sleep(0)
        clock.forward(60)
        await until(lambda: len(calls) == 2 * number)  # noqa: B023 - called at once
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert calls == ["housekeeping", "clap"] * 3


async def test_beats_stay_a_minute_apart_however_late_the_loop_is(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, calls = Clock(monkeypatch), list[object]()
    lambdas = Lambdas({"housekeeping": lambda *_: calls.append(None)})
    running = asyncio.create_task(schedule(lambdas, Place(), {"housekeeping": (None,)}))
    await asyncio.sleep(0)
    clock.forward(90)  # 30 s late
    await until(lambda: len(calls) == 1)
    clock.forward(30)
    await until(lambda: len(calls) == 2)
    running.cancel()
    await lambdas.stop()


async def test_a_crashed_call_is_made_again_by_the_next_beat_and_not_before(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock, calls = Clock(monkeypatch), list[object]()

    def broken(*_: object) -> None:
        calls.append(None)
        raise RuntimeError("on purpose")

    lambdas = Lambdas({"housekeeping": broken})
    running = asyncio.create_task(schedule(lambdas, Place(), {"housekeeping": (None,)}))
    for number in (1, 2):
        await asyncio.sleep(0)
        clock.forward(60)
        await until(lambda: lambdas.crashes["housekeeping"] == number)  # noqa: B023 - called at once
        assert len(calls) == number
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    running.cancel()
    await lambdas.stop()
