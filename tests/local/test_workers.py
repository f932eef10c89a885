"""Threads that work for an event loop."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter

import pytest

from local.workers import Workers


async def test_all_work_is_done_and_told_on_the_loop() -> None:
    workers, told, all_told = Workers(4, "test"), Counter[tuple[object, threading.Thread]](), asyncio.Event()

    def done(result: object, error: BaseException | None) -> None:
        assert error is None
        told[result, threading.current_thread()] += 1
        if told.total() == 1_000:
            all_told.set()

    for number in range(1_000):
        workers.submit(lambda number=number: number, done)  # type: ignore[misc] # mypy: no type for a lambda's default
    await asyncio.wait_for(all_told.wait(), 15)
    assert told == Counter((number, threading.current_thread()) for number in range(1_000))
    await workers.stop()


async def test_no_more_threads_are_made_than_there_is_work_for_nor_than_may_be() -> None:
    workers, release, names = Workers(3, "test"), threading.Event(), set[str]()
    begun = threading.Semaphore(0)

    def work() -> None:
        names.add(threading.current_thread().name)
        begun.release()
        release.wait(60)

    workers.submit(work, lambda *_: None)
    assert _alive("test_") == 1
    for _ in range(9):
        workers.submit(work, lambda *_: None)
    assert _alive("test_") == 3
    for _ in range(3):
        assert await asyncio.to_thread(begun.acquire, timeout=15)
    release.set()
    await workers.stop()
    assert (len(names), _alive("test_")) == (3, 0)


async def test_what_the_work_raises_is_told() -> None:
    workers, told = Workers(1, "test"), asyncio.get_running_loop().create_future()

    def broken() -> None:
        raise KeyboardInterrupt("on purpose")

    workers.submit(broken, lambda result, error: told.set_result((result, error)))
    result, error = await asyncio.wait_for(told, 15)
    assert result is None
    assert isinstance(error, KeyboardInterrupt)
    await workers.stop()


async def test_who_stops_waits_for_what_has_begun_and_drops_what_has_not() -> None:
    workers, told = Workers(1, "test"), list[object]()
    began, release = threading.Event(), threading.Event()

    def work() -> str:
        began.set()
        release.wait(60)
        return "done"

    workers.submit(work, lambda result, _: told.append(result))
    workers.submit(work, lambda _, error: told.append(type(error)))
    await asyncio.to_thread(began.wait, 15)
    stopping = asyncio.create_task(workers.stop())
    while not told:  # the second is dropped while the first one still works
        await asyncio.sleep(0)
    release.set()
    await stopping
    assert told == [asyncio.CancelledError, "done"]
    with pytest.raises(RuntimeError):
        workers.submit(work, lambda *_: None)


def _alive(prefix: str) -> int:
    return sum(thread.name.startswith(prefix) for thread in threading.enumerate())
