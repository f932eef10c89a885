"""Threads that work for an event loop."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue

Done = Callable[[object, BaseException | None], None]
"""Is told, on the event loop, what came out of some work: its result, or what it has raised."""

_Job = tuple[Callable[[], object], Done]


class Workers:
    """At most `number` threads, made as they are needed. All but the work itself belongs to the event loop.

    Why not `concurrent.futures`: with thousands of short jobs a second, its locks and a wake-up of the loop for each of
    them cost more than what is done. Here the loop is woken once for all that is done until it looks.
    """

    def __init__(self, number: int, name: str) -> None:
        self._number = number
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._done: deque[tuple[Done, object, BaseException | None]] = deque()
        self._threads: list[threading.Thread] = []
        self._under_way = 0
        self._is_woken = False
        self._is_stopped = False

    def submit(self, work: Callable[[], object], done: Done) -> None:
        """Has it done by whoever is free. RuntimeError when they have stopped."""
        if self._is_stopped:
            raise RuntimeError(f"the {self._name} workers have stopped")
        self._under_way += 1
        self._jobs.put((work, done))
        if len(self._threads) < min(self._number, self._under_way):
            args = (asyncio.get_running_loop(),)
            thread = threading.Thread(
                target=self._work, args=args, name=f"{self._name}_{len(self._threads)}", daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        while (job := self._jobs.get()) is not None:
            work, done = job
            result: object = None
            error: BaseException | None = None
            try:
                result = work()
            except BaseException as why:  # noqa: BLE001 - whoever gave the work is told
                error = why
            self._done.append((done, result, error))
            del job, work, done, result, error  # a thread that waits for work must not keep anybody's
            if not self._is_woken:
                self._is_woken = True
                loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        self._is_woken = False  # first: what is done from here on wakes the loop again
        try:
            while self._done:
                done, result, error = self._done.popleft()
                self._under_way -= 1
                done(result, error)
        finally:
            if self._done:  # one of those who were told has raised: the others are told nevertheless
                asyncio.get_running_loop().call_soon(self._tell)

    async def stop(self) -> None:
        """Waits for the work that is under way. What nobody has begun ends with CancelledError."""
        self._is_stopped = True
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is not None:
                job[1](None, asyncio.CancelledError())
        for _ in self._threads:
            self._jobs.put(None)
        await asyncio.to_thread(self._join)
        self._tell()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()
